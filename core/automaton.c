/* Building the automaton with hash tables, compiling it to arrays, and scanning with these.
 *
 * Compiled, node n > 0 has the edges nodes[n].edges .. nodes[n + 1].edges and the finals likewise.  A word's number is
 * the node behind the root's edge for it, so that the root needs no edges. */
#include "automaton_state.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static bool grow(void **list, uint32_t *capacity, uint32_t count, size_t size) {
  if (count < *capacity)
    return true;
  const uint32_t more = *capacity ? *capacity * 2 : 256;
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

static struct slot *find_slot(const struct automaton *automaton, uint32_t hash, uint64_t head, const char *text,
                              uint32_t size) {
  for (uint32_t i = hash;; i++) {
    struct slot *slot = &automaton->slots[i & automaton->slot_mask];
    if (!slot->word.number)
      return slot;
    if (slot->head != head)
      continue;
    const struct text *word = &automaton->words[slot->word.number];
    if (word->size == size && memcmp(automaton->texts.data + word->begin, text, size) == 0)
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
    if (!automaton->slots[i].word.number)
      continue;
    const struct text *word = &automaton->words[automaton->slots[i].word.number];
    uint32_t place = textan_word_hash(automaton->texts.data + word->begin, word->size);
    while (slots[place & (count - 1)].word.number)
      place++;
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
  if (slot->word.number)
    return slot->word.number;
  if (automaton->number_count * 3 > automaton->slot_mask) {
    if (!grow_slots(automaton))
      return 0;
    slot = find_slot(automaton, hash, head, text, size);
  }
  const struct text word = {(uint32_t)automaton->texts.size, size};
  if (!grow((void **)&automaton->words, &automaton->word_capacity, automaton->number_count + 1, sizeof word) ||
      !buffer_append(&automaton->texts, text, size))
    return 0;
  *slot = (struct slot){head, {++automaton->number_count, 0}};
  automaton->words[automaton->number_count] = word;
  return automaton->number_count;
}

/* ---- trie ---- */

static struct link *find_link(const struct automaton *automaton, uint64_t key) {
  for (uint32_t i = (uint32_t)(key * 0x9E3779B97F4A7C15u >> 32);; i++) {
    struct link *link = &automaton->links[i & automaton->link_mask];
    if (!link->key || link->key == key)
      return link;
  }
}

static bool grow_links(struct automaton *automaton) {
  const uint32_t old_count = automaton->links ? automaton->link_mask + 1 : 0;
  struct link *old = automaton->links;
  const uint32_t count = old_count ? old_count * 2 : 1024;
  struct link *links = calloc(count, sizeof *links);
  if (!links)
    return false;
  automaton->links = links;
  automaton->link_mask = count - 1;
  for (uint32_t i = 0; i < old_count; i++)
    if (old[i].key)
      *find_link(automaton, old[i].key) = old[i];
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
  if (automaton->link_count * 2 > automaton->link_mask && !grow_links(automaton))
    return 0;
  const uint64_t key = (uint64_t)node << 32 | number;
  struct link *link = find_link(automaton, key);
  if (link->key)
    return link->target;
  if (!add_node(automaton))
    return 0;
  *link = (struct link){key, automaton->node_count - 1};
  automaton->link_count++;
  return link->target;
}

/* The number of the condition; UINT32_MAX: no memory. */
static uint32_t add_condition(struct automaton *automaton, uint32_t spelling, uint64_t glued) {
  if (!spelling && !glued)
    return 0;
  if (!grow((void **)&automaton->conditions, &automaton->condition_capacity, automaton->condition_count + 1,
            sizeof *automaton->conditions))
    return UINT32_MAX;
  automaton->conditions[++automaton->condition_count] = (struct condition){glued, spelling};
  return automaton->condition_count;
}

static bool add_end(struct automaton *automaton, uint32_t node, const struct final *final, uint64_t glued) {
  for (uint32_t i = automaton->nodes[node].finals; i; i = automaton->next_end[i - 1]) {
    const struct end *end = &automaton->ends[i - 1];
    const struct condition *condition = &automaton->conditions[end->condition];
    if (end->lexicon == final->lexicon && end->entry == final->entry && condition->spelling == final->spelling &&
        condition->glued == glued)
      return true; /* the same by another way, as bare letters of a spelling without diacritics */
  }
  const uint32_t condition = add_condition(automaton, final->spelling, glued);
  if (condition == UINT32_MAX ||
      !grow((void **)&automaton->ends, &automaton->end_capacity, automaton->end_count, sizeof *automaton->ends) ||
      !grow((void **)&automaton->next_end, &automaton->next_capacity, automaton->end_count,
            sizeof *automaton->next_end))
    return false;
  automaton->ends[automaton->end_count] = (struct end){final->lexicon, final->entry, condition};
  automaton->next_end[automaton->end_count] = automaton->nodes[node].finals;
  automaton->nodes[node].finals = ++automaton->end_count;
  return true;
}

bool automaton_add(struct automaton *automaton, const struct path *path, const struct final *final) {
  uint32_t node = 1;
  for (uint32_t i = 0; node && i < path->count; i++) {
    const uint32_t number = number_of(automaton, path->words[i].text, path->words[i].size);
    node = number ? step_or_add(automaton, node, number) : 0;
  }
  return node && add_end(automaton, node, final, path->glued);
}

/* ---- life ---- */

struct automaton *automaton_new(void) {
  struct automaton *automaton = calloc(1, sizeof *automaton);
  if (automaton && grow_slots(automaton) && grow_links(automaton) && add_node(automaton) && add_node(automaton) &&
      grow((void **)&automaton->conditions, &automaton->condition_capacity, 0, sizeof *automaton->conditions)) {
    automaton->conditions[0] = (struct condition){0};
    return automaton;
  }
  automaton_free(automaton);
  return NULL;
}

void automaton_free(struct automaton *automaton) {
  if (!automaton)
    return;
  if (automaton->map) {
    munmap(automaton->map, automaton->map_size);
    free(automaton);
    return;
  }
  free(automaton->slots);
  free(automaton->words);
  buffer_free(&automaton->texts);
  free(automaton->links);
  free(automaton->next_end);
  free(automaton->nodes);
  free(automaton->edges);
  free(automaton->ends);
  free(automaton->conditions);
  free(automaton);
}

/* ---- compiling ---- */

/* The new number of each node: that of the word for those behind the root's edges, the others behind them. */
static void renumber(const struct automaton *automaton, uint32_t *renumbered) {
  for (uint32_t i = 0; i <= automaton->link_mask; i++)
    if (automaton->links[i].key >> 32 == 1)
      renumbered[automaton->links[i].target] = (uint32_t)automaton->links[i].key;
  uint32_t next = automaton->number_count + 1;
  for (uint32_t node = 2; node < automaton->node_count; node++)
    if (!renumbered[node])
      renumbered[node] = next++;
}

/* Room for the edges of a node: a node with many has a hash table of its own, at most half full. */
static uint32_t edge_room(uint32_t count) {
  uint32_t room = count;
  if (count > LINEAR_MAX)
    for (room = 4 * LINEAR_MAX; room < 2 * count;)
      room *= 2;
  return room;
}

/* Where the search for an edge begins in a table of `room`. */
static inline uint32_t edge_place(uint32_t number, uint32_t room) {
  return number * 0x9E3779B1u >> 8 & (room - 1);
}

static void lay_edge(struct edge *room, uint32_t size, struct edge edge) {
  uint32_t i = size > LINEAR_MAX ? edge_place(edge.number, size) : 0;
  while (room[i].number)
    i = i + 1 < size ? i + 1 : 0;
  room[i] = edge;
}

/* The edges of all nodes; nodes[n].edges where those of n begin.  NULL: no memory. */
static struct edge *lay_edges(struct automaton *automaton, const uint32_t *renumbered, struct node *nodes,
                              uint32_t count) {
  const struct link *links = automaton->links;
  for (uint32_t i = 0; i <= automaton->link_mask; i++)
    if (links[i].key >> 32 > 1)
      nodes[renumbered[links[i].key >> 32]].edges++;
  uint32_t used = 0;
  for (uint32_t n = 0; n < count; n++) {
    const uint32_t room = edge_room(nodes[n].edges);
    nodes[n].edges = used;
    used += room;
  }
  automaton->laid_edges = used + 1;
  struct edge *edges = calloc(used + 1, sizeof *edges);
  for (uint32_t i = 0; edges && i <= automaton->link_mask; i++)
    if (links[i].key >> 32 > 1) {
      const uint32_t number = (uint32_t)links[i].key, n = renumbered[links[i].key >> 32];
      lay_edge(&edges[nodes[n].edges], nodes[n + 1].edges - nodes[n].edges,
               (struct edge){number, renumbered[links[i].target]});
      nodes[n].filter |= 1u << number % FILTER_BITS;
    }
  return edges;
}

/* The ends of a node one behind the other, the last one added first. */
static void lay_ends(const struct automaton *automaton, const uint32_t *renumbered, struct node *nodes, uint32_t count,
                     struct end *ends) {
  for (uint32_t node = 2; node < automaton->node_count; node++)
    nodes[renumbered[node]].finals = automaton->nodes[node].finals;
  uint32_t used = 0;
  for (uint32_t n = 0; n < count; n++) {
    const uint32_t begin = used;
    for (uint32_t i = nodes[n].finals; i; i = automaton->next_end[i - 1])
      ends[used++] = automaton->ends[i - 1];
    nodes[n].finals = begin;
    nodes[n].filter |= used > begin ? FILTER_END : 0;
  }
}

bool automaton_is_empty(const struct automaton *automaton) {
  return automaton->number_count == 0;
}

bool automaton_compile(struct automaton *automaton) {
  const uint32_t most = automaton->number_count + automaton->node_count + 1; /* numbers without an edge of the root */
  uint32_t *renumbered = calloc(automaton->node_count, sizeof *renumbered);
  struct node *nodes = calloc(most, sizeof *nodes);
  struct end *ends = malloc((automaton->end_count + 1) * sizeof *ends);
  if (renumbered)
    renumber(automaton, renumbered);
  struct edge *edges = renumbered && nodes ? lay_edges(automaton, renumbered, nodes, most) : NULL;
  if (!edges || !ends) {
    free(renumbered);
    free(nodes);
    free(edges);
    free(ends);
    return false;
  }
  lay_ends(automaton, renumbered, nodes, most, ends);
  for (uint32_t i = 0; i <= automaton->slot_mask; i++)
    automaton->slots[i].word.filter = nodes[automaton->slots[i].word.number].filter;
  free(renumbered);
  free(automaton->nodes);
  free(automaton->ends);
  free(automaton->links);
  free(automaton->next_end);
  automaton->links = NULL;
  automaton->laid_nodes = most;
  automaton->next_end = NULL;
  automaton->nodes = nodes;
  automaton->edges = edges;
  automaton->ends = ends;
  return true;
}

/* ---- scanning ---- */

/* As head_of, for a word of a folded text, behind whose end there is room to read. */
static inline uint64_t folded_head_of(const char *text, uint32_t size) {
  uint64_t head;
  memcpy(&head, text, HEAD);
  const unsigned unused = size >= HEAD ? 0 : 8 * (HEAD - size);
  return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? head >> unused << unused : head << unused >> unused;
}

/* The lists together are larger than the near caches, which the plugins fill with their own tables in between. */
static inline void prefetch(const void *p) {
#if defined __GNUC__
  __builtin_prefetch(p);
#else
  (void)p;
#endif
}

static void look_up(const struct automaton *automaton, const struct words *words, struct known_word *known) {
  const struct slot *slots = automaton->slots;
  const uint32_t mask = automaton->slot_mask;
  for (size_t i = 0; i < words->count; i++) {
    const textan_word *word = &words->list[i];
    const char *text = words->folded.data + word->folded;
    if (i + KNOWN_MORE < words->count)
      prefetch(&slots[words->list[i + KNOWN_MORE].hash & mask]);
    const uint64_t head = folded_head_of(text, word->folded_size);
    const struct slot *slot = &slots[word->hash & mask];
    /* The first slot says mostly all: it is free, or it is that of the word. */
    if (slot->word.number && (slot->head != head || word->folded_size >= HEAD))
      slot = find_slot(automaton, word->hash, head, text, word->folded_size);
    known[i] = slot->word;
  }
  memset(known + words->count, 0, KNOWN_MORE * sizeof *known);
}

/* The node behind the node's edge for the number; 0: it has none. */
static inline uint32_t step(const struct automaton *automaton, const struct node *node, uint32_t number) {
  if (!(node->filter >> number % FILTER_BITS & 1))
    return 0;
  const struct edge *edges = &automaton->edges[node[0].edges];
  const uint32_t room = node[1].edges - node[0].edges;
  if (room > LINEAR_MAX) {
    uint32_t i = edge_place(number, room);
    while (edges[i].number && edges[i].number != number)
      i = (i + 1) & (room - 1);
    return edges[i].target;
  }
  for (uint32_t i = 0; i < room; i++)
    if (edges[i].number == number)
      return edges[i].target;
  return 0;
}

/* Whether the words stand together where the path wants them to. */
static bool stands_together(const textan_word *words, uint64_t glued) {
  for (uint32_t i = 0; glued; i++, glued >>= 1)
    if (glued & 1 && !(words[i].flags & TEXTAN_WORD_GLUED))
      return false;
  return true;
}

static bool visit_ends(const struct automaton *automaton, const struct node *node, const textan_word *words,
                       automaton_visit *visit, void *context, uint32_t first, uint32_t count) {
  for (uint32_t i = node[0].finals; i < node[1].finals; i++) {
    const struct end *end = &automaton->ends[i];
    struct final final = {end->lexicon, end->entry, 0};
    if (end->condition) {
      final.spelling = (uint32_t)automaton->conditions[end->condition].spelling;
      if (!stands_together(&words[first], automaton->conditions[end->condition].glued))
        continue;
    }
    if (!visit(context, &final, first, count))
      return false;
  }
  return true;
}

bool automaton_scan(const struct automaton *automaton, const struct words *words, struct known_word *known,
                    automaton_visit *visit, void *context) {
  const textan_word *list = words->list;
  const uint32_t count = (uint32_t)words->count;
  look_up(automaton, words, known);
  for (uint32_t first = 0; first < count; first++) {
    prefetch(&automaton->nodes[known[first + KNOWN_MORE - 1].number]);
    prefetch(&automaton->ends[automaton->nodes[known[first + KNOWN_MORE / 2].number].finals]);
    prefetch(&automaton->edges[automaton->nodes[known[first + KNOWN_MORE / 2].number].edges]);
    /* Many words neither are an entry nor go on to one. */
    if (!(known[first].filter & (FILTER_END | 1u << known[first + 1].number % FILTER_BITS)))
      continue;
    for (uint32_t node = known[first].number, next = first + 1; node; next++) {
      const struct node *here = &automaton->nodes[node];
      if (here->filter & FILTER_END && !visit_ends(automaton, here, list, visit, context, first, next - first))
        return false;
      /* No edge has the number 0, and an entry never reaches over an empty line. */
      node = step(automaton, here, known[next].number);
      if (node && list[next].flags & TEXTAN_WORD_PARAGRAPH)
        break;
    }
  }
  return true;
}
