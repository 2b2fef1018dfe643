plugins_LTLIBRARIES += plugins/plain/plain.la
plugins_plain_plain_la_SOURCES = plugins/plain/plain.c plugins/plain/utf8.h
plugins_plain_plain_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_plain_plain_la_CFLAGS = $(PLUGIN_CFLAGS)
plugins_plain_plain_la_LDFLAGS = $(PLUGIN_LDFLAGS)
EXTRA_DIST += plugins/plain/README.md
