# Measurements, run by hand.
EXTRA_DIST += bench/run-speed

# make bench/services && bench/services TEXT LIST.tsv...
EXTRA_PROGRAMS = bench/services
bench_services_SOURCES = bench/services.c
bench_services_LDADD = core/libcore.la
