/* L0: memory of one document: allocated in pieces, given back all at once. */
#ifndef VN_LIB_ARENA_H
#define VN_LIB_ARENA_H

#include "base.h"

typedef struct vn_arena_block vn_arena_block;

/* Start with {0}. */
typedef struct vn_arena {
    vn_arena_block *head;
} vn_arena;

/* count * size bytes, aligned for any type, not cleared; NULL: out of memory. Lives until reset. */
void *vn_arena_alloc(vn_arena *arena, size_t count, size_t size);

/* A copy of the bytes, terminated. */
char *vn_arena_copy(vn_arena *arena, const char *bytes, size_t len);

/* Takes everything back; the largest block is kept for the next document. */
void vn_arena_reset(vn_arena *arena);
/* Bytes handed out. */
size_t vn_arena_used(const vn_arena *arena);

void vn_arena_free(vn_arena *arena);

#endif
