/* Every allocation of the library fails once. A scenario uses a public handle from end to end; it is run again and
 * again, and each time one allocation further fails, until none does. Whatever failed, the scenario must come back with
 * VN_ENOMEM and no block may be left. */
#ifndef VN_TESTS_OOM_H
#define VN_TESTS_OOM_H

#include "vntext.h"

#include <string.h>

/* Does its work; the first status that is not VN_OK comes back, after everything was freed. It allocates nothing by
 * itself, since that would fail too. */
typedef vn_status oom_run(vn_error *err);

typedef struct oom_scenario {
    const char *name;
    oom_run *run;
} oom_scenario;

/* Tables that end with {0}, one for each file of scenarios. */
extern const oom_scenario oom_io[];
extern const oom_scenario oom_text[];
extern const oom_scenario oom_weight[];
extern const oom_scenario oom_key[];
extern const oom_scenario oom_clust[];
extern const oom_scenario oom_dup[];
extern const oom_scenario oom_train[];

/* A wrong answer where no memory was missing: ends the scenario with VN_EINVAL. */
vn_status oom_wrong(vn_error *err, const char *what);

/* The words of a line in the form of a `words` field, without an allocation; at most `max`. */
size_t oom_words(const char *field, vn_word *words, size_t max);

#define OOM_DATA VN_SOURCE_DIR "/tests/oom/data/"

static inline vn_slice oom_slice(const char *text)
{
    return (vn_slice){text, strlen(text)};
}

#endif
