plugins_LTLIBRARIES += plugins/entities/entities.la
plugins_entities_entities_la_SOURCES = \
	plugins/entities/entities.c plugins/entities/entities.h \
	plugins/entities/entities_acronyms.c \
	plugins/entities/entities_candidates.c \
	plugins/entities/entities_canonical.c \
	plugins/entities/entities_data.c \
	plugins/entities/entities_date_patterns.c \
	plugins/entities/entities_date_years.c \
	plugins/entities/entities_dates.c \
	plugins/entities/entities_document.c \
	plugins/entities/entities_gazetteer.c \
	plugins/entities/entities_heads.c \
	plugins/entities/entities_persons.c \
	plugins/entities/entities_titles.c \
	plugins/entities/entities_words.c
plugins_entities_entities_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_entities_entities_la_CFLAGS = $(PLUGIN_CFLAGS)
plugins_entities_entities_la_LDFLAGS = $(PLUGIN_LDFLAGS)
nobase_dist_pkgdata_DATA += plugins/entities/lang/languages.tsv \
	plugins/entities/lang/en/aliases.tsv \
	plugins/entities/lang/en/countries.tsv \
	plugins/entities/lang/en/date-patterns.tsv \
	plugins/entities/lang/en/dates.tsv \
	plugins/entities/lang/en/fields.tsv \
	plugins/entities/lang/en/heads.tsv \
	plugins/entities/lang/en/locations.tsv \
	plugins/entities/lang/en/nationalities.tsv \
	plugins/entities/lang/en/organisations.tsv \
	plugins/entities/lang/en/people.tsv \
	plugins/entities/lang/en/places.tsv \
	plugins/entities/lang/en/titles.tsv \
	plugins/entities/lang/en/words.tsv \
	plugins/entities/lang/vi/aliases.tsv \
	plugins/entities/lang/vi/countries.tsv \
	plugins/entities/lang/vi/date-patterns.tsv \
	plugins/entities/lang/vi/dates.tsv \
	plugins/entities/lang/vi/fields.tsv \
	plugins/entities/lang/vi/heads.tsv \
	plugins/entities/lang/vi/locations.tsv \
	plugins/entities/lang/vi/nationalities.tsv \
	plugins/entities/lang/vi/organisations.tsv \
	plugins/entities/lang/vi/people.tsv \
	plugins/entities/lang/vi/places.tsv \
	plugins/entities/lang/vi/titles.tsv \
	plugins/entities/lang/vi/words.tsv
EXTRA_DIST += plugins/entities/README.md plugins/entities/generate-countries.py plugins/entities/cases
