# Measurements, run by hand.
EXTRA_DIST += bench/draw-entries bench/figure-roles bench/open-sets bench/run-speed bench/step-speed

# make bench/services && bench/draw-entries TEXT... > LIST.tsv && bench/services TEXT LIST.tsv
EXTRA_PROGRAMS = bench/services
bench_services_SOURCES = bench/services.c
bench_services_LDADD = core/libcore.la

# make bench/langid-accuracy && bench/langid-accuracy plugins/langid/langid.model TEXTS.tsv...
EXTRA_PROGRAMS += bench/langid-accuracy
bench_langid_accuracy_SOURCES = bench/langid-accuracy.c plugins/langid/detect.c plugins/langid/letters.c \
	plugins/langid/memory.c plugins/langid/model.c plugins/langid/runs.c plugins/langid/scan.c plugins/langid/score.c
bench_langid_accuracy_LDADD = -lm

# make bench/annotations && bench/annotations
EXTRA_PROGRAMS += bench/annotations
bench_annotations_SOURCES = bench/annotations.c
bench_annotations_LDADD = core/libcore.la

# make bench/tagger-speed && bench/tagger-speed plugins/entities en 5 TEXTS...
EXTRA_PROGRAMS += bench/tagger-speed
bench_tagger_speed_SOURCES = bench/tagger-speed.c $(plugins_entities_entities_la_SOURCES) \
	plugins/entities/train/analysis.c \
	plugins/entities/train/corpus.c \
	plugins/entities/train/corpus_columns.c \
	plugins/entities/train/corpus_marked.c \
	plugins/entities/train/train.h
bench_tagger_speed_LDADD = core/libcore.la
