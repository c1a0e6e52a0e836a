#include "arena.h"

#include <stdalign.h>

struct vn_arena_block {
    vn_arena_block *next;
    size_t used;
    size_t cap;
    alignas(max_align_t) unsigned char bytes[];
};

enum { FIRST_BLOCK = 16 * 1024 };

static size_t round_up(size_t n)
{
    return (n + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
}

static vn_arena_block *add_block(vn_arena *arena, size_t need)
{
    size_t cap = arena->head ? arena->head->cap * 2 : FIRST_BLOCK;
    if (cap < need)
        cap = need;
    vn_arena_block *block = malloc(sizeof *block + cap);
    if (!block)
        return NULL;
    block->next = arena->head;
    block->used = 0;
    block->cap = cap;
    arena->head = block;
    return block;
}

void *vn_arena_alloc(vn_arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (!vn_size_mul(count, size, &bytes) || bytes > SIZE_MAX / 4)
        return NULL;
    bytes = round_up(bytes);
    vn_arena_block *block = arena->head;
    if (!block || bytes > block->cap - block->used)
        block = add_block(arena, bytes);
    if (!block)
        return NULL;
    void *piece = block->bytes + block->used;
    block->used += bytes;
    return piece;
}

char *vn_arena_copy(vn_arena *arena, const char *bytes, size_t len)
{
    char *copy = vn_arena_alloc(arena, len + 1, 1);
    if (!copy)
        return NULL;
    if (len)
        memcpy(copy, bytes, len);
    copy[len] = '\0';
    return copy;
}

static void free_from(vn_arena_block *block)
{
    while (block) {
        vn_arena_block *next = block->next;
        free(block);
        block = next;
    }
}

void vn_arena_reset(vn_arena *arena)
{
    if (!arena->head)
        return;
    free_from(arena->head->next); /* blocks double, so the newest is the largest */
    arena->head->next = NULL;
    arena->head->used = 0;
}

size_t vn_arena_used(const vn_arena *arena)
{
    size_t used = 0;
    for (const vn_arena_block *block = arena->head; block; block = block->next)
        used += block->used;
    return used;
}

void vn_arena_free(vn_arena *arena)
{
    free_from(arena->head);
    arena->head = NULL;
}
