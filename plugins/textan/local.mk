plugins_LTLIBRARIES += plugins/textan/textan.la
plugins_textan_textan_la_SOURCES = plugins/textan/annotations.c plugins/textan/line.c plugins/textan/offsets.c \
  plugins/textan/textan.c plugins/textan/textan.h plugins/textan/values.c \
  plugins/jsonl/format.c plugins/jsonl/format.h plugins/jsonl/jsonl.h plugins/jsonl/number.c \
  plugins/jsonl/scan.c plugins/jsonl/scan.h
plugins_textan_textan_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_textan_textan_la_CFLAGS = $(PLUGIN_CFLAGS)
plugins_textan_textan_la_LDFLAGS = $(PLUGIN_LDFLAGS)
EXTRA_DIST += plugins/textan/README.md
