/* L1: the files that a list of paths names, in order, directories walked. */
#ifndef VN_LIB_WALK_H
#define VN_LIB_WALK_H

#include "base.h"

typedef struct vn_walk_level vn_walk_level;

/* Start with the paths, n, and zeros; vn_walk_free ends it. */
typedef struct vn_walk {
    const char *const *paths; /* [n] borrowed */
    size_t n;
    size_t next;
    vn_walk_level *level; /* the directories that we are in, innermost first */
    vn_buf path;          /* the file handed out last, or the one that failed; terminated */
    bool is_regular;      /* that file is a regular one (and not standard input) */
} vn_walk;

/* Opens the next file for reading. VN_DONE behind the last; VN_EIO concerns one file, the next call goes on. */
vn_status vn_walk_next(vn_walk *walk, int *fd, vn_error *err);
void vn_walk_free(vn_walk *walk);

#endif
