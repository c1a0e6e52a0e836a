/* L4: what words do in a name, by lists: which stand before it, and which it begins with. */
#ifndef VN_LIB_KEYWORD_ROLES_H
#define VN_LIB_KEYWORD_ROLES_H

#include "base.h"

enum {
    VN_ROLE_TITLE = 1,    /* abbreviated titles, which say nothing alone: TS, PGS.TS, HLV */
    VN_ROLE_OFFICE = 2,   /* ranks, offices and callings: they stand before a name and are no part of it */
    VN_ROLE_COUNTER = 4,  /* counts what follows and is no part of it: "ca ung thư vú", "số ca" */
    VN_ROLE_NUMBERED = 8, /* may stand before a number to make a term: "quận 12", "tầng 14" */
    VN_ROLE_BODY = 16,    /* the name of a body begins with it: Bộ, Sở, UBND, Công ty */
    VN_ROLE_NAMED = 32,   /* what is called after people: Trường, Đường, Bệnh viện */
    VN_ROLE_PERSON = 64,  /* the full name of somebody, in capitals */
    VN_ROLE_COUNTRY = 128,
    VN_ROLE_FOREIGN = 256, /* its first syllable cannot be Vietnamese */
    VN_ROLE_LIGHT = 512,   /* a stop word that may begin or end a phrase: "người dân", "xin việc" */
    VN_ROLE_CALL = 1024,   /* who stands behind it is called so: "ông Diên", "HLV Park" */
    VN_ROLE_PLACE = 2048   /* what stands behind it is no person: "sông Hương", "ngành Công Thương" */
};

/* The roles of a word with this folded key. */
uint16_t vn_keyword_roles(vn_slice key);

#endif
