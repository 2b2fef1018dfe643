# The host without knowledge of any analyser: the command, the tests and libtextan are made from it.
noinst_LTLIBRARIES += core/libcore.la
core_libcore_la_SOURCES = \
	core/arena.c core/arena.h \
	core/automaton.c core/automaton.h \
	core/automaton_image.c \
	core/automaton_scan.c \
	core/automaton_state.h \
	core/block.c core/block.h \
	core/buffer.c core/buffer.h \
	core/cache.c core/cache.h \
	core/characters.c core/characters.h \
	core/config.c core/config.h \
	core/config_check.c core/config_check.h \
	core/config_file.c \
	core/config_files.c \
	core/config_layers.c \
	core/config_needs.c \
	core/config_node.c core/config_node.h \
	core/config_outputs.c \
	core/config_parameters.c \
	core/config_run.c \
	core/config_scan.c \
	core/config_steps.c \
	core/config_tests.c \
	core/config_use.c \
	core/config_when.c \
	core/config_when_check.c \
	core/diagnostics.c core/diagnostics.h \
	core/document.c core/document.h \
	core/document_add.c core/document_add.h \
	core/document_check.c core/document_check.h \
	core/document_clock.c \
	core/document_errors.c \
	core/document_limits.h \
	core/document_read.c \
	core/document_state.h \
	core/host.c core/host.h \
	core/lexicon.c core/lexicon.h \
	core/lexicon_cache.c \
	core/lexicon_file.c \
	core/lexicon_paths.c \
	core/library.c \
	core/literal.c core/literal.h \
	core/loader.c core/loader.h \
	core/log.c core/log.h \
	core/models.c core/models.h \
	core/module.c core/module.h \
	core/normal.c core/normal.h \
	core/parameter_text.c core/parameter_text.h \
	core/parameters.c core/parameters.h \
	core/plugin_folders.c core/plugin_folders.h \
	core/plugin_trust.c core/plugin_trust.h \
	core/regex.c \
	core/registry.c core/registry.h \
	core/services.h \
	core/sha256.c core/sha256.h \
	core/shown.c core/shown.h \
	core/statistics.c core/statistics.h \
	core/utf8.c core/utf8.h \
	core/views.c \
	core/when.c core/when.h \
	core/words.c core/words.h \
	core/words_split.c \
	core/worker.c core/worker.h
core_libcore_la_CPPFLAGS = $(AM_CPPFLAGS) \
	-DTEXTAN_BUILD_OPTIONS='"$(BUILD_OPTIONS)"' -DTEXTAN_BUILT_LIBCONFIG='"$(LIBCONFIG_VERSION)"' \
	-DTEXTAN_PLUGINSDIR='"$(pluginsdir)"' -DTEXTAN_PKGDATADIR='"$(pkgdatadir)"'
core_libcore_la_CFLAGS = $(AM_CFLAGS) $(LIBCONFIG_CFLAGS) $(PCRE2_CFLAGS) $(UTF8PROC_CFLAGS) $(CJSON_CFLAGS)
core_libcore_la_LIBADD = $(LIBCONFIG_LIBS) $(PCRE2_LIBS) $(UTF8PROC_LIBS) $(CJSON_LIBS) $(LTDL_LIBS)

# For programs that embed textan.  Everything but the functions of textan/textan.h stays inside.
lib_LTLIBRARIES += core/libtextan.la
core_libtextan_la_SOURCES =
core_libtextan_la_LIBADD = core/libcore.la
core_libtextan_la_LDFLAGS = -version-info 0:0:0 $(LIBRARY_SYMBOLS) $(PLUGIN_RESOLVED) $(INSTRUMENT)
core_libtextan_la_DEPENDENCIES = core/libcore.la $(srcdir)/core/textan.map
EXTRA_DIST += core/textan.map

# What only the command does: its verbs, and runs with readers and outputs.
noinst_LTLIBRARIES += core/libcommand.la
core_libcommand_la_SOURCES = \
	core/annotation_show.c core/annotation_show.h \
	core/command_check.c \
	core/command_completion.c \
	core/command_describe.c \
	core/command_doctor.c \
	core/command_explain.c \
	core/command_load.c core/command_load.h \
	core/command_man.c \
	core/command_plugins.c \
	core/command_run.c \
	core/command_schema.c \
	core/command_test.c \
	core/command_try.c \
	core/commands.h \
	core/config_default.c core/config_default.h \
	core/config_explain.c core/config_explain.h \
	core/config_graph.c \
	core/config_trial.c core/config_trial.h \
	core/describe_example.c core/describe_example.h \
	core/doctor.h \
	core/doctor_folders.c \
	core/doctor_plugins.c \
	core/doctor_system.c \
	core/expectation.c core/expectation.h \
	core/json_text.c core/json_text.h \
	core/options.c core/options.h \
	core/run.c core/run.h \
	core/run_check.c core/run_check.h \
	core/schema.c core/schema.h \
	core/schema_keys.c core/schema_keys.h \
	core/schema_parameters.c core/schema_parameters.h \
	core/sink.c core/sink.h \
	core/sink_check.c core/sink_check.h \
	core/verbs.c
core_libcommand_la_CPPFLAGS = $(core_libcore_la_CPPFLAGS)
core_libcommand_la_CFLAGS = $(core_libcore_la_CFLAGS)

bin_PROGRAMS += textan
textan_SOURCES = core/main.c
textan_LDADD = core/libcommand.la core/libcore.la

# The manual page and the shell's completion come from the tables of the program itself.
nodist_man1_MANS = textan.1
bashcompletiondir = $(datadir)/bash-completion/completions
nodist_bashcompletion_DATA = completion/textan
CLEANFILES += textan.1 completion/textan
textan.1: textan$(EXEEXT)
	$(AM_V_GEN)./textan$(EXEEXT) man >$@.new && mv $@.new $@
completion/textan: textan$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) completion && ./textan$(EXEEXT) completion bash >$@.new && mv $@.new $@
