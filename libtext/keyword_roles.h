/* L4: what words do in a name, by lists: which stand before it, and which it begins with. */
#ifndef VN_LIB_KEYWORD_ROLES_H
#define VN_LIB_KEYWORD_ROLES_H

#include "base.h"
#include "map.h"

enum {
    VN_ROLE_TITLE = 1,    /* abbreviated titles, which say nothing alone: TS, PGS.TS, HLV */
    VN_ROLE_OFFICE = 2,   /* ranks, offices and callings: they stand before a name and are no part of it */
    VN_ROLE_COUNTER = 4,  /* counts what follows and is no part of it: "ca ung thư vú", "số ca" */
    VN_ROLE_NUMBERED = 8, /* may stand before a number to make a term: "quận 12", "tầng 14" */
    VN_ROLE_BODY = 16,    /* the name of a body begins with it: Bộ, Sở, UBND, Công ty */
    VN_ROLE_NAMED = 32,   /* what is called after people: Trường, Đường, Bệnh viện */
    VN_ROLE_PERSON = 64,  /* the full name of somebody, in capitals */
    VN_ROLE_COUNTRY = 128,
    VN_ROLE_FOREIGN = 256, /* its first syllable cannot be Vietnamese, */
    VN_ROLE_ALIEN = 1 << 20, /* or any of them; */
    VN_ROLE_MARKED = 1 << 21, /* one of them has Vietnamese marks */
    VN_ROLE_LIGHT = 512,   /* a stop word that may begin or end a phrase: "người dân", "xin việc" */

    VN_ROLE_CALL = 1 << 10,  /* who stands behind it is called so: "ông Diên", "HLV Park" */
    VN_ROLE_PLACE = 1 << 11, /* what stands behind it is no person: "sông Hương", "ngành Công Thương" */
    VN_ROLE_EITHER = 1 << 12, /* stands before names of bodies and as often before people: "mầm non" */

    /* Of syllables at the head of a name: */
    VN_ROLE_LAND = 1 << 13,        /* countries and parts of the land, which names are made of too */
    VN_ROLE_PLACE_HEAD = 1 << 14,  /* bodies and places that are written like names of people */
    VN_ROLE_SHORT_TITLE = 1 << 15,
    VN_ROLE_FAMILY = 1 << 16,      /* family names, */
    VN_ROLE_SURE_FAMILY = 1 << 17, /* and those that are little else */
    VN_ROLE_MIDDLE = 1 << 18,      /* usual behind the family name */
    VN_ROLE_NO_PERSON = 1 << 19    /* a place, though it is written like somebody's name */
};

/* Start with {0}. */
typedef struct vn_keyword_roles {
    vn_map words;
    uint32_t *role; /* [words.n] */
    size_t role_cap;
} vn_keyword_roles;

vn_status vn_keyword_roles_make(vn_keyword_roles *roles, vn_error *err);
void vn_keyword_roles_free(vn_keyword_roles *roles);

/* The roles of what stands in a list, a folded word or syllable; 0 when it stands in none. */
uint32_t vn_keyword_listed(const vn_keyword_roles *roles, vn_slice key);

/* All roles of a word with this folded key. */
uint32_t vn_keyword_roles_of(const vn_keyword_roles *roles, vn_slice key);

#endif
