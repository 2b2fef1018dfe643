# Tests.  Every result is counted: Criterion programs and scripts speak the Test Anything Protocol.
TEST_EXTENSIONS = .sh
SH_LOG_DRIVER = $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
SH_LOG_COMPILER = $(SHELL)
LOG_DRIVER = $(SH_LOG_DRIVER)
LOG_COMPILER = $(SHELL) $(srcdir)/tests/run-unit

# Unit tests: tests/unit/<name>.c makes the program tests/unit/<name>.
unit_tests = \
	tests/unit/test_config \
	tests/unit/test_config_parameters \
	tests/unit/test_describe \
	tests/unit/test_diagnostics \
	tests/unit/test_document \
	tests/unit/test_document_misuse \
	tests/unit/test_document_rollback \
	tests/unit/test_entities \
	tests/unit/test_figures \
	tests/unit/test_files \
	tests/unit/test_jsonl \
	tests/unit/test_langid \
	tests/unit/test_lexicon \
	tests/unit/test_library \
	tests/unit/test_loader \
	tests/unit/test_module \
	tests/unit/test_parameters \
	tests/unit/test_plugin_trust \
	tests/unit/test_regex \
	tests/unit/test_registry \
	tests/unit/test_scan \
	tests/unit/test_schema \
	tests/unit/test_segment \
	tests/unit/test_sha256 \
	tests/unit/test_table \
	tests/unit/test_tagger \
	tests/unit/test_textan \
	tests/unit/test_treaty \
	tests/unit/test_utf8 \
	tests/unit/test_worker_answers \
	tests/unit/test_words
tests_unit_test_config_SOURCES = tests/unit/test_config.c tests/unit/fake_registry.c tests/unit/fake_registry.h
EXTRA_DIST += tests/unit/config_mistakes.txt tests/country-names
tests_unit_test_describe_SOURCES = tests/unit/test_describe.c tests/unit/fake_registry.c tests/unit/fake_registry.h
tests_unit_test_entities_SOURCES = tests/unit/test_entities.c tests/unit/plugin_host.h \
	$(plugins_entities_entities_la_SOURCES)
tests_unit_test_figures_SOURCES = tests/unit/test_figures.c tests/unit/plugin_host.h \
	$(plugins_figures_figures_la_SOURCES)
tests_unit_test_jsonl_SOURCES = tests/unit/test_jsonl.c tests/unit/plugin_host.h \
	$(plugins_jsonl_jsonl_la_SOURCES)
tests_unit_test_langid_SOURCES = tests/unit/test_langid.c $(plugins_langid_langid_la_SOURCES)
tests_unit_test_langid_LDADD = $(LDADD) -lm
tests_unit_test_files_SOURCES = tests/unit/test_files.c tests/unit/plugin_host.h \
	$(plugins_files_files_la_SOURCES)
tests_unit_test_library_LDADD = core/libtextan.la $(CRITERION_LIBS)
tests_unit_test_scan_SOURCES = tests/unit/test_scan.c plugins/jsonl/scan.c plugins/jsonl/scan.h
tests_unit_test_schema_SOURCES = tests/unit/test_schema.c tests/unit/fake_registry.c tests/unit/fake_registry.h
tests_unit_test_segment_SOURCES = tests/unit/test_segment.c tests/unit/plugin_host.h \
	$(plugins_segment_segment_la_SOURCES)
tests_unit_test_table_SOURCES = tests/unit/test_table.c tests/unit/plugin_host.h \
	$(plugins_table_table_la_SOURCES)
tests_unit_test_tagger_SOURCES = tests/unit/test_tagger.c plugins/entities/tagger_decode.c \
	plugins/entities/tagger_model.c
tests_unit_test_textan_SOURCES = tests/unit/test_textan.c tests/unit/plugin_host.h \
	$(plugins_textan_textan_la_SOURCES)
tests_unit_test_treaty_SOURCES = tests/unit/test_treaty.c tests/unit/plugin_host.h \
	$(plugins_treaty_treaty_la_SOURCES)
# ICU is an oracle for the tests only.
# ICU's macros convert as they like.
tests_unit_test_normal_CFLAGS = $(AM_CFLAGS) -Wno-conversion -Wno-sign-conversion $(ICU_CFLAGS)
tests_unit_test_normal_LDADD = $(LDADD) $(ICU_LIBS)
tests_unit_test_segment_icu_SOURCES = tests/unit/test_segment_icu.c tests/unit/plugin_host.h \
	$(plugins_segment_segment_la_SOURCES)
tests_unit_test_segment_icu_CFLAGS = $(AM_CFLAGS) -Wno-conversion -Wno-sign-conversion $(ICU_CFLAGS)
tests_unit_test_segment_icu_LDADD = $(LDADD) $(ICU_LIBS)
if HAVE_ICU
unit_tests += tests/unit/test_normal tests/unit/test_segment_icu
else
without_icu = echo 'ICU is not installed (libicu-dev): the normal forms and words were not compared with it';
endif
if HAVE_CRITERION
check_PROGRAMS += $(unit_tests)
TESTS += $(unit_tests)
else
without_criterion = echo 'Criterion is not installed (libcriterion-dev): the unit tests were left out';
endif
LDADD = core/libcommand.la core/libcore.la $(CRITERION_LIBS)

# Programs that embed textan, and have libtextan only.
embedding_tests = tests/embed/threads
tests_embed_threads_LDADD = core/libtextan.la
tests_embed_threads_LDFLAGS = $(AM_LDFLAGS) -pthread
check_PROGRAMS += $(embedding_tests)
TESTS += $(embedding_tests)
EXTRA_DIST += tests/embed/example.c tests/embed/run.cfg

# Allocations that fail.
fault_tests = tests/faults/faults
tests_faults_faults_SOURCES = tests/faults/commands.c tests/faults/faults.c tests/faults/faults.h \
	tests/faults/units.c tests/faults/whole.c tests/faults/wrap.c tests/faults/wrap.h
tests_faults_faults_LDADD = core/libcommand.la core/libcore.la
tests_faults_faults_LDFLAGS = $(AM_LDFLAGS) $(FAULT_WRAPS)
FAULT_WRAPS = \
	-Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free \
	-Wl,--wrap=strdup,--wrap=strndup,--wrap=asprintf,--wrap=getline,--wrap=__getdelim,--wrap=realpath \
	-Wl,--wrap=mmap,--wrap=munmap,--wrap=fopen,--wrap=fclose,--wrap=opendir,--wrap=closedir \
	-Wl,--wrap=pcre2_compile_8,--wrap=pcre2_code_free_8,--wrap=pcre2_match_8 \
	-Wl,--wrap=pcre2_match_data_create_8,--wrap=pcre2_match_data_free_8 \
	-Wl,--wrap=pcre2_match_context_create_8,--wrap=pcre2_match_context_free_8 \
	-Wl,--wrap=pcre2_jit_stack_create_8,--wrap=pcre2_jit_stack_free_8
check_PROGRAMS += $(fault_tests)
TESTS += $(fault_tests)

# Golden cases; those of the plugins stand in their local.mk.
EXTRA_DIST += tests/cases

# Plugins that break the rules.
HOSTILE_LDFLAGS = -module -avoid-version -shared -rpath $(pluginsdir) $(INSTRUMENT)
check_LTLIBRARIES += \
	tests/plugins/bad_defaults.la \
	tests/plugins/liar.la \
	tests/plugins/misnamed.la \
	tests/plugins/moody.la \
	tests/plugins/newer_abi.la \
	tests/plugins/no_descriptor.la \
	tests/plugins/no_entry.la \
	tests/plugins/odd_name.la \
	tests/plugins/outside.la \
	tests/plugins/rogue.la \
	tests/plugins/short_struct.la \
	tests/plugins/unresolved.la \
	tests/plugins/wrong_abi.la
tests_plugins_bad_defaults_la_LDFLAGS = $(HOSTILE_LDFLAGS)
tests_plugins_liar_la_LDFLAGS = $(HOSTILE_LDFLAGS)
tests_plugins_misnamed_la_LDFLAGS = $(HOSTILE_LDFLAGS)
tests_plugins_moody_la_LDFLAGS = $(HOSTILE_LDFLAGS)
tests_plugins_newer_abi_la_LDFLAGS = $(HOSTILE_LDFLAGS)
tests_plugins_no_descriptor_la_LDFLAGS = $(HOSTILE_LDFLAGS)
tests_plugins_no_entry_la_LDFLAGS = $(HOSTILE_LDFLAGS)
tests_plugins_odd_name_la_LDFLAGS = $(HOSTILE_LDFLAGS)
tests_plugins_outside_la_LDFLAGS = $(HOSTILE_LDFLAGS)
tests_plugins_rogue_la_LDFLAGS = $(HOSTILE_LDFLAGS)
tests_plugins_short_struct_la_LDFLAGS = $(HOSTILE_LDFLAGS)
tests_plugins_unresolved_la_LDFLAGS = $(HOSTILE_LDFLAGS)
tests_plugins_wrong_abi_la_LDFLAGS = $(HOSTILE_LDFLAGS)

# What tests the code as it runs: also done in a build with sanitizers.
quick_tests = $(embedding_tests) $(fault_tests) tests/run-cases.sh tests/check.sh tests/command.sh tests/conduct.sh tests/explain.sh tests/hostile.sh tests/liar.sh tests/outputs.sh tests/rogue.sh tests/steps.sh tests/train-entities.sh
if HAVE_CRITERION
quick_tests += $(unit_tests)
endif
scripted_tests = \
	tests/run-cases.sh \
	tests/check.sh \
	tests/command.sh \
	tests/conduct.sh \
	tests/explain.sh \
	tests/hostile.sh \
	tests/liar.sh \
	tests/outputs.sh \
	tests/rogue.sh \
	tests/steps.sh \
	tests/train-entities.sh \
	tests/headers.sh \
	tests/configurations.sh \
	tests/schema.sh \
	tests/doctor.sh \
	tests/installed.sh \
	tests/library.sh \
	tests/sanitized.sh \
	tests/scale.sh \
	tests/format.sh \
	tests/source-rules.sh
TESTS += $(scripted_tests)
AM_TESTS_ENVIRONMENT = CC='$(CC)'; export CC;
EXTRA_DIST += $(scripted_tests) tests/lint.sh tests/lint-known tests/schema-check.py tests/tap.sh tests/run-unit tests/closing-line tests/set-up tests/headers/plugin.c

# The plugins as if they were installed in tests/tree, for programs that are not the command.
tests/tree.stamp: $(plugins_LTLIBRARIES) tests/plugins/moody.la
	@rm -rf tests/tree && $(MKDIR_P) tests/tree && cd tests/tree && \
	  for plugin in $(plugins_LTLIBRARIES); do \
	    name=`basename $$plugin .la`; \
	    $(LN_S) "$(abs_builddir)/plugins/$$name/.libs/$$name.so" . && \
	      $(LN_S) "$(abs_srcdir)/plugins/$$name" . || exit 1; \
	  done && $(LN_S) "$(abs_builddir)/tests/plugins/.libs/moody.so" .
	@echo >$@

# As Automake's own rule, but at the end comes the line that counts every single test.
check-TESTS: $(check_PROGRAMS) $(check_LTLIBRARIES) tests/tree.stamp
	@rm -f $(TEST_SUITE_LOG) $(TEST_LOGS) $(TEST_LOGS:.log=.trs)
	@$(MAKE) $(AM_MAKEFLAGS) $(TEST_SUITE_LOG); status=$$?; $(without_criterion) $(without_icu) \
	$(SHELL) $(srcdir)/tests/closing-line $(TEST_LOGS:.log=.trs) || status=1; exit $$status

check-quick: all
	@$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(quick_tests)'

# What takes minutes.
check-long: all
	@FAULTS_ALL=1 $(MAKE) $(AM_MAKEFLAGS) check TESTS='$(fault_tests)'
	@$(MAKE) $(AM_MAKEFLAGS) check TESTS=tests/lint.sh
	@SCALE_DOCUMENTS=200000 $(MAKE) $(AM_MAKEFLAGS) check TESTS=tests/scale.sh
	@$(MAKE) $(AM_MAKEFLAGS) distcheck

.PHONY: check-quick check-long

clean-local:
	rm -rf tests/*.work tests/tree tests/tree.stamp
