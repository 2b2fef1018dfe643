plugins_LTLIBRARIES += plugins/segment/segment.la
plugins_segment_segment_la_SOURCES = plugins/segment/segment.c plugins/segment/segment.h plugins/segment/lines.c \
  plugins/segment/marks.c plugins/segment/sentences.c plugins/segment/tokens.c
plugins_segment_segment_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_segment_segment_la_CFLAGS = $(PLUGIN_CFLAGS)
plugins_segment_segment_la_LDFLAGS = $(PLUGIN_LDFLAGS)
nobase_dist_pkgdata_DATA += plugins/segment/lang/en/abbreviations.tsv plugins/segment/lang/en/openers.tsv \
  plugins/segment/lang/vi/abbreviations.tsv plugins/segment/lang/vi/openers.tsv
EXTRA_DIST += plugins/segment/README.md plugins/segment/cases
