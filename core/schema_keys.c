#include "schema_keys.h"

#include <stddef.h>

#define ID_PATTERN "^[a-z][a-z0-9_-]*$"
#define LANGUAGE_PATTERN "^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$"
/* A file, with no other variables than these two. */
#define OUTPUT_PATTERN "^(?!.*%\\{(?!(corpus|run)\\})).*[^/]$"

static const struct schema_key file_keys[] = {
    {"format", SHAPE_FORMAT, NULL, true, "The number of this format."},
    {"extends", SHAPE_FILES, NULL, false, "Files that this one builds on, relative to it."},
    {"run", SHAPE_GROUP, "run", false, "What is about the run as a whole."},
    {"steps", SHAPE_GROUPS, "step", false, "Analysers in the order in which they run."},
    {"corpora", SHAPE_GROUPS, "corpus", false, "The documents; needed here or in a file that this one extends."},
    {"outputs", SHAPE_GROUPS, "output", false, "Where results go; needed here or in a file that this one extends."},
    {"tests", SHAPE_GROUPS, "test", false, "Short texts and what the steps must find in them."},
    {0}};

static const struct schema_key run_keys[] = {
    {"id", SHAPE_STRING, ID_PATTERN, false, "A name for the run; by default made of the file's name."},
    {"timeout", SHAPE_STRING, SCHEMA_DURATION, false, "How long one document may take, as in \"10s\"."},
    {"errors", SHAPE_STRING, "^[0-9]+/[0-9]+$", false, "How many of how many documents may fail, as in \"10/1000\"."},
    {"workers", SHAPE_COUNT, NULL, false, "Worker processes, 0: one for each core."},
    {"limits", SHAPE_GROUP, "limits", false, "What one match of a pattern may take."},
    {"strict", SHAPE_BOOLEAN, NULL, false, "Whether plugins are held to what they declare while they run, too."},
    {0}};

static const struct schema_key limits_keys[] = {{"match", SHAPE_COUNT, NULL, false, "Steps of the matcher."},
                                                {"depth", SHAPE_COUNT, NULL, false, "Depth of the matcher."},
                                                {"heap", SHAPE_VALUE, NULL, false, "Memory, as in \"64MiB\"."},
                                                {0}};

static const struct schema_key step_keys[] = {
    {"id", SHAPE_STRING, ID_PATTERN, true, "Names the step, for patches, tests and messages."},
    {"use", SHAPE_PLUGIN, "analyser", false, "The analyser; name@1 asks for its major version."},
    {"params", SHAPE_OPEN, NULL, false, "The analyser's parameters."},
    {"when", SHAPE_STRING, NULL, false, "A condition on the document; where it does not hold the step is left out."},
    {"timeout", SHAPE_STRING, SCHEMA_DURATION, false, "How long the step may take for one document, as in \"10s\"."},
    {"on_error", SHAPE_CHOICE, "skip|quarantine|stop", false, "What becomes of a document in which the step fails."},
    {0}};

static const struct schema_key corpus_keys[] = {
    {"id", SHAPE_STRING, ID_PATTERN, true, "Names the corpus, for outputs and messages."},
    {"reader", SHAPE_PLUGIN, "reader", true, "What opens the inputs."},
    {"paths", SHAPE_STRINGS, NULL, true, "Files, folders, globs, relative to this file; \"-\" is standard input."},
    {"lang", SHAPE_STRING, LANGUAGE_PATTERN, false, "The language of every document (BCP 47), which is not detected."},
    {"params", SHAPE_OPEN, NULL, false, "The reader's parameters."},
    {"decoder", SHAPE_PLUGIN, "decoder", false, "What makes text of a record; plain text by default."},
    {"decoder_params", SHAPE_OPEN, NULL, false, "The decoder's parameters."},
    {"patch", SHAPE_GROUPS, "patch_set|patch_use|patch_disable|patch_add", false,
     "How the steps differ for this corpus."},
    {0}};

static const struct schema_key patch_set_keys[] = {
    {"step", SHAPE_STRING, NULL, true, "The id of the step to change."},
    {"set", SHAPE_GROUP, "step_settings", true, "Settings of the step that are other here."},
    {0}};

static const struct schema_key step_settings_keys[] = {
    {"params", SHAPE_OPEN, NULL, false, "Parameters, laid on those of the step."},
    {"when", SHAPE_STRING, NULL, false, "A condition on the document; where it does not hold the step is left out."},
    {"timeout", SHAPE_STRING, SCHEMA_DURATION, false, "How long the step may take for one document, as in \"10s\"."},
    {"on_error", SHAPE_CHOICE, "skip|quarantine|stop", false, "What becomes of a document in which the step fails."},
    {0}};

static const struct schema_key patch_use_keys[] = {
    {"step", SHAPE_STRING, NULL, true, "The id of the step to change."},
    {"use", SHAPE_PLUGIN, "analyser", true, "Another analyser; the old one's parameters go."},
    {"params", SHAPE_OPEN, NULL, false, "The other analyser's parameters."},
    {0}};

static const struct schema_key patch_disable_keys[] = {
    {"step", SHAPE_STRING, NULL, true, "The id of the step to change."},
    {"disable", SHAPE_BOOLEAN, NULL, true, "True: the step is left out."},
    {0}};

static const struct schema_key patch_add_keys[] = {
    {"add", SHAPE_GROUP, SCHEMA_WHOLE_STEP, true, "A further step."},
    {"before", SHAPE_STRING, NULL, false, "The id of the step that it goes before."},
    {"after", SHAPE_STRING, NULL, false, "The id of the step that it goes after."},
    {0}};

static const struct schema_key output_keys[] = {
    {"id", SHAPE_STRING, ID_PATTERN, true, "Names the output, for messages."},
    {"use", SHAPE_PLUGIN, "writer", true, "The writer; name@1 asks for its major version."},
    {"path", SHAPE_STRING, OUTPUT_PATTERN, true,
     "The file; \"-\" is standard output, %{corpus} and %{run} stand for their ids."},
    {"params", SHAPE_OPEN, NULL, false, "The writer's parameters."},
    {0}};

static const struct schema_key test_keys[] = {
    {"name", SHAPE_STRING, NULL, false, "A name, for messages."},
    {"text", SHAPE_STRING, NULL, true, "The text that is analysed."},
    {"lang", SHAPE_STRING, LANGUAGE_PATTERN, false, "Its language (BCP 47), which is then not detected."},
    {"corpus", SHAPE_STRING, NULL, false, "The id of the corpus whose steps run."},
    {"attributes", SHAPE_VALUES, NULL, false, "Further attributes of the document."},
    {"expect", SHAPE_GROUPS, "expectation|expected_attribute", true, "What must be found, or must not."},
    {0}};

static const struct schema_key expectation_keys[] = {
    {"layer", SHAPE_STRING, NULL, true, "The layer of the annotation."},
    {"type", SHAPE_STRING, NULL, false, "Its type."},
    {"text", SHAPE_STRING, NULL, false, "The text that it covers."},
    {"begin", SHAPE_COUNT, NULL, false, "Where it begins."},
    {"end", SHAPE_COUNT, NULL, false, "Where it ends."},
    {"features", SHAPE_VALUES, NULL, false, "Features that it has."},
    {"absent", SHAPE_BOOLEAN, NULL, false, "True: there must be no such annotation."},
    {0}};

static const struct schema_key expected_attribute_keys[] = {
    {"attribute", SHAPE_STRING, NULL, true, "The attribute of the document."},
    {"value", SHAPE_VALUE, NULL, false, "Its value."},
    {"absent", SHAPE_BOOLEAN, NULL, false, "True: there must be no such attribute."},
    {0}};

const struct schema_group schema_groups[] = {
    {"", file_keys, {NULL}},
    {"run", run_keys, {NULL}},
    {"limits", limits_keys, {NULL}},
    {"step", step_keys, {NULL}},
    {"corpus", corpus_keys, {NULL}},
    {"patch_set", patch_set_keys, {NULL}},
    {"step_settings", step_settings_keys, {NULL}},
    {"patch_use", patch_use_keys, {NULL}},
    {"patch_disable", patch_disable_keys, {NULL}},
    {"patch_add", patch_add_keys, {"before", "after"}},
    {"output", output_keys, {NULL}},
    {"test", test_keys, {NULL}},
    {"expectation", expectation_keys, {NULL}},
    {"expected_attribute", expected_attribute_keys, {NULL}},
    {0},
};

const struct schema_use schema_uses[] = {
    {"step", PLUGIN_ANALYSER, "use", "params", NULL, true},
    {"patch_use", PLUGIN_ANALYSER, "use", "params", NULL, false},
    {"corpus", PLUGIN_READER, "reader", "params", NULL, false},
    {"corpus", PLUGIN_DECODER, "decoder", "decoder_params", "plain", false},
    {"output", PLUGIN_WRITER, "use", "params", NULL, false},
    {0},
};
