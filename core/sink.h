/* Where rendered documents go: the files of a run's outputs and the commit side of their writers.
 * All functions: the commit thread or process. */
#ifndef CORE_SINK_H
#define CORE_SINK_H

#include "buffer.h"
#include "models.h"

struct sinks;

/* The path of an output for a corpus, its variables filled in, beneath `folder` (NULL: the working directory).  The
 * caller frees it; NULL: no memory. */
char *sink_path(const struct config *config, const char *folder, const char *path, const char *corpus);

/* Opens what can be opened before the first document: outputs whose path names no corpus.  Paths are relative to
 * `folder` (NULL: the working directory). */
textan_status sinks_new(const struct models *models, const char *folder, struct sinks **out, textan_error *error);

/* Commits what a document of the corpus was rendered to, one buffer per output.  TEXTAN_EIO: an output failed. */
textan_status sinks_commit(struct sinks *sinks, size_t corpus, const struct buffer *rendered, textan_error *error);

/* The run is complete: reports are written, files get their names.  Until then they are called <name>.part. */
textan_status sinks_finish(struct sinks *sinks, textan_error *error);

/* True when an output is a file, which is called <name>.part until the end. */
bool sinks_have_files(const struct sinks *sinks);

void sinks_free(struct sinks *sinks); /* accepts NULL; leaves unfinished files as they are */

#endif
