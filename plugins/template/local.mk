# Not built here: the tests build it as its users do, against an installed textan.
nobase_dist_pkgdata_DATA += \
	plugins/template/template.c \
	plugins/template/Makefile \
	plugins/template/README.md \
	plugins/template/lang/en/names.tsv \
	plugins/template/lang/vi/names.tsv
