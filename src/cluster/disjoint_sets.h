/*
 * disjoint_sets.h - sets that only ever unite
 *
 * Each element points to its parent; a root to itself. The lower number becomes the root,
 * so that a root is the first of its set, whatever the order of the unions. Path halving
 * keeps the ways short (Tarjan 1975).
 */
#ifndef WTW_CLUSTER_DISJOINT_SETS_H
#define WTW_CLUSTER_DISJOINT_SETS_H

#include <stdint.h>

/* Each of 'count' elements becomes a set of its own. */
static inline void wtw_sets_begin(uint32_t *parents, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        parents[i] = i;
}

static inline uint32_t wtw_sets_root(uint32_t *parents, uint32_t element)
{
    while (parents[element] != element) {
        parents[element] = parents[parents[element]];
        element = parents[element];
    }
    return element;
}

/* Returns the root of both. */
static inline uint32_t wtw_sets_unite(uint32_t *parents, uint32_t x, uint32_t y)
{
    uint32_t x_root = wtw_sets_root(parents, x);
    uint32_t y_root = wtw_sets_root(parents, y);
    uint32_t root = x_root < y_root ? x_root : y_root;

    parents[x_root] = root;
    parents[y_root] = root;
    return root;
}

#endif
