/* Shares of the work for many machines, and their outputs put together again.
 *
 * Pairs: documents fall into blocks by their ids, and a share is some pairs of blocks, so that a machine keeps only the
 * documents of these. Matrix: a share is some rows. */
#ifndef TOOLS_SIM_SHARD_H
#define TOOLS_SIM_SHARD_H

#include "sim.h"

/* What the first and the last line begin with. */
#define SIM_SHARD_HEAD "#vnsim-shard-1"
#define SIM_SHARD_END "#end"

/* Reads "2/8" into s->share and s->shares; false: it is none. */
bool sim_shard_parse(sim *s, const char *text);

/* Before documents are read: has the collection keep only those of the share's blocks. */
vn_status sim_shard_begin(sim *s, vn_error *err);

/* Refuses what would give wrong results: documents without weights of the whole collection, and, where they are told apart by
 * their ids, ids that stand twice or do not fit a line. */
vn_status sim_shard_check(const sim *s, vn_error *err);

/* Writes the neighbours or pairs of the share, each with the bits of its score, between a first line that says what they are
 * and a last one that says that this is all. */
vn_status sim_shard_pairs(sim *s, vn_error *err);

/* The rows of the matrix that are the share's. */
void sim_shard_rows(const sim *s, vn_matrix_part part, size_t *first, size_t *last);

/* Puts the outputs of all shares together: the bytes of a run without shares. Gives the exit code. */
int sim_shard_merge(cli_arguments files, const char *output);

void sim_shard_free(sim *s);

/* A hash of bytes for the checks: the same on all machines. */
uint64_t sim_shard_hash(uint64_t seed, vn_slice bytes);

#endif
