/* The automaton of all word lists: words get numbers, spellings are paths in a trie over these numbers. */
#include <stdlib.h>
#include <string.h>

#include "word_list.h"
#include "utf8.h"

enum { FILTER_BITS = 1 << 16 };

struct vocabulary_slot {
  uint32_t hash;
  uint32_t number; /* from 1; 0: free */
  uint32_t text;   /* offset in `texts` */
  uint32_t size;
};

struct edge {
  uint64_t key; /* node << 32 | number << 1 | strict; 0: free */
  uint32_t target;
};

struct automaton {
  uint64_t filter[FILTER_BITS / 64]; /* the low bits of the vocabulary's hashes: most words stop here */
  struct vocabulary_slot *vocabulary;
  uint32_t vocabulary_mask, number_count;
  struct buffer texts;
  struct edge *edges;
  uint32_t edge_mask, edge_count;
  uint32_t *nodes; /* of node n: index + 1 of its first final; 0: none */
  uint32_t node_count, node_capacity;
  struct final *finals;
  uint32_t final_count, final_capacity;
  uint32_t *root; /* of word number n: the node behind the root's edge; 0: none */
};

/* ---- vocabulary ---- */

static struct vocabulary_slot *vocabulary_slot(const struct automaton *automaton, uint32_t hash, const char *text,
                                               uint32_t size) {
  for (uint32_t i = hash;; i++) {
    struct vocabulary_slot *slot = &automaton->vocabulary[i & automaton->vocabulary_mask];
    if (!slot->number ||
        (slot->hash == hash && slot->size == size && memcmp(automaton->texts.data + slot->text, text, size) == 0))
      return slot;
  }
}

static bool vocabulary_grow(struct automaton *automaton) {
  const uint32_t old_slots = automaton->vocabulary ? automaton->vocabulary_mask + 1 : 0;
  struct vocabulary_slot *old = automaton->vocabulary;
  const uint32_t slots = old_slots ? old_slots * 2 : 1024;
  automaton->vocabulary = calloc(slots, sizeof *automaton->vocabulary);
  if (!automaton->vocabulary) {
    automaton->vocabulary = old;
    return false;
  }
  automaton->vocabulary_mask = slots - 1;
  for (uint32_t i = 0; i < old_slots; i++)
    if (old[i].number)
      *vocabulary_slot(automaton, old[i].hash, automaton->texts.data + old[i].text, old[i].size) = old[i];
  free(old);
  return true;
}

/* The word's number, given now if it is new; 0: no memory. */
static uint32_t number_of(struct automaton *automaton, const textan_word *word, const char *folded) {
  struct vocabulary_slot *slot = vocabulary_slot(automaton, word->hash, folded + word->folded, word->folded_size);
  if (slot->number)
    return slot->number;
  if (automaton->number_count * 2 > automaton->vocabulary_mask) {
    if (!vocabulary_grow(automaton))
      return 0;
    slot = vocabulary_slot(automaton, word->hash, folded + word->folded, word->folded_size);
  }
  const uint32_t text = (uint32_t)automaton->texts.size;
  if (!buffer_append(&automaton->texts, folded + word->folded, word->folded_size))
    return 0;
  *slot = (struct vocabulary_slot){word->hash, ++automaton->number_count, text, word->folded_size};
  automaton->filter[word->hash % FILTER_BITS / 64] |= (uint64_t)1 << word->hash % 64;
  return slot->number;
}

/* ---- trie ---- */

static uint64_t edge_key(uint32_t node, uint32_t number, bool strict) {
  return (uint64_t)node << 32 | (uint64_t)number << 1 | strict;
}

static struct edge *edge_slot(const struct automaton *automaton, uint64_t key) {
  uint64_t hash = key * 0x9E3779B97F4A7C15u;
  for (uint32_t i = (uint32_t)(hash >> 32);; i++) {
    struct edge *edge = &automaton->edges[i & automaton->edge_mask];
    if (!edge->key || edge->key == key)
      return edge;
  }
}

static bool edges_grow(struct automaton *automaton) {
  const uint32_t old_slots = automaton->edges ? automaton->edge_mask + 1 : 0;
  struct edge *old = automaton->edges;
  const uint32_t slots = old_slots ? old_slots * 2 : 1024;
  automaton->edges = calloc(slots, sizeof *automaton->edges);
  if (!automaton->edges) {
    automaton->edges = old;
    return false;
  }
  automaton->edge_mask = slots - 1;
  for (uint32_t i = 0; i < old_slots; i++)
    if (old[i].key)
      *edge_slot(automaton, old[i].key) = old[i];
  free(old);
  return true;
}

static bool node_add(struct automaton *automaton) {
  if (automaton->node_count == automaton->node_capacity) {
    const uint32_t capacity = automaton->node_capacity ? automaton->node_capacity * 2 : 1024;
    uint32_t *nodes = realloc(automaton->nodes, capacity * sizeof *nodes);
    if (!nodes)
      return false;
    automaton->nodes = nodes;
    automaton->node_capacity = capacity;
  }
  automaton->nodes[automaton->node_count++] = 0;
  return true;
}

/* The node behind the edge, made now if it is new; 0: no memory. */
static uint32_t step_or_add(struct automaton *automaton, uint32_t node, uint32_t number, bool strict) {
  if (automaton->edge_count * 2 > automaton->edge_mask && !edges_grow(automaton))
    return 0;
  struct edge *edge = edge_slot(automaton, edge_key(node, number, strict));
  if (edge->key)
    return edge->target;
  if (!node_add(automaton))
    return 0;
  *edge = (struct edge){edge_key(node, number, strict), automaton->node_count - 1};
  automaton->edge_count++;
  return edge->target;
}

static bool final_add(struct automaton *automaton, uint32_t node, struct final final) {
  for (uint32_t i = automaton->nodes[node]; i; i = automaton->finals[i - 1].next)
    if (automaton->finals[i - 1].lexicon == final.lexicon && automaton->finals[i - 1].entry == final.entry)
      return true; /* another spelling of the entry, alike when folded */
  if (automaton->final_count == automaton->final_capacity) {
    const uint32_t capacity = automaton->final_capacity ? automaton->final_capacity * 2 : 1024;
    struct final *finals = realloc(automaton->finals, capacity * sizeof *finals);
    if (!finals)
      return false;
    automaton->finals = finals;
    automaton->final_capacity = capacity;
  }
  final.next = automaton->nodes[node];
  automaton->finals[automaton->final_count++] = final;
  automaton->nodes[node] = automaton->final_count;
  return true;
}

/* Letters or digits written together stay together; punctuation may have spaces around it in texts. */
static bool is_strict(const textan_word *words, size_t i) {
  return i && (words[i].flags & TEXTAN_WORD_GLUED) &&
         !((words[i].flags | words[i - 1].flags) & TEXTAN_WORD_PUNCTUATION);
}

static bool add_path(struct automaton *automaton, const struct words *words, struct final final) {
  uint32_t node = 1;
  for (size_t i = 0; i < words->count; i++) {
    const uint32_t number = number_of(automaton, &words->list[i], words->folded.data);
    node = number ? step_or_add(automaton, node, number, is_strict(words->list, i)) : 0;
    if (!node)
      return false;
  }
  return !words->count || final_add(automaton, node, final);
}

/* ---- building ---- */

/* The text without its diacritics, in *bare. */
static bool strip(const char *text, struct buffer *bare) {
  buffer_clear(bare);
  return buffer_append(bare, "", 0) && normal_strip(text, strlen(text), bare);
}

static bool add_spelling(struct automaton *automaton, const struct textan_lexicon *lexicon, uint32_t i,
                         struct words *words, struct buffer *bare) {
  const char *text = lexicon->bytes.data + lexicon->spellings[i].text;
  const struct final final = {.lexicon = lexicon->index, .entry = lexicon->spellings[i].entry, .spelling = i};
  if (!words_split(words, text, strlen(text)) || !add_path(automaton, words, final))
    return false;
  if (!(lexicon->flags & TEXTAN_LEXICON_BARE))
    return true;
  return strip(text, bare) && words_split(words, bare->data, bare->size) && add_path(automaton, words, final);
}

/* The root has by far the most edges: they are kept as an array. */
static bool index_root(struct automaton *automaton) {
  automaton->root = calloc(automaton->number_count + 1, sizeof *automaton->root);
  for (uint32_t number = 1; automaton->root && number <= automaton->number_count; number++) {
    const struct edge *edge = edge_slot(automaton, edge_key(1, number, false));
    automaton->root[number] = edge->key ? edge->target : 0;
  }
  return automaton->root != NULL;
}

struct automaton *automaton_new(struct textan_lexicon *const *lexicons, size_t count) {
  struct automaton *automaton = calloc(1, sizeof *automaton);
  struct words words = {0};
  struct buffer bare = {0};
  /* Node 0 is "none", node 1 the root. */
  bool ok = automaton && vocabulary_grow(automaton) && edges_grow(automaton) && node_add(automaton) &&
            node_add(automaton) && buffer_append(&automaton->texts, "", 0);
  for (size_t i = 0; ok && i < count; i++)
    for (uint32_t s = 0; ok && s < lexicons[i]->spelling_count; s++)
      ok = add_spelling(automaton, lexicons[i], s, &words, &bare);
  ok = ok && index_root(automaton);
  words_free(&words);
  buffer_free(&bare);
  if (!ok) {
    automaton_free(automaton);
    return NULL;
  }
  return automaton;
}

void automaton_free(struct automaton *automaton) {
  if (!automaton)
    return;
  free(automaton->vocabulary);
  buffer_free(&automaton->texts);
  free(automaton->edges);
  free(automaton->nodes);
  free(automaton->finals);
  free(automaton->root);
  free(automaton);
}

/* ---- scanning ---- */

struct scan {
  const struct automaton *automaton;
  const struct words *words;
  const uint32_t *numbers;
  automaton_visit *visit;
  void *context;
};

static bool visit_finals(const struct scan *scan, uint32_t node, uint32_t first, uint32_t count) {
  for (uint32_t i = scan->automaton->nodes[node]; i; i = scan->automaton->finals[i - 1].next)
    if (!scan->visit(scan->context, &scan->automaton->finals[i - 1], first, count))
      return false;
  return true;
}

/* Follows all paths from `node`, which word `last` led to.  The depth is that of the longest spelling. */
static bool follow(const struct scan *scan, uint32_t node, uint32_t first, uint32_t last) {
  if (!visit_finals(scan, node, first, last - first + 1))
    return false;
  const uint32_t next = last + 1;
  if (next >= scan->words->count || !scan->numbers[next])
    return true;
  const bool glued = scan->words->list[next].flags & TEXTAN_WORD_GLUED;
  for (int strict = 0; strict <= (glued ? 1 : 0); strict++) {
    const struct edge *edge = edge_slot(scan->automaton, edge_key(node, scan->numbers[next], strict));
    if (edge->key && !follow(scan, edge->target, first, next))
      return false;
  }
  return true;
}

static void look_up_numbers(const struct automaton *automaton, const struct words *words, uint32_t *numbers) {
  for (size_t i = 0; i < words->count; i++) {
    const textan_word *word = &words->list[i];
    numbers[i] = 0;
    if (automaton->filter[word->hash % FILTER_BITS / 64] >> word->hash % 64 & 1)
      numbers[i] = vocabulary_slot(automaton, word->hash, words->folded.data + word->folded, word->folded_size)->number;
  }
}

bool automaton_scan(const struct automaton *automaton, const struct words *words, uint32_t *numbers,
                    automaton_visit *visit, void *context) {
  const struct scan scan = {automaton, words, numbers, visit, context};
  look_up_numbers(automaton, words, numbers);
  for (uint32_t first = 0; first < words->count; first++)
    if (numbers[first] && automaton->root[numbers[first]] &&
        !follow(&scan, automaton->root[numbers[first]], first, first))
      return false;
  return true;
}
