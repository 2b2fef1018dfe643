/* The wall clock against which steps and documents have their limits. */
#include <time.h>

#include "document_state.h"

int64_t document_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

void document_set_deadline(textan_document *document, int64_t deadline) {
  document->deadline = deadline;
}

static int64_t time_left(const textan_document *document) {
  return document && document->deadline ? (document->deadline - document_now()) / 1000000 : INT64_MAX;
}

const textan_clock_api clock_api = {.struct_size = sizeof clock_api, .time_left = time_left};
