#include "pool.h"

#include <pthread.h>
#include <stdatomic.h>

enum { MAX_THREADS = 256 };

typedef struct job {
    vn_pool_work *work;
    void *context;
    size_t n;
    atomic_size_t next;
    atomic_bool failed;
    pthread_mutex_t lock; /* guards the fields below */
    size_t bad_index;
    vn_status bad_status;
    vn_error bad;
} job;

typedef struct worker {
    job *job;
    unsigned number;
    pthread_t thread;
} worker;

static void record_failure(job *j, size_t index, vn_status st, const vn_error *err)
{
    pthread_mutex_lock(&j->lock);
    if (!j->bad_status || index < j->bad_index) {
        j->bad_status = st;
        j->bad_index = index;
        j->bad = *err;
    }
    pthread_mutex_unlock(&j->lock);
    atomic_store(&j->failed, true);
}

static void *run_worker(void *argument)
{
    worker *w = argument;
    job *j = w->job;
    while (!atomic_load(&j->failed)) {
        const size_t index = atomic_fetch_add(&j->next, 1);
        if (index >= j->n)
            break;
        vn_error err = {0};
        const vn_status st = j->work(j->context, index, w->number, &err);
        if (st < 0)
            record_failure(j, index, st, &err);
    }
    return NULL;
}

/* The caller's thread is worker 0; a thread that will not start is done without. */
static void run_all(job *j, unsigned threads)
{
    worker w[MAX_THREADS];
    unsigned started = 1;
    w[0].job = j;
    w[0].number = 0;
    for (; started < threads; started++) {
        w[started].job = j;
        w[started].number = started;
        if (pthread_create(&w[started].thread, NULL, run_worker, &w[started]))
            break;
    }
    run_worker(&w[0]);
    while (started > 1)
        pthread_join(w[--started].thread, NULL);
}

vn_status vn_pool_run(unsigned threads, size_t n, vn_pool_work *work, void *context, vn_error *err)
{
    job j = {.work = work, .context = context, .n = n};
    atomic_init(&j.next, 0);
    atomic_init(&j.failed, false);
    if (pthread_mutex_init(&j.lock, NULL))
        return vn_fail_memory(err, "a lock");
    if (threads > MAX_THREADS)
        threads = MAX_THREADS;
    run_all(&j, n < threads ? (unsigned)n : threads);
    pthread_mutex_destroy(&j.lock);
    if (j.bad_status && err)
        *err = j.bad;
    return j.bad_status;
}
