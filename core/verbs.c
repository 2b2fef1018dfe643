#include "commands.h"

const struct verb *const verbs[] = {
    &verb_run_documents, &verb_check,  &verb_explain, &verb_try, &verb_test,       &verb_plugins,
    &verb_describe,      &verb_schema, &verb_doctor,  &verb_man, &verb_completion,
};

const size_t verb_count = sizeof verbs / sizeof verbs[0];

_Static_assert(sizeof verbs / sizeof verbs[0] <= VERBS_MAX, "VERBS_MAX is too small");
