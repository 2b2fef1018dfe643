/* example RUN.cfg: what a run's steps find in the text on standard input. */
#include <stdio.h>
#include <textan/textan.h>

static void complain(void *context, const textan_diagnostic *diagnostic) {
  (void)context;
  fprintf(stderr, "%s:%d: %s\n%s", diagnostic->file ? diagnostic->file : "textan", diagnostic->line,
          diagnostic->message, diagnostic->notes);
}

static void show(const textan_document *document) {
  const textan_document_api *functions = textan_document_functions();
  textan_annotation_view view;
  size_t size;
  const char *text = functions->text(document, &size);
  for (size_t position = 0; functions->next(document, NULL, &position, &view);) {
    printf("%s %s \"%.*s\"", view.layer, view.type, (int)(view.end - view.begin), text + view.begin);
    for (size_t i = 0; i < view.feature_count; i++) {
      textan_feature feature;
      char decimal[TEXTAN_DECIMAL_SIZE];
      functions->feature_at(document, view.id, i, &feature);
      if (feature.value.type == TEXTAN_STRING)
        printf(" %s=%s", feature.name, feature.value.as.string.data);
      else if (feature.value.type == TEXTAN_DECIMAL)
        printf(" %s=%s", feature.name, textan_decimal_format(feature.value.as.decimal, decimal));
    }
    printf("\n");
  }
}

int main(int argc, char **argv) {
  static char text[1 << 20];
  const textan_run_options options = {.struct_size = sizeof options, .diagnostic = complain};
  textan_error error = {.message = "usage: example RUN.cfg"};
  textan_run *run = NULL;
  textan_worker *worker = NULL;
  textan_status status = argc == 2 ? textan_run_load(argv[1], &options, &run, &error) : TEXTAN_ECONFIG;
  if (status == TEXTAN_OK)
    status = textan_worker_new(run, NULL, &worker, &error);
  if (status == TEXTAN_OK)
    status = textan_worker_analyse(worker, "stdin", text, fread(text, 1, sizeof text, stdin), NULL, 0, &error);
  if (status == TEXTAN_OK)
    show(textan_worker_document(worker));
  else
    fprintf(stderr, "example: %s\n", error.message);
  textan_worker_free(worker);
  textan_run_free(run);
  return status == TEXTAN_OK ? 0 : 1;
}
