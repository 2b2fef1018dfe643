/* Finds the names of instruments in a sentence: from the noun to the left over adjectives, numerals and dyads, to the
 * right over party frames, topics, dates and the names of further instruments inside. */
#include "treaty.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_LIMIT = 60 }; /* words of a name */

static bool is_function(const struct treaty_mark *mark) {
  return mark->classes != 0;
}

static bool is_punctuation(const struct treaty_scene *scene, uint32_t word) {
  return (scene->words[word].flags & TEXTAN_WORD_PUNCTUATION) != 0;
}

static bool is_title(const struct treaty_scene *scene, uint32_t word) {
  return (scene->words[word].flags & TEXTAN_WORD_TITLE) != 0;
}

static bool glued(const struct treaty_scene *scene, uint32_t word) {
  return word < scene->end && (scene->words[word].flags & TEXTAN_WORD_GLUED) != 0;
}

/* A name that begins at the word: a noun or a known instrument. */
static bool begins_name(const struct treaty_scene *scene, uint32_t word) {
  const struct treaty_mark *mark = treaty_mark(scene, word);
  return !mark->known_inside && !mark->rejected && (mark->noun || mark->known || mark->alias);
}

static uint32_t entity_end(const struct treaty_scene *scene, const textan_entity *entity) {
  const uint32_t end = entity->first_word + entity->word_count;
  return end < scene->end ? end : scene->end;
}

/* ---- to the left ---------------------------------------------------------------------------------- */

/* Whether an entity right before `next` may belong to the name. */
static bool entity_joins(const struct treaty_scene *scene, const textan_entity *entity, uint32_t next, uint32_t head) {
  if (treaty_type_is(entity, "PERSON") || treaty_type_is(entity, "EVENT"))
    return false;
  if (treaty_type_is(entity, "DATE"))
    return entity->value && strlen(entity->value) == 4 && entity->word_count == 1;
  const bool dyad = entity->first_word >= scene->first + 2 && treaty_is(scene, entity->first_word - 1, '-') &&
                    treaty_entity(scene, entity->first_word - 2);
  return dyad || next == head || treaty_is(scene, next, '-') || is_title(scene, next) || treaty_type_is(entity, "NORP");
}

/* Lower-case words inside a title: "Trade in Goods Agreement". */
static bool bridges_title(const struct treaty_scene *scene, uint32_t word, uint32_t next) {
  const uint32_t allowed = WORD_AND | WORD_PLACE;
  if (!treaty_has(scene, word, allowed) || word == scene->first || !is_title(scene, next) ||
      is_punctuation(scene, next))
    return false;
  const uint32_t before = word - 1;
  return is_title(scene, before) && !is_function(treaty_mark(scene, before)) && !treaty_entity(scene, before) &&
         !treaty_mark(scene, before)->named && !treaty_mark(scene, before)->cue;
}

/* A quantifier or number that stands right before `begin`. */
static uint32_t take_count(const struct treaty_scene *scene, uint32_t begin, struct treaty_item *item) {
  if (begin == scene->first)
    return begin;
  uint32_t w = begin - 1;
  if (treaty_has(scene, w, WORD_QUANTIFIER)) {
    while (w > scene->first && treaty_has(scene, w - 1, WORD_QUANTIFIER) && !treaty_mark(scene, w)->class_size)
      w--;
    item->flags |= ITEM_QUANTIFIED;
    return w;
  }
  if (treaty_mark(scene, w)->number > 1 && !treaty_entity(scene, w) && !treaty_has(scene, w - 1, WORD_ORDINAL)) {
    item->count = treaty_mark(scene, w)->number;
    item->flags |= ITEM_QUANTIFIED;
    return w;
  }
  return begin;
}

/* How far the adjectives of a language that puts them first reach to the left. */
static uint32_t adjectives_left(const struct treaty_scene *scene, const struct treaty_item *item) {
  uint32_t begin = item->first, w = begin;
  bool joined = false; /* a dash or a bridge waits for what it joins */
  while (w > scene->first && item->head_first - w < 16) {
    const uint32_t next = w;
    w--;
    const struct treaty_mark *mark = treaty_mark(scene, w);
    if (scene->words[next].flags & TEXTAN_WORD_PARAGRAPH)
      break;
    const textan_entity *entity = treaty_entity(scene, w);
    if (entity && entity->first_word >= scene->first) {
      if (!joined && !entity_joins(scene, entity, next, item->head_first))
        break;
      begin = w = entity->first_word;
      joined = false;
    } else if (treaty_is(scene, w, '-') && w > scene->first && !joined &&
               (glued(scene, next) || treaty_entity(scene, next)) && (glued(scene, w) || treaty_entity(scene, w - 1))) {
      joined = true;
    } else if (treaty_is(scene, w, '\'') && glued(scene, w) && !glued(scene, next) && !joined) {
      joined = true; /* "leaders' declaration" */
    } else if (bridges_title(scene, w, next)) {
      joined = true;
    } else if (is_punctuation(scene, w) || mark->item || mark->named || mark->number ||
               (mark->classes & ~WORD_CONTENT && !(mark->classes & WORD_POST)) || (mark->cue && !joined) ||
               mark->modal) {
      break;
    } else {
      begin = w;
      joined = false;
    }
  }
  return begin;
}

/* "without a deal" */
static bool denied_before(const struct treaty_scene *scene, uint32_t w) {
  while (w > scene->first && treaty_has(scene, w - 1, WORD_DETERMINER) && !treaty_has(scene, w - 1, WORD_DEFINITE))
    w--;
  const struct treaty_modal *modal = w > scene->first ? treaty_mark(scene, w - 1)->modal : NULL;
  return modal && modal->modality == MODALITY_NEGATED && treaty_mark(scene, w - 1)->modal_size == 1;
}

static void name_left(struct treaty_scene *scene, struct treaty_item *item) {
  if (!scene->language->modifiers_follow)
    item->first = adjectives_left(scene, item);
  else if (item->first > scene->first && treaty_entity(scene, item->first - 1) && !item->noun) {
    const textan_entity *year = treaty_entity(scene, item->first - 1);
    if (treaty_type_is(year, "DATE") && year->value && strlen(year->value) == 4 && year->word_count == 1)
      item->first--;
  }
  if (item->first == item->head_first || !is_punctuation(scene, item->first))
    item->first = take_count(scene, item->first, item);
  uint32_t w = item->first;
  while (w > scene->first && treaty_has(scene, w - 1, WORD_DROP))
    w--;
  if (w == scene->first)
    return;
  const uint32_t classes = treaty_mark(scene, w - 1)->classes;
  if (denied_before(scene, w))
    item->flags |= ITEM_DENIED;
  if (classes & WORD_DEFINITE)
    item->flags |= ITEM_DEFINITE;
  if (classes & WORD_NEGATIVE)
    item->flags |= ITEM_DENIED;
}

/* ---- to the right ----------------------------------------------------------------------------------- */

struct reach {
  struct treaty_item *item;
  uint32_t w, end;    /* the word looked at; behind the last that belongs to the name */
  bool topic;         /* behind a preposition: nearly everything belongs to it */
  bool pair_open;     /* "between A" waits for "and B" */
  uint32_t open_word; /* the function word right before w, or 0 */
};

/* Behind a bracket that belongs to the name, or 0. */
static uint32_t bracket_end(const struct treaty_scene *scene, uint32_t word) {
  for (uint32_t w = word + 1; w < scene->end && w < word + 14; w++)
    if (treaty_is(scene, w, ')'))
      return w + 1;
  return 0;
}

static bool continues_behind_bracket(const struct treaty_scene *scene, uint32_t word) {
  if (word >= scene->end)
    return false;
  const struct treaty_mark *mark = treaty_mark(scene, word);
  return (mark->classes & (WORD_BETWEEN | WORD_TOPIC | WORD_POST)) != 0 ||
         (scene->language->modifiers_follow && mark->classes & WORD_OF);
}

/* A list inside a topic: ", environment and indigenous peoples". */
static bool list_goes_on(const struct treaty_scene *scene, uint32_t comma, bool title) {
  uint32_t w = comma + 1, run = 0;
  for (; w < scene->end && run < 6; w++) {
    const struct treaty_mark *mark = treaty_mark(scene, w);
    if (mark->classes & WORD_AND)
      return run > 0 && w + 1 < scene->end && !begins_name(scene, w + 1) &&
             !(treaty_mark(scene, w + 1)->classes & ~(WORD_CONTENT | WORD_POST)) && !treaty_mark(scene, w + 1)->cue &&
             !treaty_mark(scene, w + 1)->modal && !is_punctuation(scene, w + 1) && !treaty_entity(scene, w + 1) &&
             !treaty_mark(scene, w + 1)->number;
    if (treaty_is(scene, w, ',') && run > 0 && run <= 4) {
      run = 0;
      continue;
    }
    if (is_punctuation(scene, w) || mark->classes & ~WORD_CONTENT || begins_name(scene, w) || mark->cue ||
        mark->modal || treaty_entity(scene, w) || mark->number || (is_title(scene, w) && !title))
      return false;
    run++;
  }
  return false;
}

/* An entity or a common noun that is a party follows within a few words. */
static bool party_follows(const struct treaty_scene *scene, uint32_t word) {
  for (uint32_t w = word; w < scene->end && w < word + 7; w++) {
    const textan_entity *entity = treaty_entity(scene, w);
    if (entity && (treaty_type_is(entity, "GPE") || treaty_type_is(entity, "ORG") || treaty_type_is(entity, "NORP")))
      return true;
    if (treaty_has(scene, w, WORD_PARTY | WORD_PAIR))
      return true;
    if ((is_punctuation(scene, w) && !treaty_is(scene, w, '-')) ||
        treaty_has(scene, w, WORD_STOP | WORD_AND | WORD_RELATIVE))
      return false;
  }
  return false;
}

static uint32_t skip_determiners(const struct treaty_scene *scene, uint32_t word) {
  while (word < scene->end && treaty_has(scene, word, WORD_DETERMINER | WORD_DROP) && !begins_name(scene, word))
    word++;
  return word;
}

static bool name_follows(const struct treaty_scene *scene, uint32_t word) {
  word = skip_determiners(scene, word);
  for (uint32_t w = word; w < scene->end && w < word + 6; w++) {
    if (begins_name(scene, w))
      return true;
    if (is_punctuation(scene, w) && !treaty_is(scene, w, '-'))
      return false;
    if (treaty_mark(scene, w)->cue || treaty_has(scene, w, WORD_STOP | WORD_PASSIVE))
      return false;
  }
  return false;
}

/* "to" opens what the instrument is for, or the instrument it belongs to. */
static bool to_goes_on(const struct treaty_scene *scene, struct reach *reach, uint32_t next) {
  const struct treaty_mark *mark = treaty_mark(scene, next);
  const textan_entity *entity = treaty_entity(scene, next);
  if (reach->topic)
    return !mark->cue;
  if (mark->classes & WORD_PASSIVE || mark->number || (entity && !treaty_type_is(entity, "ORG")))
    return false;
  if (!(reach->item->flags & ITEM_TITLE) && !name_follows(scene, next) && !(mark->cue && mark->cue->flags & CUE_LINK))
    return false;
  reach->topic = !mark->cue;
  return true;
}

/* Whether a function word at w lets the name go on. */
static bool function_goes_on(const struct treaty_scene *scene, struct reach *reach, const struct treaty_mark *mark) {
  const uint32_t w = reach->w, next = w + mark->class_size;
  const uint32_t classes = mark->classes;
  const bool follow = scene->language->modifiers_follow;
  const bool opened = reach->topic && reach->open_word + 1 == w && treaty_has(scene, reach->open_word, WORD_TOPIC);
  if (next < scene->end && classes & WORD_STOP && opened && !(classes & WORD_BREAK))
    return true;
  if (next >= scene->end || classes & (WORD_STOP | WORD_BREAK | WORD_RELATIVE | WORD_COPULA | WORD_DEICTIC))
    return false;
  const textan_entity *entity = treaty_entity(scene, next);
  if (classes & WORD_BETWEEN) {
    reach->topic = reach->pair_open = true;
    reach->item->flags |= ITEM_FRAME;
    return true;
  }
  if (classes & WORD_AND) {
    if (reach->pair_open) {
      reach->pair_open = false;
      return true;
    }
    const struct treaty_cue *cue = treaty_mark(scene, next)->cue;
    const bool nominal = reach->topic && cue && !(cue->flags & (CUE_AFTER | CUE_ALWAYS));
    if (begins_name(scene, next) || (cue && !nominal) || treaty_mark(scene, next)->modal ||
        is_punctuation(scene, next) || treaty_mark(scene, next)->number ||
        (treaty_mark(scene, next)->classes & ~(WORD_CONTENT | WORD_POST) &&
         !(reach->topic && treaty_has(scene, next, WORD_POSSESSIVE))))
      return false;
    return reach->topic ? !entity || treaty_entity(scene, w - 1) != NULL
                        : follow && !entity && !name_follows(scene, next);
  }
  if (classes & WORD_WITH) {
    if (!party_follows(scene, next))
      return reach->topic && follow;
    reach->topic = true;
    reach->item->flags |= ITEM_FRAME;
    return true;
  }
  if (classes & WORD_TOPIC) {
    if (entity && treaty_type_is(entity, "DATE"))
      return entity->value && (strlen(entity->value) == 4 || strchr(entity->value, '/'));
    reach->topic = true;
    reach->item->flags |= ITEM_TOPIC;
    return true;
  }
  if (classes & WORD_OF) {
    if (follow && !reach->topic && !party_follows(scene, next))
      return false;
    reach->topic = reach->topic || !follow;
    return true;
  }
  if (classes & WORD_TO)
    return to_goes_on(scene, reach, next);
  if (classes & WORD_PLACE) {
    if (!reach->topic)
      return false;
    const uint32_t noun = skip_determiners(scene, next);
    const textan_entity *place = noun < scene->end ? treaty_entity(scene, noun) : NULL;
    return !place || !(treaty_type_is(place, "DATE") || (treaty_type_is(place, "GPE") && !place->code));
  }
  if (classes & (WORD_POST | WORD_ORDINAL))
    return true;
  return reach->topic && !(classes & WORD_PASSIVE);
}

/* Takes the entity at w, or refuses. */
static bool entity_goes_on(const struct treaty_scene *scene, struct reach *reach, const textan_entity *entity) {
  const bool follow = scene->language->modifiers_follow;
  if (treaty_type_is(entity, "DATE")) {
    const bool reduced = entity->value && (strlen(entity->value) == 4 || strchr(entity->value, '/'));
    const bool of = reach->open_word && treaty_has(scene, reach->open_word, WORD_OF | WORD_TOPIC);
    if (!(of && reach->open_word + 1 == reach->w) && !(reduced && (follow || reach->topic)) &&
        !(reduced && reach->w == reach->item->head_end))
      return false;
  } else if (treaty_type_is(entity, "PERSON")) {
    return false;
  } else if (!reach->topic && !follow) {
    return false;
  }
  reach->w = reach->end = entity_end(scene, entity);
  return true;
}

static bool punctuation_goes_on(const struct treaty_scene *scene, struct reach *reach) {
  const uint32_t w = reach->w;
  if (treaty_is(scene, w, '(')) {
    const uint32_t behind = bracket_end(scene, w);
    if (!behind || !continues_behind_bracket(scene, behind))
      return false;
    reach->w = behind;
    return true;
  }
  if (treaty_is(scene, w, ',')) {
    if (!reach->topic || !list_goes_on(scene, w, (reach->item->flags & ITEM_TITLE) != 0))
      return false;
  } else if (treaty_is(scene, w, '-')) {
    const bool tight = glued(scene, w) && glued(scene, w + 1);
    const bool dyad =
        w + 1 < scene->end && w > scene->first && treaty_entity(scene, w - 1) && treaty_entity(scene, w + 1);
    if (!tight && !dyad && !reach->topic)
      return false;
    if (!tight && !dyad && (w + 1 >= scene->end || !treaty_entity(scene, w + 1) || !treaty_entity(scene, w - 1)))
      return false;
  } else if (treaty_is(scene, w, '"')) {
    uint32_t close = w + 1;
    while (close < scene->end && close < w + 20 && !treaty_is(scene, close, '"'))
      close++;
    if (!reach->topic || close >= scene->end || !treaty_is(scene, close, '"') || !glued(scene, w + 1))
      return false;
    reach->w = reach->end = close + 1;
    return true;
  } else if (!(glued(scene, w) && glued(scene, w + 1)) && !(reach->topic && scene->words[w].folded_size > 1) &&
             !treaty_is(scene, w, '$')) {
    return false;
  }
  reach->w++;
  return true;
}

/* The instrument whose name begins at w, read before since names are read from right to left. */
static struct treaty_item *item_at(const struct treaty_scene *scene, uint32_t w) {
  const uint32_t head = treaty_mark(scene, w)->head;
  struct treaty_item *item = head ? &scene->scratch->items[head - 1] : NULL;
  return item && !(item->flags & ITEM_DROPPED) ? item : NULL;
}

/* An instrument stands inside the name, or right behind its noun ("Hiep dinh CPTPP"). */
static bool name_goes_on(const struct treaty_scene *scene, struct reach *reach) {
  struct treaty_item *inner = item_at(scene, reach->w), *item = reach->item;
  const struct treaty_mark *mark = treaty_mark(scene, reach->w);
  if (!inner)
    return false;
  const bool own = !item->known && item->noun && !(item->noun->flags & NOUN_COMPLEMENT);
  if (reach->w == item->head_end && own && scene->language->modifiers_follow) {
    if (!mark->known && !(inner->noun && inner->kind != item->kind && inner->first == inner->head_first &&
                          inner->head_end - inner->head_first == 1 && scene->words[reach->w].flags & TEXTAN_WORD_UPPER))
      return false;
    item->known = inner->known;
    item->kind = inner->kind;
    item->flags |= inner->flags & (ITEM_FRAME | ITEM_TOPIC);
    inner->flags |= ITEM_DROPPED;
    reach->w = reach->end = inner->end > reach->w ? inner->end : reach->w + 1;
    return true;
  }
  const bool whole = reach->w == item->head_end && item->noun && item->noun->flags & NOUN_COMPLEMENT;
  if (!whole && !reach->topic &&
      !(reach->open_word && reach->open_word + 1 == reach->w && !treaty_has(scene, reach->open_word, WORD_AND)))
    return false;
  inner->flags |= ITEM_NESTED;
  reach->w = reach->end = inner->end;
  return true;
}

/* A cue at w: amending, implementing, …; others end the name. */
static bool cue_goes_on(const struct treaty_scene *scene, struct reach *reach, const struct treaty_mark *mark) {
  const uint32_t next = reach->w + mark->cue_size;
  const bool link =
      (mark->cue->flags & CUE_LINK && name_follows(scene, next)) ||
      (reach->topic && reach->open_word + 1 == reach->w && treaty_has(scene, reach->open_word, WORD_TOPIC));
  const bool nominal = reach->topic && !(mark->cue->flags & (CUE_AFTER | CUE_ALWAYS));
  if (!link && !nominal && !(mark->cue->flags & CUE_PART && (reach->topic || reach->w == reach->item->head_end)))
    return false;
  reach->topic = true;
  reach->open_word = next - 1;
  reach->w = next;
  return true;
}

/* One step to the right; false: the name ends before w. */
static bool step_right(const struct treaty_scene *scene, struct reach *reach) {
  const uint32_t w = reach->w;
  const struct treaty_mark *mark = treaty_mark(scene, w);
  const textan_entity *entity = treaty_entity(scene, w);
  if (scene->words[w].flags & TEXTAN_WORD_PARAGRAPH)
    return false;
  if (begins_name(scene, w))
    return name_goes_on(scene, reach);
  if (entity && entity->first_word == w && !(mark->classes & WORD_POST))
    return entity_goes_on(scene, reach, entity);
  if (mark->cue && !mark->inside && (!mark->class_size || mark->cue_size >= mark->class_size))
    return cue_goes_on(scene, reach, mark);
  if (mark->modal && !mark->class_size && !mark->inside && !reach->topic)
    return false;
  if (mark->class_size && mark->classes & ~WORD_CONTENT) {
    if (!function_goes_on(scene, reach, mark))
      return false;
    reach->open_word = w + mark->class_size - 1;
    reach->w = w + mark->class_size;
    if (mark->classes & (WORD_POST | WORD_PAIR | WORD_PARTY))
      reach->end = reach->w;
    return true;
  }
  if (is_punctuation(scene, w))
    return punctuation_goes_on(scene, reach);
  if (!reach->topic && !scene->language->modifiers_follow)
    return false;
  reach->w = reach->end = w + 1;
  return true;
}

static void name_right(const struct treaty_scene *scene, struct treaty_item *item) {
  struct reach reach = {.item = item, .w = item->head_end, .end = item->head_end};
  while (reach.w < scene->end && reach.w - item->head_first < NAME_LIMIT && step_right(scene, &reach))
    continue;
  item->end = reach.end > item->head_end ? reach.end : item->head_end;
}

/* ---- acronyms in brackets ------------------------------------------------------------------------------ */

static textan_status item_add(struct treaty_scene *scene, const struct treaty_item *item, textan_error *error) {
  struct treaty_scratch *scratch = scene->scratch;
  if (scratch->item_count == scratch->item_room) {
    const size_t room = scratch->item_room ? scratch->item_room * 2 : 64;
    struct treaty_item *items = realloc(scratch->items, room * sizeof *items);
    if (!items)
      return textan_fail(error, TEXTAN_EMEMORY, "out of memory for the instruments of the document");
    scratch->items = items;
    scratch->item_room = room;
  }
  scratch->items[scratch->item_count++] = *item;
  return TEXTAN_OK;
}

/* "with the World Bank (WB)": the brackets are the entity's, not the instrument's. */
static bool abbreviates_entity(const struct treaty_scene *scene, const struct treaty_item *item, uint32_t bracket) {
  const textan_entity *inside = treaty_entity(scene, bracket + 1);
  return !item->known && !treaty_mark(scene, bracket + 1)->known && bracket > item->head_end &&
         (treaty_entity(scene, bracket - 1) || (inside && treaty_entity_party(inside)));
}

/* "(ABC)" behind a name, or inside it. */
static textan_status acronym_read(struct treaty_scene *scene, size_t index, textan_error *error) {
  const struct treaty_item *item = &scene->scratch->items[index];
  for (uint32_t w = item->head_end; w + 2 < scene->end && w <= item->end; w++) {
    if (!treaty_is(scene, w, '('))
      continue;
    uint32_t last = w + 1;
    while (last < scene->end && glued(scene, last + 1) && !treaty_is(scene, last + 1, ')'))
      last++;
    const uint16_t flags = scene->words[w + 1].flags;
    if (!treaty_is(scene, last + 1, ')') || !(flags & TEXTAN_WORD_UPPER) || flags & TEXTAN_WORD_PUNCTUATION ||
        scene->words[last].end - scene->words[w + 1].begin < 2 || abbreviates_entity(scene, item, w))
      continue;
    struct treaty_item *known = item_at(scene, w + 1);
    if (known && known->outer)
      continue;
    if (known)
      known->flags |= ITEM_DROPPED;
    struct treaty_item acronym = *item;
    acronym.first = acronym.head_first = w + 1;
    acronym.end = acronym.head_end = last + 1;
    acronym.flags = (item->flags & ~(uint32_t)ITEM_DEFINITE) | ITEM_ACRONYM;
    acronym.same = (uint32_t)index + 1;
    acronym.count = 0;
    acronym.rule = "acronym in brackets";
    if (known && known->known) {
      acronym.known = known->known;
      if (!item->known)
        scene->scratch->items[index].known = known->known;
    }
    return item_add(scene, &acronym, error);
  }
  return TEXTAN_OK;
}

/* ---- all names of a sentence ------------------------------------------------------------------------------ */

static void item_begin(const struct treaty_scene *scene, uint32_t w, struct treaty_item *item) {
  const struct treaty_mark *mark = treaty_mark(scene, w);
  *item = (struct treaty_item){.first = w, .head_first = w, .sentence = scene->sentence, .language = scene->language};
  if (mark->known && !mark->alias && (!mark->noun || mark->known_size >= mark->noun_size)) {
    item->known = mark->known;
    item->kind = mark->known->kind;
    item->head_end = w + mark->known_size;
    item->rule = "known instrument";
  } else if (mark->alias) {
    const struct treaty_item *source = &scene->scratch->items[scene->scratch->aliases[mark->alias - 1].item];
    item->known = source->known;
    item->kind = source->kind;
    item->same = scene->scratch->aliases[mark->alias - 1].item + 1;
    item->head_end = w + 1;
    item->rule = "acronym of the document";
  } else {
    item->noun = mark->noun;
    item->kind = mark->noun->kind;
    item->head_end = w + mark->noun_size;
    item->rule = "instrument noun";
    if (mark->noun->flags & NOUN_PLURAL)
      item->flags |= ITEM_PLURAL;
  }
  if (is_title(scene, w))
    item->flags |= ITEM_TITLE;
}

static bool is_bare(const struct treaty_scene *scene, const struct treaty_item *item) {
  if (item->known || item->flags & (ITEM_FRAME | ITEM_TOPIC | ITEM_QUANTIFIED) || item->end > item->head_end)
    return false;
  for (uint32_t w = item->first; w < item->head_first; w++)
    if (!treaty_has(scene, w, WORD_POST))
      return false;
  return true;
}

/* Nouns joined by a dash or a title form one dyad: the name has a frame then. */
static bool has_dyad(const struct treaty_scene *scene, const struct treaty_item *item) {
  for (uint32_t w = item->first; w + 2 < item->end; w++) {
    const textan_entity *entity = treaty_entity(scene, w);
    if (entity && treaty_is(scene, w + 1, '-') && treaty_entity(scene, w + 2) && treaty_entity_party(entity) &&
        treaty_entity_party(treaty_entity(scene, w + 2)))
      return true;
  }
  return false;
}

/* Enters the newest item in the marks; names that lie inside it have come before, as reading goes from right to left.
 */
static void item_enter(struct treaty_scene *scene) {
  struct treaty_scratch *scratch = scene->scratch;
  const uint32_t number = (uint32_t)scratch->item_count;
  const struct treaty_item *item = &scratch->items[number - 1];
  treaty_mark(scene, item->head_first)->head = number;
  for (uint32_t w = item->first; w < item->end; w++) {
    struct treaty_mark *mark = treaty_mark(scene, w);
    if (!mark->item)
      mark->item = number;
    if (w > item->head_first && mark->head && !scratch->items[mark->head - 1].outer)
      scratch->items[mark->head - 1].outer = number;
  }
}

textan_status treaty_names_read(struct treaty_scene *scene, textan_error *error) {
  struct treaty_scratch *scratch = scene->scratch;
  scene->first_item = scratch->item_count;
  for (uint32_t w = scene->end; w-- > scene->first;) {
    if (!begins_name(scene, w))
      continue;
    struct treaty_item item;
    item_begin(scene, w, &item);
    name_right(scene, &item);
    name_left(scene, &item);
    if (is_bare(scene, &item))
      item.flags |= ITEM_BARE;
    if (has_dyad(scene, &item))
      item.flags |= ITEM_FRAME;
    if (treaty_has(scene, item.end, WORD_DEICTIC))
      item.flags |= ITEM_DEICTIC | (treaty_has(scene, item.end, WORD_NEGATIVE) ? ITEM_DENIED : ITEM_DEFINITE);
    const textan_status status = item_add(scene, &item, error);
    if (status != TEXTAN_OK)
      return status;
    item_enter(scene);
  }
  const size_t named = scratch->item_count;
  for (size_t i = scene->first_item; i < named; i++)
    if (!(scratch->items[i].flags & ITEM_DROPPED)) {
      const textan_status status = acronym_read(scene, i, error);
      if (status != TEXTAN_OK)
        return status;
    }
  return TEXTAN_OK;
}
