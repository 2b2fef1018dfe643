# figures: trade and economic figures.
plugins_LTLIBRARIES += plugins/figures/figures.la
plugins_figures_figures_la_SOURCES = \
	plugins/figures/figures.c plugins/figures/figures.h \
	plugins/figures/figures_amount.c \
	plugins/figures/figures_currency.c \
	plugins/figures/figures_decimal.c \
	plugins/figures/figures_marks.c \
	plugins/figures/figures_names.c \
	plugins/figures/figures_number.c \
	plugins/figures/figures_pair.c \
	plugins/figures/figures_parties.c \
	plugins/figures/figures_party_names.c \
	plugins/figures/figures_period.c \
	plugins/figures/figures_relations.c \
	plugins/figures/figures_roles.c \
	plugins/figures/figures_tables.c \
	plugins/figures/figures_text.c \
	plugins/figures/figures_told.c
plugins_figures_figures_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_figures_figures_la_CFLAGS = $(PLUGIN_CFLAGS)
plugins_figures_figures_la_LDFLAGS = $(PLUGIN_LDFLAGS)
nobase_dist_pkgdata_DATA += \
	plugins/figures/common/blocs.tsv \
	plugins/figures/common/codes.tsv \
	plugins/figures/common/roles.tsv \
	plugins/figures/common/signs.tsv \
	plugins/figures/lang/en/cues.tsv \
	plugins/figures/lang/en/currencies.tsv \
	plugins/figures/lang/en/frames.tsv \
	plugins/figures/lang/en/language.tsv \
	plugins/figures/lang/en/measures.tsv \
	plugins/figures/lang/en/numbers.tsv \
	plugins/figures/lang/en/units.tsv \
	plugins/figures/lang/fr/cues.tsv \
	plugins/figures/lang/fr/currencies.tsv \
	plugins/figures/lang/fr/frames.tsv \
	plugins/figures/lang/fr/language.tsv \
	plugins/figures/lang/fr/measures.tsv \
	plugins/figures/lang/fr/numbers.tsv \
	plugins/figures/lang/fr/units.tsv \
	plugins/figures/lang/vi/cues.tsv \
	plugins/figures/lang/vi/currencies.tsv \
	plugins/figures/lang/vi/frames.tsv \
	plugins/figures/lang/vi/language.tsv \
	plugins/figures/lang/vi/measures.tsv \
	plugins/figures/lang/vi/numbers.tsv \
	plugins/figures/lang/vi/units.tsv \
	plugins/figures/lang/vi/tones.tsv
EXTRA_DIST += plugins/figures/README.md plugins/figures/generate-currencies.py plugins/figures/cases plugins/figures/texts
