plugins_LTLIBRARIES += plugins/langid/langid.la
plugins_langid_langid_la_SOURCES = plugins/langid/detect.c plugins/langid/detect.h plugins/langid/langid.c \
  plugins/langid/letters.c plugins/langid/letters.h plugins/langid/letters-table.h \
  plugins/langid/memory.c plugins/langid/memory.h plugins/langid/model.c \
  plugins/langid/model.h plugins/langid/runs.c plugins/langid/runs.h plugins/langid/scan.c plugins/langid/scan.h \
  plugins/langid/score.c plugins/langid/score.h
plugins_langid_langid_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_langid_langid_la_CFLAGS = $(PLUGIN_CFLAGS)
plugins_langid_langid_la_LDFLAGS = $(PLUGIN_LDFLAGS)
plugins_langid_langid_la_LIBADD = -lm
nobase_dist_pkgdata_DATA += plugins/langid/langid.model
EXTRA_DIST += plugins/langid/MODEL.md plugins/langid/README.md plugins/langid/cases plugins/langid/generate-letters.py \
  plugins/langid/train/classes.tsv plugins/langid/train/extract-ngrams.py plugins/langid/train/fit.c \
  plugins/langid/train/strip-vietnamese.py
