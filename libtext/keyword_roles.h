/* L4: what words do in a name, by lists: which stand before it, and which it begins with. */
#ifndef VN_LIB_KEYWORD_ROLES_H
#define VN_LIB_KEYWORD_ROLES_H

#include "base.h"

enum {
    VN_ROLE_TITLE = 1,    /* abbreviated titles, which say nothing alone: TS, PGS.TS, HLV */
    VN_ROLE_OFFICE = 2,   /* ranks, offices and callings: they stand before a name and are no part of it */
    VN_ROLE_COUNTER = 4,  /* counts what follows and is no part of it: "ca ung thư vú", "số ca" */
    VN_ROLE_NUMBERED = 8 /* may stand before a number to make a term: "quận 12", "tầng 14" */
};

/* The roles of a word with this folded key. */
uint16_t vn_keyword_roles(vn_slice key);

#endif
