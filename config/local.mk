# Runs that ship, and the sample corpus that they read.
nobase_dist_pkgdata_DATA += \
	config/figures-all.cfg \
	config/news.cfg \
	config/stdin.cfg \
	tests/gold/README.md \
	tests/gold/en.jsonl \
	tests/gold/vi.jsonl
