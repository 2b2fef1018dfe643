/* Currencies that share a name or a sign: "francs", "dinars", "K". */
#include "figures.h"

enum { NEAR = 100 /* entities to each side */ };

/* The unit of an ISO code; NULL: none has it. */
static const struct figures_unit *code_unit(const struct figures_model *model, const char *code) {
  const size_t count = model->services.lexicon->entry_count(model->signs[1]);
  for (size_t i = 0; i < count; i++)
    if (strncmp(model->sign_units[1][i].code, code, 3) == 0)
      return &model->sign_units[1][i];
  return NULL;
}

/* The entry of a list like "CHF RWF XOF:SN" for a state, or NULL. */
static const char *entry_of(const char *list, const char *state) {
  if (strlen(state) != 2)
    return NULL;
  while (*list != '\0') {
    const size_t size = strcspn(list, " ");
    if (size >= 3 && memcmp(size == 6 ? list + 4 : list, state, 2) == 0)
      return list;
    list += size + (list[size] == ' ');
  }
  return NULL;
}

static const char *entry_near(const struct figures_text *text, const char *list, uint32_t word) {
  const size_t low = figures_entity_from(text, word);
  for (size_t i = low; i > 0 && i + NEAR > low; i--) {
    const char *state = figures_entity_state(&text->entities[i - 1]), *entry = state ? entry_of(list, state) : NULL;
    if (entry)
      return entry;
  }
  for (size_t i = low; i < text->entity_count && i < low + NEAR; i++) {
    const char *state = figures_entity_state(&text->entities[i]), *entry = state ? entry_of(list, state) : NULL;
    if (entry)
      return entry;
  }
  return NULL;
}

const struct figures_unit *figures_currency_local(const struct figures_text *text, const struct figures_unit *unit,
                                                  uint32_t word) {
  const char *entry = entry_near(text, unit->code, word);
  if (!entry && unit->code[0] != '-')
    entry = unit->code;
  if (!entry)
    return unit->flags & UNIT_OPEN ? unit : NULL;
  return code_unit(text->model, entry);
}
