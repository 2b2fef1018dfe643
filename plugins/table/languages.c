/* Names of languages. */
#include "table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static textan_status read_file(const char *path, char **text, textan_error *error) {
  FILE *file = fopen(path, "re");
  if (!file)
    return textan_fail(error, TEXTAN_EDATA, "the file \"%s\" cannot be opened: %s", path, strerror(errno));
  size_t size = 0;
  errno = 0;
  const ssize_t got = getdelim(text, &size, '\0', file);
  const int reason = errno;
  fclose(file);
  if (got < 0)
    return textan_fail(error, TEXTAN_EDATA, "the file \"%s\" cannot be read: %s", path,
                       reason ? strerror(reason) : "it is empty");
  return TEXTAN_OK;
}

static textan_status add_line(struct table_languages *languages, char *line, const char *path, size_t number,
                              textan_error *error) {
  char *tab = strchr(line, '\t');
  if (!tab)
    return textan_fail(error, TEXTAN_EDATA, "%s:%zu: expected a tag, a tab and a name", path, number);
  *tab = '\0';
  if (languages->count % 256 == 0) {
    struct table_language *grown = realloc(languages->list, (languages->count + 256) * sizeof *grown);
    if (!grown)
      return textan_fail(error, TEXTAN_EMEMORY, "no memory for the names of languages");
    languages->list = grown;
  }
  languages->list[languages->count++] = (struct table_language){line, tab + 1};
  return TEXTAN_OK;
}

textan_status table_languages_load(const char *folder, struct table_languages *languages, textan_error *error) {
  char path[4096];
  snprintf(path, sizeof path, "%s/languages.tsv", folder);
  textan_status status = read_file(path, &languages->text, error);
  if (status != TEXTAN_OK)
    return status;
  size_t number = 0;
  char *rest = languages->text;
  for (char *line; status == TEXTAN_OK && (line = strsep(&rest, "\n")) != NULL;) {
    number++;
    if (*line && *line != '#')
      status = add_line(languages, line, path, number, error);
  }
  return status;
}

const char *table_language_name(const struct table_languages *languages, const char *tag) {
  const size_t size = strcspn(tag, "-");
  for (size_t i = 0; i < languages->count; i++)
    if (strncmp(languages->list[i].tag, tag, size) == 0 && !languages->list[i].tag[size])
      return languages->list[i].name;
  return tag;
}

void table_languages_free(struct table_languages *languages) {
  free(languages->text);
  free(languages->list);
  *languages = (struct table_languages){0};
}
