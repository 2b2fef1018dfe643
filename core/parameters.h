/* Checked parameter values of one plugin use. */
#ifndef CORE_PARAMETERS_H
#define CORE_PARAMETERS_H

#include <textan/plugin.h>

/* The getters that plugins use. */
extern const textan_parameters_api parameters_api;

#endif
