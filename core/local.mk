# The host: a library without knowledge of any analyser, and the program.
noinst_LTLIBRARIES += core/libcore.la
core_libcore_la_SOURCES = \
	core/arena.c core/arena.h \
	core/block.c core/block.h \
	core/buffer.c core/buffer.h \
	core/command_run.c core/commands.h \
	core/config.h \
	core/diagnostics.h \
	core/document.c core/document.h \
	core/document_add.c core/document_add.h \
	core/document_read.c core/document_state.h \
	core/host.c core/host.h \
	core/models.c core/models.h \
	core/options.c core/options.h \
	core/parameters.h \
	core/registry.h \
	core/run.c core/run.h \
	core/services.h \
	core/sink.c core/sink.h \
	core/views.c \
	core/worker.c core/worker.h
core_libcore_la_CPPFLAGS = $(AM_CPPFLAGS) \
	-DTEXTAN_PLUGINSDIR='"$(pluginsdir)"' -DTEXTAN_PKGDATADIR='"$(pkgdatadir)"'
core_libcore_la_CFLAGS = $(AM_CFLAGS) $(LIBCONFIG_CFLAGS) $(PCRE2_CFLAGS) $(UTF8PROC_CFLAGS) $(CJSON_CFLAGS)
core_libcore_la_LIBADD = $(LIBCONFIG_LIBS) $(PCRE2_LIBS) $(UTF8PROC_LIBS) $(CJSON_LIBS) $(LTDL_LIBS)

bin_PROGRAMS += textan
textan_SOURCES = core/main.c
textan_LDADD = core/libcore.la
