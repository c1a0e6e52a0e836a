/* L4: what TopicRank and MultipartiteRank share: the phrases of a document, where they stand, and topics of phrases that
 * share words.
 *
 * Both compare every phrase with every other and every place with every other, so they read a document only as far as
 * VN_KEYWORD_TOPIC_PHRASES different phrases or VN_KEYWORD_TOPIC_PLACES places reach, some 10,000 words of news. */
#ifndef VN_LIB_KEYWORD_TOPICS_H
#define VN_LIB_KEYWORD_TOPICS_H

#include "keyword.h"

enum { VN_KEYWORD_TOPIC_PHRASES = 2000, VN_KEYWORD_TOPIC_PLACES = 8000 };

/* Tokens begin .. end - 1 are an occurrence of a phrase. */
typedef struct vn_keyword_topic_place {
    uint32_t phrase;
    uint32_t begin;
    uint32_t end;
} vn_keyword_topic_place;

typedef struct vn_keyword_topics {
    size_t n;
    uint32_t *candidate; /* [n] phrases in order of appearance */
    uint32_t *first;     /* [n] the first token of the first occurrence */
    uint32_t *topic;     /* [n] its topic: the number of the topic's first phrase */
    size_t n_places;
    vn_keyword_topic_place *place; /* [n_places] in order; they do not overlap */
} vn_keyword_topics;

/* Finds phrases (runs of content words that are candidates) and topics: average linkage by the Jaccard distance of the sets
 * of their words, cut at 0.74; equal distances merge the phrases that came first. In the document's arena. VN_ENOMEM. */
vn_status vn_keyword_topics_find(vn_keyword_topics *t, vn_keyword_document *doc, vn_error *err);

/* The weights between phrases of different topics: matrix[i * n + j] = sum over the places of i and j of 1 / gap, where
 * neighbours have a gap of 1. Symmetric.
 *   node    [t->n] the node of each phrase; two phrases with one node are not joined
 *   matrix  [n][n] filled */
vn_status vn_keyword_topics_weigh(const vn_keyword_topics *t, const uint32_t *node, double *matrix, size_t n,
                                  vn_arena *arena, vn_error *err);

#endif
