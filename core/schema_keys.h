/* The settings of a run file as the schema of run files knows them. */
#ifndef CORE_SCHEMA_KEYS_H
#define CORE_SCHEMA_KEYS_H

#include "registry.h"

enum schema_shape {
  SHAPE_BOOLEAN,
  SHAPE_COUNT,   /* a whole number from 0 */
  SHAPE_FORMAT,  /* the number of the format */
  SHAPE_STRING,  /* `detail`: the pattern it matches; NULL: any */
  SHAPE_CHOICE,  /* `detail`: the words, parted by "|" */
  SHAPE_STRINGS, /* a list of one or more strings that are not empty */
  SHAPE_FILES,   /* a string or a list of strings */
  SHAPE_OPEN,    /* a group with settings of any name */
  SHAPE_VALUE,   /* a string, a number, true or false, or a list of strings */
  SHAPE_VALUES,  /* a group of such values */
  SHAPE_GROUP,   /* `detail`: the group's name */
  SHAPE_GROUPS,  /* a list of groups; `detail`: the names of those it may hold, parted by "|" */
  SHAPE_PLUGIN   /* `detail`: the kind of plugin whose name it is */
};

/* The pattern of what literal_duration takes. */
#define SCHEMA_DURATION "^(0|[1-9][0-9]*) ?([mM][sS]|[sS]|[mM][iI][nN]|[hH])$"

/* A step that no file below completes. */
#define SCHEMA_WHOLE_STEP "whole_step"

struct schema_key {
  const char *name; /* NULL ends the table */
  enum schema_shape shape;
  const char *detail;
  bool required;
  const char *summary; /* one sentence */
};

struct schema_group {
  const char *name; /* NULL ends the table; "" is the file itself */
  const struct schema_key *keys;
  const char *one_of[2]; /* exactly one of the two settings is there; NULL: no such rule */
};

/* Which setting of a group names a plugin, and which one holds its parameters. */
struct schema_use {
  const char *group; /* NULL ends the table */
  enum plugin_kind kind;
  const char *key, *params;
  const char *fallback; /* the plugin where the setting is not there; NULL: none */
  bool layered;         /* a file that this one extends may set what is missing here */
};

extern const struct schema_group schema_groups[];
extern const struct schema_use schema_uses[];

#endif
