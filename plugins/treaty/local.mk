plugins_LTLIBRARIES += plugins/treaty/treaty.la
plugins_treaty_treaty_la_SOURCES = plugins/treaty/treaty.c plugins/treaty/treaty.h plugins/treaty/treaty_document.c \
  plugins/treaty/treaty_marks.c plugins/treaty/treaty_names.c plugins/treaty/treaty_parties.c \
  plugins/treaty/treaty_reject.c plugins/treaty/treaty_status.c plugins/treaty/treaty_tables.c \
  plugins/treaty/treaty_values.c
plugins_treaty_treaty_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_treaty_treaty_la_CFLAGS = $(PLUGIN_CFLAGS)
plugins_treaty_treaty_la_LDFLAGS = $(PLUGIN_LDFLAGS)
nobase_dist_pkgdata_DATA += plugins/treaty/acronyms.tsv plugins/treaty/blocs.tsv plugins/treaty/known.tsv \
  plugins/treaty/status.tsv plugins/treaty/lang/en/cues.tsv plugins/treaty/lang/en/language.tsv \
  plugins/treaty/lang/en/modals.tsv plugins/treaty/lang/en/nouns.tsv plugins/treaty/lang/en/numbers.tsv \
  plugins/treaty/lang/en/rejects.tsv plugins/treaty/lang/en/words.tsv plugins/treaty/lang/vi/cues.tsv \
  plugins/treaty/lang/vi/language.tsv plugins/treaty/lang/vi/modals.tsv plugins/treaty/lang/vi/nouns.tsv \
  plugins/treaty/lang/vi/numbers.tsv plugins/treaty/lang/vi/rejects.tsv plugins/treaty/lang/vi/words.tsv \
  plugins/treaty/lang/vi/tones.tsv
EXTRA_DIST += plugins/treaty/README.md plugins/treaty/cases
