/* What an automaton is made of: no pointers but to its arrays, so that these can be written to a file and mapped again.
 * For automaton*.c only. */
#ifndef CORE_AUTOMATON_STATE_H
#define CORE_AUTOMATON_STATE_H

#include "automaton.h"
#include "buffer.h"

enum { HEAD = 8, LINEAR_MAX = 8, FILTER_BITS = 31 };
#define FILTER_END (1u << FILTER_BITS)

/* A word of the lists.  What most comparisons and steps need stands in its slot. */
struct slot {
  uint64_t head;          /* its first bytes, zeros behind its end */
  struct known_word word; /* number 0: the slot is free */
};

struct text {
  uint32_t begin, size; /* in `texts` */
};

/* An edge while the automaton is built. */
struct link {
  uint64_t key; /* node << 32 | number; 0: free */
  uint32_t target;
};

struct edge {
  uint32_t number, target;
};

struct node {
  uint32_t edges, finals; /* where they begin; while building: finals is 1 + the index of its last final, 0: none */
  uint32_t filter;        /* bits of the edges' numbers, and FILTER_END: most words go no further */
};

/* What few paths' ends have. */
struct condition {
  uint64_t glued;
  uint64_t spelling; /* as in struct final */
};

struct end {
  uint32_t lexicon, entry;
  uint32_t condition; /* 0: none */
};

struct automaton {
  struct slot *slots;
  uint32_t slot_mask, number_count;
  struct text *words; /* by number */
  uint32_t word_capacity;
  struct buffer texts;

  struct link *links;
  uint32_t link_mask, link_count;
  uint32_t *next_end; /* by end: 1 + the index of the one added before it to the same node; 0: none */
  uint32_t next_capacity;

  struct node *nodes; /* while building: 0 none, 1 the root */
  uint32_t node_count, node_capacity;
  struct edge *edges;
  struct end *ends;
  uint32_t end_count, end_capacity;
  struct condition *conditions;
  uint32_t condition_count, condition_capacity;

  uint32_t laid_nodes, laid_edges; /* compiled: elements of nodes and edges */
  void *map;                       /* compiled, from the cache: all arrays lie in it */
  size_t map_size;
};

#endif
