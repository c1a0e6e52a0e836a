/* Segments texts in threads that share one model: cc example_segment.c $(pkg-config --cflags --libs vntext) -pthread
 *
 * Prints a row for each word: number of the text, sentence, first byte, end, the word as the text has it, its confidence. */
#include <vntext.h>

#include <pthread.h>
#include <stdio.h>
#include <string.h>

/* One text and who works on it. Model and user words belong to all, the rest to this thread. */
typedef struct job {
    const vn_model *model;
    const vn_user_words *user; /* for this text; NULL: none */
    size_t number;
    const char *text;
    vn_segmenter *segmenter;
    vn_buf rows;
    vn_error err;
    vn_status status;
} job;

/* Sees one sentence at a time: nothing of the text is held but that. */
static vn_status add_rows(void *context, const vn_word *words, size_t n, vn_error *err)
{
    job *j = context;
    const vn_confidences confidence = vn_segmenter_confidences(j->segmenter); /* of this sentence */
    vn_status st = VN_OK;
    for (size_t i = 0; i < n && !st; i++) {
        char row[256];
        const int len = snprintf(row, sizeof row, "%zu\t%u\t%zu\t%zu\t%.*s\t%.4f\n", j->number, (unsigned)words[i].sentence,
                                 words[i].start, words[i].start + words[i].len, (int)(words[i].len < 160 ? words[i].len : 160),
                                 j->text + words[i].start, confidence.word[i]);
        st = vn_buf_append(&j->rows, row, (size_t)len, err);
    }
    return st;
}

/* A segmenter is scratch: one a thread. It may be used for any number of texts, each with user words of its own. */
static void *work(void *context)
{
    job *j = context;
    j->status = vn_segmenter_new(&j->segmenter, j->model, NULL, &j->err);
    if (!j->status) {
        vn_segmenter_use_words(j->segmenter, j->user);
        vn_segmenter_use_confidence(j->segmenter, true);
        j->status = vn_segment_each(j->segmenter, (vn_slice){j->text, strlen(j->text)}, add_rows, j, &j->err);
    }
    vn_segmenter_free(j->segmenter);
    return NULL;
}

/* Runs the jobs at the same time and prints what they found in their order. */
static vn_status run(job *jobs, size_t n)
{
    pthread_t thread[8];
    bool started[8] = {false};
    vn_status st = VN_OK;
    for (size_t i = 0; i < n; i++) {
        started[i] = pthread_create(&thread[i], NULL, work, &jobs[i]) == 0;
        if (!started[i])
            work(&jobs[i]); /* no thread left: do it here */
    }
    for (size_t i = 0; i < n; i++) {
        if (started[i])
            pthread_join(thread[i], NULL);
        if (jobs[i].status)
            fprintf(stderr, "text %zu: %s\n", jobs[i].number, jobs[i].err.msg);
        else
            fwrite(jobs[i].rows.ptr, 1, jobs[i].rows.len, stdout);
        st = st ? st : jobs[i].status;
        vn_buf_free(&jobs[i].rows);
    }
    return st;
}

int main(void)
{
    static const char entries[] = "tiêm kích F-16\nhọc | sinh học\n";
    vn_model *model = NULL;
    vn_user_words *user = NULL;
    vn_error err = {0};
    vn_status st = vn_model_open(&model, NULL, &err);
    if (!st)
        st = vn_user_words_new(&user, &err);
    if (!st)
        st = vn_user_words_add(user, (vn_slice){entries, sizeof entries - 1}, &err);
    if (st) {
        fprintf(stderr, "%zu: %s\n", err.line, err.msg);
    } else {
        job jobs[] = {{.model = model, .number = 1, .text = "Trời mưa. Học sinh nghỉ học."},
                      {.model = model, .number = 2, .text = "Học sinh học về tiêm kích F-16.", .user = user}};
        st = run(jobs, sizeof jobs / sizeof jobs[0]);
    }
    vn_user_words_free(user);
    vn_model_free(model);
    return st ? 1 : 0;
}
