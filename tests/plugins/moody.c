/* Does what the document's text says: "fail" fails behind an annotation, "sleep" takes longer than 50 ms, "wait" works
 * until the clock says that its time is over, "speak" says so in the log, "relate" makes a relation.  Marks the first
 * byte of any other text and sets the attribute "mood". */
#define _POSIX_C_SOURCE 200809L
#include <string.h>
#include <textan/plugin.h>
#include <time.h>

static textan_status model_new(const textan_host *host, const textan_parameters *parameters, void **model,
                               textan_error *error) {
  (void)parameters, (void)error;
  *model = (void *)(uintptr_t)host;
  return TEXTAN_OK;
}

static textan_status analyse(const void *model, void *scratch, textan_document *document, textan_error *error) {
  (void)scratch;
  const textan_host *host = model;
  const textan_clock_api *clock = host->extension(host, TEXTAN_CLOCK);
  const char *text = host->document->text(document, &(size_t){0});
  const textan_annotation mark = {.struct_size = sizeof mark, .end = 1, .score = -1, .layer = "mark", .type = "x"};
  const textan_feature mood = {"mood", {.type = TEXTAN_STRING, .as = {.string = {"good", 4}}}};
  if (host->document->add(document, &mark, NULL, error) != TEXTAN_OK ||
      host->document->set_attribute(document, &mood, error) != TEXTAN_OK)
    return error->status;
  if (strstr(text, "sleep"))
    nanosleep(&(struct timespec){.tv_nsec = 60000000}, NULL);
  if (strstr(text, "speak"))
    host->log(host, TEXTAN_LOG_WARNING, "the text speaks");
  if (strstr(text, "relate") && host->document->relate(document, "same", 1, 1, error) != TEXTAN_OK)
    return error->status;
  while (strstr(text, "wait"))
    if (clock->time_left(document) <= 0)
      return textan_fail(error, TEXTAN_ELIMIT, "no time was left");
  return strstr(text, "fail") ? textan_fail(error, TEXTAN_EINPUT, "the text says so") : TEXTAN_OK;
}

static const textan_feature_type attributes[] = {{"mood", TEXTAN_STRING, "Always good"}, {0}};
static const textan_layer produces[] = {{.name = "mark"}, {.name = "document", .features = attributes}, {0}};

static const textan_analyser analyser = {
    .struct_size = sizeof analyser,
    .parameter_size = sizeof(textan_parameter),
    .summary = "Does what the text says",
    .produces = produces,
    .model_new = model_new,
    .analyse = analyse,
};

static const textan_module module = {
    .struct_size = sizeof module,
    .abi_major = TEXTAN_ABI_MAJOR,
    .abi_minor = TEXTAN_ABI_MINOR,
    .name = "moody",
    .version = "1.0.0",
    .license = "Apache-2.0",
    .summary = "Does what the text says",
    .analyser = &analyser,
};

TEXTAN_MODULE(moody, module);
