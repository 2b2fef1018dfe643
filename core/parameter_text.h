/* Rows of a plugin's parameter table as text: what messages, `textan describe` and the schema of run files have in
 * common.  All functions: any thread. */
#ifndef CORE_PARAMETER_TEXT_H
#define CORE_PARAMETER_TEXT_H

#include "buffer.h"
#include "literal.h"
#include "parameters.h"

/* Tables are never lists, whatever their flags say. */
bool parameter_is_list(const textan_parameter *row);

/* "integer", "duration", …; of a list, that of its items. */
const char *parameter_type_name(const textan_parameter *row);

enum { PARAMETER_RANGE_SIZE = 200 };

/* " from 1 to 2GiB (bytes)", " of 1 or more", " (documents)", "": what a value must keep to.  Returns out. */
const char *parameter_range(const textan_parameter *row, char out[PARAMETER_RANGE_SIZE]);

/* Appends "list of integer from 1 to 10 (documents)" or "choice: "a" | "b"". */
void parameter_append_type(const textan_parameter *row, struct buffer *out);

/* Appends what can stand behind "=" in a run file: the default, else an example. */
void parameter_append_sample(const textan_parameter *row, struct buffer *out);

/* Reads a number, duration or size as the row's type is written; `quoted`: it is a string.  The item gets the value as
 * a decimal and, where it is whole, as an integer. */
enum literal_status parameter_number(const textan_parameter *row, bool quoted, const char *text,
                                     struct parameter_item *item);

/* Reads the row's minimum or maximum; false: it is not written like a value of the row. */
bool parameter_limit(const textan_parameter *row, const char *limit, struct parameter_item *item);

#endif
