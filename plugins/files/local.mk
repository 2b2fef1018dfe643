plugins_LTLIBRARIES += plugins/files/files.la
plugins_files_files_la_SOURCES = plugins/files/files.c plugins/files/inputs.c plugins/files/inputs.h \
  plugins/plain/utf8.h
plugins_files_files_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_files_files_la_CFLAGS = $(PLUGIN_CFLAGS)
plugins_files_files_la_LDFLAGS = $(PLUGIN_LDFLAGS)
EXTRA_DIST += plugins/files/README.md
