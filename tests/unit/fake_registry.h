/* A registry of made-up plugins, so that configurations are tested without shared objects: it takes the place of
 * core/registry.c. */
#ifndef TESTS_FAKE_REGISTRY_H
#define TESTS_FAKE_REGISTRY_H

#include "registry.h"

/* The one registry there is. */
struct registry *fake_registry(void);

#endif
