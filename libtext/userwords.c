/* User words in a map from the folded word, syllables parted by a byte that no key holds, to nothing; every beginning of
 * a word is in it too, so that a search goes on only while it may still succeed. */
#include "userwords.h"

#include "buf.h"
#include "map.h"
#include "token.h"
#include "vn/norm.h"

struct vn_user_words {
    vn_map token; /* keys of single tokens */
    vn_map path;  /* number sequences: words and their beginnings */
    uint8_t *is_word; /* [path.n] */
    size_t cap;
    vn_tokenizer tokenizer;
    vn_buf key;
};

vn_status vn_user_words_new(vn_user_words **out, vn_error *err)
{
    vn_user_words *user = vn_calloc(1, sizeof *user);
    if (!user)
        return vn_fail_memory(err, "user words");
    *out = user;
    return VN_OK;
}

void vn_user_words_free(vn_user_words *user)
{
    if (!user)
        return;
    vn_map_free(&user->token);
    vn_map_free(&user->path);
    free(user->is_word);
    vn_tokenizer_free(&user->tokenizer);
    vn_buf_free(&user->key);
    free(user);
}

static vn_slice path_slice(const uint32_t *number, size_t n)
{
    return vn_slice_of((const char *)number, n * sizeof *number);
}

/* Enters the word and its beginnings. */
static vn_status add_path(vn_user_words *user, const uint32_t *number, size_t n, vn_error *err)
{
    for (size_t i = 1; i <= n; i++) {
        const size_t before = user->path.n;
        const uint32_t node = vn_map_add(&user->path, path_slice(number, i));
        if (node == VN_MAP_NONE || !vn_grow((void **)&user->is_word, &user->cap, user->path.n, 1))
            return vn_fail_memory(err, "user words");
        if (user->path.n > before)
            user->is_word[node] = 0;
        if (i == n)
            user->is_word[node] = 1;
    }
    return VN_OK;
}

static vn_status token_number(vn_user_words *user, vn_slice surface, uint32_t *number, vn_error *err)
{
    user->key.len = 0;
    const vn_status st = vn_fold(surface, &user->key, err);
    if (st)
        return st;
    *number = vn_map_add(&user->token, vn_slice_of(user->key.ptr, user->key.len));
    return *number == VN_MAP_NONE ? vn_fail_memory(err, "user words") : VN_OK;
}

/* All tokens of a line, over whatever the tokeniser takes for sentences. */
static vn_status add_word(vn_user_words *user, vn_slice word, vn_error *err)
{
    uint32_t number[VN_USER_WORD_TOKENS];
    size_t n = 0;
    vn_status st;
    vn_tokenizer_begin(&user->tokenizer, word);
    while (!(st = vn_tokenizer_next(&user->tokenizer, err)))
        for (size_t i = 0; i < user->tokenizer.n; i++) {
            const vn_token *token = &user->tokenizer.token[i];
            if (n == VN_USER_WORD_TOKENS)
                return vn_fail(err, VN_ELIMIT, "a user word has more than %d parts", VN_USER_WORD_TOKENS);
            st = token_number(user, vn_slice_of(word.ptr + token->start, token->len), &number[n++], err);
            if (st)
                return st;
        }
    if (st != VN_DONE)
        return st;
    return n ? add_path(user, number, n, err) : VN_OK;
}

/* One line: `_` between syllables reads as a space. */
static vn_status add_line(vn_user_words *user, vn_slice line, vn_buf *spaced, vn_error *err)
{
    while (line.len && strchr(" \t\r", line.ptr[line.len - 1]))
        line.len--;
    if (!line.len || line.ptr[0] == '#')
        return VN_OK;
    spaced->len = 0;
    const vn_status st = vn_buf_slice(spaced, line, err);
    if (st)
        return st;
    for (size_t i = 0; i < spaced->len; i++)
        if (spaced->ptr[i] == '_')
            spaced->ptr[i] = ' ';
    return add_word(user, vn_slice_of(spaced->ptr, spaced->len), err);
}

vn_status vn_user_words_add(vn_user_words *user, vn_slice lines, vn_error *err)
{
    vn_buf spaced = {0};
    vn_status st = VN_OK;
    size_t number = 1;
    for (size_t at = 0; !st && at < lines.len; number++) {
        const char *end = memchr(lines.ptr + at, '\n', lines.len - at);
        const size_t stop = end ? (size_t)(end - lines.ptr) : lines.len;
        st = add_line(user, vn_slice_of(lines.ptr + at, stop - at), &spaced, err);
        if (st && err)
            err->line = number;
        at = stop + 1;
    }
    vn_buf_free(&spaced);
    return st;
}

uint32_t vn_user_words_token(const vn_user_words *user, vn_slice key)
{
    return vn_map_find(&user->token, key);
}

size_t vn_user_words_match(const vn_user_words *user, const uint32_t *number, size_t n)
{
    size_t longest = 0;
    const size_t limit = n < VN_USER_WORD_TOKENS ? n : VN_USER_WORD_TOKENS;
    for (size_t i = 1; i <= limit && number[i - 1] != VN_MAP_NONE; i++) {
        const uint32_t node = vn_map_find(&user->path, path_slice(number, i));
        if (node == VN_MAP_NONE)
            break;
        if (user->is_word[node])
            longest = i;
    }
    return longest;
}
