plugins_LTLIBRARIES += plugins/textan/textan.la
plugins_textan_textan_la_SOURCES = plugins/textan/annotations.c plugins/textan/offsets.c plugins/textan/textan.c \
  plugins/textan/textan.h
plugins_textan_textan_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(CJSON_CFLAGS)
plugins_textan_textan_la_CFLAGS = $(PLUGIN_CFLAGS)
plugins_textan_textan_la_LDFLAGS = $(PLUGIN_LDFLAGS)
plugins_textan_textan_la_LIBADD = $(CJSON_LIBS)
EXTRA_DIST += plugins/textan/README.md
