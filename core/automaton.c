#include "automaton.h"

#include <stdlib.h>
#include <string.h>

enum { FILTER_BITS = 1 << 17, HEAD = 8 };

/* A word of the lists.  Its first bytes stand in the slot, so that most comparisons go no further. */
struct slot {
  uint64_t head;
  uint32_t hash;
  uint32_t number; /* from 1; 0: free */
};

struct tail {
  uint32_t text; /* offset in `texts` of the whole word */
  uint32_t size;
};

struct edge {
  uint64_t key; /* node << 32 | number; 0: free */
  uint32_t target;
};

struct node {
  uint32_t finals;      /* while building: index + 1 of its first final; compiled: where its finals begin */
  uint32_t final_count; /* compiled */
  bool inner;           /* has edges */
};

struct automaton {
  uint64_t filter[FILTER_BITS / 64]; /* the low bits of all hashes: most words of a text stop here */
  struct slot *slots;
  uint32_t slot_mask, number_count;
  struct tail *tails; /* by number */
  uint32_t tail_capacity;
  struct buffer texts;
  struct edge *edges;
  uint32_t edge_mask, edge_count;
  struct node *nodes; /* 0: none, 1: the root */
  uint32_t node_count, node_capacity;
  struct final *finals;
  uint32_t *next_final; /* while building: index + 1 of the node's next */
  uint32_t final_count, final_capacity;
  uint32_t *root; /* compiled: by number, the node behind the root's edge; 0: none */
};

static bool grow(void **list, uint32_t *capacity, uint32_t count, size_t size) {
  if (count < *capacity)
    return true;
  const uint32_t more = *capacity ? *capacity * 2 : 1024;
  void *grown = realloc(*list, more * size);
  if (!grown)
    return false;
  *list = grown;
  *capacity = more;
  return true;
}

/* ---- words ---- */

/* The first bytes of a word, zeros behind its end. */
static uint64_t head_of(const char *text, uint32_t size) {
  uint64_t head = 0;
  memcpy(&head, text, size < HEAD ? size : HEAD);
  return head;
}

/* The same for a word of a folded text, behind whose end there is room to read. */
static inline uint64_t folded_head_of(const char *text, uint32_t size) {
  uint64_t head;
  memcpy(&head, text, HEAD);
  if (size >= HEAD)
    return head;
  const unsigned unused = 8 * (HEAD - size);
  return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? head >> unused << unused : head << unused >> unused;
}

static inline struct slot *find_slot(const struct automaton *automaton, uint32_t hash, uint64_t head, const char *text,
                                     uint32_t size) {
  for (uint32_t i = hash;; i++) {
    struct slot *slot = &automaton->slots[i & automaton->slot_mask];
    if (!slot->number)
      return slot;
    if (slot->hash != hash || slot->head != head)
      continue;
    const struct tail *tail = &automaton->tails[slot->number];
    if (tail->size == size && (size <= HEAD || memcmp(automaton->texts.data + tail->text, text, size) == 0))
      return slot;
  }
}

static bool grow_slots(struct automaton *automaton) {
  const uint32_t old_count = automaton->slots ? automaton->slot_mask + 1 : 0;
  const uint32_t count = old_count ? old_count * 2 : 1024;
  struct slot *slots = calloc(count, sizeof *slots);
  if (!slots)
    return false;
  for (uint32_t i = 0; i < old_count; i++) {
    uint32_t place = automaton->slots[i].hash;
    while (automaton->slots[i].number && slots[place & (count - 1)].number)
      place++;
    if (automaton->slots[i].number)
      slots[place & (count - 1)] = automaton->slots[i];
  }
  free(automaton->slots);
  automaton->slots = slots;
  automaton->slot_mask = count - 1;
  return true;
}

/* The word's number, given now if it is new; 0: no memory. */
static uint32_t number_of(struct automaton *automaton, const char *text, uint32_t size) {
  const uint32_t hash = textan_word_hash(text, size);
  const uint64_t head = head_of(text, size);
  struct slot *slot = find_slot(automaton, hash, head, text, size);
  if (slot->number)
    return slot->number;
  if (automaton->number_count * 2 > automaton->slot_mask) {
    if (!grow_slots(automaton))
      return 0;
    slot = find_slot(automaton, hash, head, text, size);
  }
  const struct tail tail = {(uint32_t)automaton->texts.size, size};
  if (!grow((void **)&automaton->tails, &automaton->tail_capacity, automaton->number_count + 1, sizeof tail) ||
      !buffer_append(&automaton->texts, text, size))
    return 0;
  *slot = (struct slot){head, hash, ++automaton->number_count};
  automaton->tails[slot->number] = tail;
  automaton->filter[hash % FILTER_BITS / 64] |= (uint64_t)1 << hash % 64;
  return slot->number;
}

/* ---- trie ---- */

static inline struct edge *find_edge(const struct automaton *automaton, uint32_t node, uint32_t number) {
  const uint64_t key = (uint64_t)node << 32 | number;
  for (uint32_t i = (uint32_t)(key * 0x9E3779B97F4A7C15u >> 32);; i++) {
    struct edge *edge = &automaton->edges[i & automaton->edge_mask];
    if (!edge->key || edge->key == key)
      return edge;
  }
}

static bool grow_edges(struct automaton *automaton) {
  const uint32_t old_count = automaton->edges ? automaton->edge_mask + 1 : 0;
  struct edge *old = automaton->edges;
  const uint32_t count = old_count ? old_count * 2 : 1024;
  struct edge *edges = calloc(count, sizeof *edges);
  if (!edges)
    return false;
  automaton->edges = edges;
  automaton->edge_mask = count - 1;
  for (uint32_t i = 0; i < old_count; i++)
    if (old[i].key)
      *find_edge(automaton, (uint32_t)(old[i].key >> 32), (uint32_t)old[i].key) = old[i];
  free(old);
  return true;
}

static bool add_node(struct automaton *automaton) {
  if (!grow((void **)&automaton->nodes, &automaton->node_capacity, automaton->node_count, sizeof *automaton->nodes))
    return false;
  automaton->nodes[automaton->node_count++] = (struct node){0};
  return true;
}

/* The node behind the edge, made now if it is new; 0: no memory. */
static uint32_t step_or_add(struct automaton *automaton, uint32_t node, uint32_t number) {
  if (automaton->edge_count * 2 > automaton->edge_mask && !grow_edges(automaton))
    return 0;
  struct edge *edge = find_edge(automaton, node, number);
  if (edge->key)
    return edge->target;
  if (!add_node(automaton))
    return 0;
  *edge = (struct edge){(uint64_t)node << 32 | number, automaton->node_count - 1};
  automaton->edge_count++;
  automaton->nodes[node].inner = true;
  return edge->target;
}

static bool add_final(struct automaton *automaton, uint32_t node, const struct final *final, uint64_t glued) {
  uint32_t *const first = &automaton->nodes[node].finals;
  for (uint32_t i = *first; i; i = automaton->next_final[i - 1]) {
    const struct final *there = &automaton->finals[i - 1];
    if (there->lexicon == final->lexicon && there->entry == final->entry && there->spelling == final->spelling &&
        there->glued == glued)
      return true; /* the same by another way, as bare letters of a spelling without diacritics */
  }
  uint32_t capacity = automaton->final_capacity;
  if (!grow((void **)&automaton->finals, &capacity, automaton->final_count, sizeof *automaton->finals) ||
      !grow((void **)&automaton->next_final, &automaton->final_capacity, automaton->final_count,
            sizeof *automaton->next_final))
    return false;
  automaton->finals[automaton->final_count] = *final;
  automaton->finals[automaton->final_count].glued = glued;
  automaton->next_final[automaton->final_count] = *first;
  *first = ++automaton->final_count;
  return true;
}

bool automaton_add(struct automaton *automaton, const struct path *path, const struct final *final) {
  uint32_t node = 1;
  for (uint32_t i = 0; node && i < path->count; i++) {
    const uint32_t number = number_of(automaton, path->words[i].text, path->words[i].size);
    node = number ? step_or_add(automaton, node, number) : 0;
  }
  return node && add_final(automaton, node, final, path->glued);
}

/* ---- life ---- */

struct automaton *automaton_new(void) {
  struct automaton *automaton = calloc(1, sizeof *automaton);
  if (automaton && grow_slots(automaton) && grow_edges(automaton) && add_node(automaton) && add_node(automaton))
    return automaton;
  automaton_free(automaton);
  return NULL;
}

void automaton_free(struct automaton *automaton) {
  if (!automaton)
    return;
  free(automaton->slots);
  free(automaton->tails);
  buffer_free(&automaton->texts);
  free(automaton->edges);
  free(automaton->nodes);
  free(automaton->finals);
  free(automaton->next_final);
  free(automaton->root);
  free(automaton);
}

bool automaton_compile(struct automaton *automaton) {
  /* The finals of a node one behind the other. */
  struct final *finals = malloc((automaton->final_count + 1) * sizeof *finals);
  automaton->root = calloc(automaton->number_count + 1, sizeof *automaton->root);
  if (!finals || !automaton->root) {
    free(finals);
    return false;
  }
  uint32_t used = 0;
  for (uint32_t node = 1; node < automaton->node_count; node++) {
    const uint32_t begin = used;
    for (uint32_t i = automaton->nodes[node].finals; i; i = automaton->next_final[i - 1])
      finals[used++] = automaton->finals[i - 1];
    automaton->nodes[node].finals = begin;
    automaton->nodes[node].final_count = used - begin;
  }
  free(automaton->finals);
  free(automaton->next_final);
  automaton->finals = finals;
  automaton->next_final = NULL;
  /* The root has by far the most edges. */
  for (uint32_t number = 1; number <= automaton->number_count; number++)
    automaton->root[number] = find_edge(automaton, 1, number)->target;
  return true;
}

/* ---- scanning ---- */

static void look_up_numbers(const struct automaton *automaton, const struct words *words, uint32_t *numbers) {
  for (size_t i = 0; i < words->count; i++) {
    const textan_word *word = &words->list[i];
    uint32_t number = 0;
    if (automaton->filter[word->hash % FILTER_BITS / 64] >> word->hash % 64 & 1) {
      const char *text = words->folded.data + word->folded;
      number =
          find_slot(automaton, word->hash, folded_head_of(text, word->folded_size), text, word->folded_size)->number;
    }
    numbers[i] = number;
  }
}

/* Whether the words stand together where the path wants them to. */
static bool stands_together(const textan_word *words, uint64_t glued) {
  for (uint32_t i = 0; glued; i++, glued >>= 1)
    if (glued & 1 && !(words[i].flags & TEXTAN_WORD_GLUED))
      return false;
  return true;
}

bool automaton_scan(const struct automaton *automaton, const struct words *words, uint32_t *numbers,
                    automaton_visit *visit, void *context) {
  const textan_word *list = words->list;
  look_up_numbers(automaton, words, numbers);
  for (uint32_t first = 0; first < words->count; first++) {
    uint32_t node = numbers[first] ? automaton->root[numbers[first]] : 0;
    for (uint32_t next = first + 1; node; next++) {
      const struct node *here = &automaton->nodes[node];
      for (uint32_t i = 0; i < here->final_count; i++) {
        const struct final *final = &automaton->finals[here->finals + i];
        if (stands_together(&list[first], final->glued) && !visit(context, final, first, next - first))
          return false;
      }
      /* An entry never reaches over an empty line. */
      if (!here->inner || next == words->count || !numbers[next] || list[next].flags & TEXTAN_WORD_PARAGRAPH)
        break;
      node = find_edge(automaton, node, numbers[next])->target;
    }
  }
  return true;
}
