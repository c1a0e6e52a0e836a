#include "pieces.h"

#include "cli.h"

#include <pthread.h>
#include <stdlib.h>

enum { AHEAD = 4 }; /* pieces in memory, for each thread */

/* A place of the ring: piece i stands in slot i % slots. */
typedef struct slot {
    vn_buf out;
    vn_status status;
    vn_error error;
    bool done;
} slot;

typedef struct pieces {
    pieces_make *make;
    void *maker;
    size_t n;
    slot *slot; /* [slots] */
    size_t slots;
    pthread_mutex_t lock; /* guards what follows, and slot.done */
    pthread_cond_t room;
    pthread_cond_t ready;
    size_t begun;
    size_t taken;
    bool quit;
} pieces;

typedef struct worker {
    pieces *all;
    unsigned number;
    pthread_t thread;
} worker;

static void make_piece(pieces *p, size_t index, unsigned thread)
{
    slot *s = &p->slot[index % p->slots];
    s->out.len = 0;
    s->error = (vn_error){0};
    s->status = p->make(p->maker, index, thread, &s->out, &s->error);
}

static void *run_worker(void *argument)
{
    worker *w = argument;
    pieces *p = w->all;
    pthread_mutex_lock(&p->lock);
    while (!p->quit && p->begun < p->n) {
        if (p->begun == p->taken + p->slots) {
            pthread_cond_wait(&p->room, &p->lock);
            continue;
        }
        const size_t index = p->begun++;
        pthread_mutex_unlock(&p->lock);
        make_piece(p, index, w->number);
        pthread_mutex_lock(&p->lock);
        p->slot[index % p->slots].done = true;
        pthread_cond_signal(&p->ready);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

static vn_status take_piece(slot *s, pieces_take *take, void *taker, vn_error *err)
{
    if (!s->status)
        return take(taker, (vn_slice){s->out.ptr, s->out.len}, err);
    if (err)
        *err = s->error;
    return s->status;
}

/* In order, as they are done; with no thread but this one, each is made when its turn comes. */
static vn_status take_all(pieces *p, size_t threads, pieces_take *take, void *taker, vn_error *err)
{
    vn_status st = VN_OK;
    for (size_t i = 0; i < p->n && !st; i++) {
        slot *s = &p->slot[i % p->slots];
        if (!threads)
            make_piece(p, i, 0);
        pthread_mutex_lock(&p->lock);
        while (threads && !s->done)
            pthread_cond_wait(&p->ready, &p->lock);
        s->done = false;
        pthread_mutex_unlock(&p->lock);
        st = take_piece(s, take, taker, err);
        pthread_mutex_lock(&p->lock);
        p->taken++;
        p->quit = st != VN_OK;
        pthread_cond_broadcast(&p->room);
        pthread_mutex_unlock(&p->lock);
    }
    return st;
}

static vn_status run(pieces *p, worker *w, unsigned threads, pieces_take *take, void *taker, vn_error *err)
{
    unsigned started = 0;
    for (; threads > 1 && started < threads; started++) {
        w[started] = (worker){.all = p, .number = started};
        if (pthread_create(&w[started].thread, NULL, run_worker, &w[started]))
            break;
    }
    const vn_status st = take_all(p, started, take, taker, err);
    while (started > 0)
        pthread_join(w[--started].thread, NULL);
    return st;
}

vn_status pieces_run(unsigned threads, size_t n, pieces_make *make, void *maker, pieces_take *take, void *taker,
                     vn_error *err)
{
    pieces p = {.make = make, .maker = maker, .n = n, .slots = threads > 1 ? threads * AHEAD : 1};
    worker *w = calloc(threads ? threads : 1, sizeof *w);
    p.slot = calloc(p.slots, sizeof *p.slot);
    pthread_mutex_init(&p.lock, NULL);
    pthread_cond_init(&p.room, NULL);
    pthread_cond_init(&p.ready, NULL);
    const vn_status st = w && p.slot ? run(&p, w, threads, take, taker, err)
                                     : cli_error(err, VN_ENOMEM, "out of memory for threads");
    for (size_t i = 0; p.slot && i < p.slots; i++)
        vn_buf_free(&p.slot[i].out);
    pthread_mutex_destroy(&p.lock);
    pthread_cond_destroy(&p.room);
    pthread_cond_destroy(&p.ready);
    free(p.slot);
    free(w);
    return st;
}
