/* Segments a sentence and prints the keywords of a file: cc example.c $(pkg-config --cflags --libs vntext) */
#include <vntext.h>

#include <stdio.h>
#include <string.h>

/* Words parted by spaces, the syllables of a word joined. */
static vn_status print_words(const vn_model *model, const char *sentence, vn_error *err)
{
    const vn_slice text = {sentence, strlen(sentence)};
    vn_segmenter *segmenter = NULL;
    vn_words words;
    vn_buf line = {0};
    vn_status st = vn_segmenter_new(&segmenter, model, NULL, err);
    if (!st)
        st = vn_segment(segmenter, text, &words, err);
    if (!st)
        st = vn_words_write(text, words.item, words.n, ' ', &line, err);
    if (!st)
        printf("%s\n", line.ptr ? line.ptr : "");
    vn_buf_free(&line);
    vn_segmenter_free(segmenter);
    return st;
}

/* Title and text take a segmenter each: the words of one live until its next call. */
static vn_status print_keywords(vn_segmenter *of_title, vn_segmenter *of_text, vn_extractor *extractor,
                                const vn_document *doc, vn_error *err)
{
    vn_keyword_input input = {.title = doc->title, .text = doc->text};
    vn_keywords found;
    vn_status st = doc->title.ptr ? vn_segment(of_title, doc->title, &input.title_words, err) : VN_OK;
    if (!st && doc->text.ptr)
        st = vn_segment(of_text, doc->text, &input.words, err);
    if (!st)
        st = vn_extract(extractor, &input, &found, err);
    for (size_t i = 0; !st && i < found.n; i++)
        printf("%.*s\t%.3f\n", (int)found.item[i].term.len, found.item[i].term.ptr, found.item[i].score);
    return st;
}

static vn_status each_document(const vn_model *model, vn_extractor *extractor, const char *path, vn_error *err)
{
    vn_segmenter *of_title = NULL;
    vn_segmenter *of_text = NULL;
    vn_reader *reader = NULL;
    vn_batch *batch = NULL;
    vn_document doc;
    vn_status st = vn_segmenter_new(&of_title, model, NULL, err);
    if (!st)
        st = vn_segmenter_new(&of_text, model, NULL, err);
    if (!st)
        st = vn_reader_new(&reader, &path, 1, NULL, err);
    if (!st)
        st = vn_batch_new(&batch, err);
    while (!st && !(st = vn_reader_next(reader, batch, err))) {
        while (!st && !(st = vn_batch_next(batch, &doc, err)))
            st = print_keywords(of_title, of_text, extractor, &doc, err);
        if (st == VN_DONE) /* of the batch */
            st = VN_OK;
    }
    vn_batch_free(batch);
    vn_reader_free(reader);
    vn_segmenter_free(of_text);
    vn_segmenter_free(of_title);
    return st == VN_DONE ? VN_OK : st;
}

static vn_status run(const vn_model *model, const char *path, vn_error *err)
{
    vn_df *df = NULL;
    vn_stopwords *stop = NULL;
    vn_extractor *extractor = NULL;
    vn_status st = print_words(model, "Học sinh học sinh học.", err);
    if (!st)
        st = vn_df_open(&df, NULL, err);
    if (!st)
        st = vn_stopwords_open(&stop, NULL, err);
    const vn_keyword_options options = {.limit = 5, .table = df, .stopwords = stop};
    if (!st)
        st = vn_extractor_new(&extractor, &options, err);
    if (!st)
        st = each_document(model, extractor, path, err);
    vn_extractor_free(extractor);
    vn_stopwords_free(stop);
    vn_df_free(df);
    return st;
}

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "-";
    vn_model *model = NULL;
    vn_error err = {0};
    vn_status st = vn_model_open(&model, NULL, &err);
    if (!st)
        st = run(model, path, &err);
    vn_model_free(model);
    if (st)
        fprintf(stderr, "%s:%zu:%zu: %s\n", path, err.line, err.column, err.msg);
    return st ? 1 : 0;
}
