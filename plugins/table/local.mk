plugins_LTLIBRARIES += plugins/table/table.la
plugins_table_table_la_SOURCES = plugins/table/table.c plugins/table/table.h plugins/table/languages.c \
  plugins/table/names.c plugins/table/print.c plugins/table/rows.c plugins/table/summary.c plugins/table/text.c
plugins_table_table_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_table_table_la_CFLAGS = $(PLUGIN_CFLAGS) $(UTF8PROC_CFLAGS)
plugins_table_table_la_LDFLAGS = $(PLUGIN_LDFLAGS)
plugins_table_table_la_LIBADD = $(UTF8PROC_LIBS)
nobase_dist_pkgdata_DATA += plugins/table/languages.tsv
EXTRA_DIST += plugins/table/README.md plugins/table/generate-languages.py
