plugins_LTLIBRARIES += plugins/jsonl/jsonl.la
plugins_jsonl_jsonl_la_SOURCES = plugins/jsonl/jsonl.c plugins/jsonl/jsonl.h plugins/jsonl/lines.c \
  plugins/jsonl/format.c plugins/jsonl/format.h \
  plugins/jsonl/number.c plugins/jsonl/reader.c plugins/jsonl/record.c plugins/jsonl/scan.c plugins/jsonl/scan.h \
  plugins/jsonl/schema.c plugins/jsonl/text.c plugins/jsonl/units.c \
  plugins/jsonl/writer.c plugins/files/inputs.c plugins/files/inputs.h plugins/plain/utf8.h
plugins_jsonl_jsonl_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(CJSON_CFLAGS)
plugins_jsonl_jsonl_la_CFLAGS = $(PLUGIN_CFLAGS)
plugins_jsonl_jsonl_la_LDFLAGS = $(PLUGIN_LDFLAGS)
plugins_jsonl_jsonl_la_LIBADD = $(CJSON_LIBS)
EXTRA_DIST += plugins/jsonl/README.md
