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
	plugins/entities/entities_organs.c \
	plugins/entities/entities_persons.c \
	plugins/entities/entities_tagged.c \
	plugins/entities/entities_titles.c \
	plugins/entities/entities_user.c \
	plugins/entities/entities_words.c \
	plugins/entities/tagger.c plugins/entities/tagger.h \
	plugins/entities/tagger_cache.c \
	plugins/entities/tagger_decode.c \
	plugins/entities/tagger_features.c \
	plugins/entities/tagger_file.h \
	plugins/entities/tagger_hash.h \
	plugins/entities/tagger_kernels.h \
	plugins/entities/tagger_model.c \
	plugins/entities/tagger_view.c
plugins_entities_entities_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugins_entities_entities_la_CFLAGS = $(PLUGIN_CFLAGS)
plugins_entities_entities_la_LDFLAGS = $(PLUGIN_LDFLAGS)
nobase_dist_pkgdata_DATA += plugins/entities/tagger.model plugins/entities/lang/languages.tsv \
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
	plugins/entities/lang/fr/aliases.tsv \
	plugins/entities/lang/fr/countries.tsv \
	plugins/entities/lang/fr/date-patterns.tsv \
	plugins/entities/lang/fr/dates.tsv \
	plugins/entities/lang/fr/fields.tsv \
	plugins/entities/lang/fr/heads.tsv \
	plugins/entities/lang/fr/locations.tsv \
	plugins/entities/lang/fr/nationalities.tsv \
	plugins/entities/lang/fr/organisations.tsv \
	plugins/entities/lang/fr/people.tsv \
	plugins/entities/lang/fr/places.tsv \
	plugins/entities/lang/fr/titles.tsv \
	plugins/entities/lang/fr/words.tsv \
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
	plugins/entities/lang/vi/words.tsv \
	plugins/entities/lang/vi/tones.tsv
EXTRA_DIST += plugins/entities/README.md plugins/entities/generate-countries.py plugins/entities/cases \
	plugins/entities/MODEL.md plugins/entities/train/make-clusters.py \
	plugins/entities/train/make-model plugins/entities/train/sentences

# The training tool: the analyser's own code on the host's own words, so that it sees what the plugin will see.
bin_PROGRAMS += textan-train-entities
textan_train_entities_SOURCES = $(plugins_entities_entities_la_SOURCES) \
	plugins/entities/train/analysis.c \
	plugins/entities/train/clusters.c \
	plugins/entities/train/corpus.c \
	plugins/entities/train/corpus_columns.c plugins/entities/train/corpus_forms.c \
	plugins/entities/train/corpus_marked.c \
	plugins/entities/train/evaluate.c \
	plugins/entities/train/examples.c \
	plugins/entities/train/learn.c \
	plugins/entities/train/main.c \
	plugins/entities/train/model_write.c \
	plugins/entities/train/train.h
textan_train_entities_CPPFLAGS = $(AM_CPPFLAGS) -DLISTS_FOLDER='"$(pkgdatadir)/plugins/entities"'
textan_train_entities_LDADD = core/libcore.la
