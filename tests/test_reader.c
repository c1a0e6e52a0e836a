#define _XOPEN_SOURCE 700 /* nftw */
#include "harness.h"

#include "buf.h"
#include "vn/reader.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

static char dir[] = "/tmp/vn-reader-XXXXXX"; /* of this run */

static char *path_of(const char *name, char path[256])
{
    snprintf(path, 256, "%s/%s", dir, name);
    return path;
}

static void put_bytes(const char *name, const char *bytes, size_t len)
{
    char path[256];
    FILE *f = fopen(path_of(name, path), "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(f);
    CU_ASSERT_EQUAL(fwrite(bytes, 1, len, f), len);
    CU_ASSERT_EQUAL(fclose(f), 0);
}

static void put_text(const char *name, const char *text)
{
    put_bytes(name, text, strlen(text));
}

/* One gzip member. */
static size_t gzip(const char *text, char *out, size_t room)
{
    z_stream z = {0};
    CU_ASSERT_EQUAL_FATAL(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (Bytef *)(uintptr_t)text;
    z.avail_in = (uInt)strlen(text);
    z.next_out = (Bytef *)out;
    z.avail_out = (uInt)room;
    CU_ASSERT_EQUAL_FATAL(deflate(&z, Z_FINISH), Z_STREAM_END);
    const size_t len = z.total_out;
    deflateEnd(&z);
    return len;
}

static void add_document(const vn_document *d, vn_buf *out)
{
    const vn_slice text = d->text.ptr ? d->text : vn_slice_str("~");
    vn_buf_printf(out, NULL, "%zu<%.*s|%.*s|%.*s>", d->line, (int)d->id.len, d->id.ptr, (int)d->title.len,
                  d->title.ptr ? d->title.ptr : "", (int)text.len, text.ptr);
}

static void add_failure(const char *path, const vn_error *err, vn_buf *out)
{
    vn_buf_printf(out, NULL, "!%s:%zu:%zu:%s!", path + (strncmp(path, dir, strlen(dir)) ? 0 : strlen(dir) + 1), err->line,
                  err->column, err->msg);
}

static void read_batch(vn_batch *batch, vn_buf *out)
{
    for (;;) {
        vn_document d;
        vn_error err = {0};
        const vn_status st = vn_batch_next(batch, &d, &err);
        if (st == VN_DONE)
            return;
        if (st)
            add_failure(vn_batch_path(batch), &err, out);
        else
            add_document(&d, out);
    }
}

/* Everything that a reader says about the named files, ids without the directory's name. */
static void read_into(vn_buf *out, const char *name, const vn_reader_options *options)
{
    char path[256];
    const char *paths[] = {path_of(name, path)};
    vn_reader *reader;
    vn_batch *batch;
    CU_ASSERT_EQUAL_FATAL(vn_reader_new(&reader, paths, 1, options, NULL), VN_OK);
    CU_ASSERT_EQUAL_FATAL(vn_batch_new(&batch, NULL), VN_OK);
    for (;;) {
        vn_error err = {0};
        const vn_status st = vn_reader_next(reader, batch, &err);
        if (st == VN_DONE)
            break;
        if (st)
            add_failure(vn_reader_path(reader), &err, out);
        else
            read_batch(batch, out);
    }
    vn_batch_free(batch);
    vn_reader_free(reader);
}

static void strip_directory(vn_buf *out)
{
    const size_t n = strlen(dir);
    char *to = out->ptr;
    for (char *from = out->ptr; *from;) {
        if (strncmp(from, dir, n) == 0)
            from += n + 1;
        else
            *to++ = *from++;
    }
    *to = '\0';
}

static void expect(const char *name, vn_reader_options options, const char *wanted)
{
    vn_buf out = {0};
    VN_ASSERT_OK(vn_buf_str(&out, "", NULL));
    read_into(&out, name, &options);
    strip_directory(&out);
    CU_ASSERT_STRING_EQUAL(out.ptr, wanted);
    if (strcmp(out.ptr, wanted) != 0)
        printf("\n%s\n  got    %s\n  wanted %s\n", name, out.ptr, wanted);
    vn_buf_free(&out);
}

#define AS(k) ((vn_reader_options){.kind = VN_INPUT_##k})

typedef struct text_case {
    const char *file;
    const char *wanted; /* title|text */
} text_case;

static void the_first_line_is_the_title_when_it_stands_apart(void)
{
    static const text_case cases[] = {
        {"Giá gạo tăng\n\nHôm nay, giá gạo tăng.\n", "Giá gạo tăng|Hôm nay, giá gạo tăng."},
        {"Giá gạo tăng?\r\n \r\n\r\n  Hôm nay.\r\nMai.\r\n\r\n", "Giá gạo tăng?|  Hôm nay.\r\nMai."},
        {"Giá gạo tăng.\n\nHôm nay.\n", "|Giá gạo tăng.\n\nHôm nay."},
        {"Giá gạo tăng…\n\nHôm nay.\n", "|Giá gạo tăng…\n\nHôm nay."},
        {"Giá gạo tăng\nHôm nay.\n", "|Giá gạo tăng\nHôm nay."},
        {"Giá gạo tăng\n", "|Giá gạo tăng"},
        {"Giá gạo tăng\n\n  \n", "|Giá gạo tăng\n\n  "},
        {"\nGiá\n\ngạo", "|\nGiá\n\ngạo"},
        {"", "|"},
        {"\n\n", "|"},
        {"\xEF\xBB\xBF" "A\n\nB", "A|B"},
    };
    for (size_t i = 0; i < VN_COUNT(cases); i++) {
        char wanted[128];
        put_text("t.txt", cases[i].file);
        snprintf(wanted, sizeof wanted, "1<t.txt|%s>", cases[i].wanted);
        expect("t.txt", AS(AUTO), wanted);
    }
    char longest[300];
    memset(longest, 'x', 250);
    memcpy(longest + 250, "\n\nb", 4);
    put_text("t.txt", longest);
    char wanted[300];
    snprintf(wanted, sizeof wanted, "1<t.txt|%.250s|b>", longest);
    expect("t.txt", AS(TEXT), wanted);
    memcpy(longest + 250, "x\n\nb", 5);
    put_text("t.txt", longest);
    snprintf(wanted, sizeof wanted, "1<t.txt||%s>", longest);
    expect("t.txt", AS(TEXT), wanted);
}

static void every_line_is_a_document(void)
{
    put_text("l", "một\r\n\nhai\nba");
    for (size_t batch = 0; batch < 6; batch++) { /* however it is cut into batches */
        vn_reader_options o = {.kind = VN_INPUT_LINES, .batch_bytes = batch};
        expect("l", o, "1<l:1||một>2<l:2||>3<l:3||hai>4<l:4||ba>");
    }
    put_text("l", "");
    expect("l", AS(LINES), "");
    put_text("l", "\n");
    expect("l", AS(LINES), "1<l:1||>");
}

static void json_lines_give_fields_and_go_on_after_a_bad_one(void)
{
    put_text("j.jsonl", "{\"id\":7,\"title\":\"T\",\"text\":\"a\\tb\"}\r\n"
                        "\n"
                        "{\"text\":\"không có id\"}\n"
                        "{\"id\":\"x\",\"text\":tru}\n"
                        "{\"id\":\"y\",\"text\":[1]}\n"
                        "[1]\n"
                        "{\"id\":\"\xff\"}\n"
                        "{\"id\":\"z\"}");
    static const char *const wanted = "1<7|T|a\tb>3<j.jsonl:3||không có id>!j.jsonl:4:18:expected a JSON value!"
                                      "!j.jsonl:5:18:field \"text\" must be a string!!j.jsonl:6:1:expected a JSON object!"
                                      "!j.jsonl:7:8:invalid UTF-8 (byte 0xff)!8<z||~>";
    expect("j.jsonl", AS(AUTO), wanted);
    expect("j.jsonl", (vn_reader_options){.batch_bytes = 7}, wanted);
}

static void the_kind_is_guessed_from_the_first_bytes(void)
{
    put_text("guess", " \n {\"id\":1}");
    expect("guess", AS(AUTO), "2<1||~>");
    put_text("guess", "{ }");
    expect("guess", AS(AUTO), "1<guess:1||~>");
    put_text("guess", "{ngoặc}");
    expect("guess", AS(AUTO), "1<guess||{ngoặc}>");
    put_text("guess", "{");
    expect("guess", AS(AUTO), "1<guess||{>");
    put_text("guess", "[ {\"id\":1} ]"); /* an array of records */
    expect("guess", AS(AUTO), "!guess:1:1:expected a JSON object!");
    put_text("guess", "[1] [học]");
    expect("guess", AS(AUTO), "1<guess||[1] [học]>");
    put_text("guess.ndjson", "x");
    expect("guess.ndjson", AS(AUTO), "!guess.ndjson:1:1:expected a JSON object!");
    put_text("guess.ndjson", "");
    expect("guess.ndjson", AS(AUTO), "");
}

/* Were all of it looked at again after each read, this would take an hour. */
static void blanks_that_do_not_tell_the_kind_are_looked_at_once(void)
{
    enum { N = 8 * 1024 * 1024 };
    char *blank = malloc(N + 1);
    CU_ASSERT_PTR_NOT_NULL_FATAL(blank);
    memset(blank, ' ', N);
    memcpy(blank + N - 8, "{\"id\":1}", 9);
    put_text("blank", blank);
    expect("blank", (vn_reader_options){.batch_bytes = 16}, "1<1||~>");
    free(blank);
}

static void bad_bytes_are_reported_with_line_and_column_or_replaced(void)
{
    put_bytes("bad", "một\nha\xffi\nb\0a\nbốn", 20);
    expect("bad", AS(LINES), "1<bad:1||một>!bad:2:3:invalid UTF-8 (byte 0xff)!!bad:3:2:binary data (NUL byte)!4<bad:4||bốn>");
    expect("bad", AS(TEXT), "!bad:2:3:invalid UTF-8 (byte 0xff)!");
    expect("bad", (vn_reader_options){.kind = VN_INPUT_LINES, .replace_invalid = true},
           "1<bad:1||một>2<bad:2||ha\xEF\xBF\xBDi>3<bad:3||b\xEF\xBF\xBD" "a>4<bad:4||bốn>");
    put_bytes("bad", "\x7f" "ELF\0\0", 6);
    expect("bad", AS(AUTO), "!bad:1:5:binary data (NUL byte)!");
}

static void gzip_is_undone_and_damage_is_reported_after_the_good_lines(void)
{
    char z[4096];
    const size_t one = gzip("một\n", z, sizeof z);
    const size_t two = one + gzip("hai\nba\n", z + one, sizeof z - one);
    put_bytes("z", z, two);
    expect("z", AS(LINES), "1<z:1||một>2<z:2||hai>3<z:3||ba>");
    put_bytes("z", z, two - 4);
    expect("z", AS(LINES), "1<z:1||một>2<z:2||hai>3<z:3||ba>!z:0:0:truncated gzip data!");
    expect("z", AS(TEXT), "!z:0:0:truncated gzip data!");
    put_bytes("z", z, 5);
    expect("z", AS(LINES), "!z:0:0:truncated gzip data!");
    memcpy(z + two, "rác rưởi", 12);
    put_bytes("z", z, two + 12);
    expect("z", AS(LINES), "1<z:1||một>2<z:2||hai>3<z:3||ba>!z:0:0:garbage behind the gzip data!");
    z[one - 8] ^= 1; /* the checksum of the first member */
    put_bytes("z", z, two);
    expect("z", AS(LINES), "1<z:1||một>!z:0:0:damaged gzip data (incorrect data check)!");
    z[one - 8] ^= 1;
    put_bytes("z", "\x1f", 1);
    expect("z", AS(LINES), "1<z:1||\x1f>");
    put_bytes("z.jsonl.gz", z, gzip("{\"id\":1}", z, sizeof z));
    expect("z.jsonl.gz", AS(AUTO), "1<1||~>");
    put_bytes("z", z, gzip("", z, sizeof z));
    expect("z", AS(TEXT), "1<z||>");
}

static void utf16_is_recognised_by_its_mark(void)
{
    put_bytes("w", "\xff\xfe\x10\x01\r\0\n\0=\xd8\0\xde", 12); /* Đ CR LF 😀, little-endian */
    expect("w", AS(LINES), "1<w:1||Đ>2<w:2||😀>");
    expect("w", (vn_reader_options){.kind = VN_INPUT_LINES, .batch_bytes = 1}, "1<w:1||Đ>2<w:2||😀>");
    put_bytes("w", "\xfe\xff\x01\x10\0\n\xd8\x3d\0a", 10);
    expect("w", AS(LINES), "1<w:1||Đ>!w:2:1:a surrogate standing alone (U+D83D)!");
    expect("w", (vn_reader_options){.kind = VN_INPUT_LINES, .replace_invalid = true}, "1<w:1||Đ>2<w:2||\xEF\xBF\xBD" "a>");
    put_bytes("w", "\xfe\xff\x01\x10\0\n\0", 7);
    expect("w", AS(LINES), "1<w:1||Đ>!w:0:0:UTF-16 text ends in the middle of a character!");
}

static void long_lines_are_refused_in_bounded_memory(void)
{
    put_text("long", "ngắn\ndài quá mười\nngắn\n");
    static const char *const wanted = "1<long:1||ngắn>!long:2:0:a line longer than 10 bytes!3<long:3||ngắn>";
    expect("long", (vn_reader_options){.kind = VN_INPUT_LINES, .max_bytes = 10}, wanted);
    expect("long", (vn_reader_options){.kind = VN_INPUT_LINES, .max_bytes = 10, .batch_bytes = 3},
           "1<long:1||ngắn>!long:2:0:a line longer than 10 bytes!");
    expect("long", (vn_reader_options){.kind = VN_INPUT_TEXT, .max_bytes = 10}, "!long:0:0:a text longer than 10 bytes!");
}

static void directories_are_walked_in_byte_order(void)
{
    char path[256];
    mkdir(path_of("d", path), 0700);
    mkdir(path_of("d/b", path), 0700);
    mkdir(path_of("d/.git", path), 0700);
    put_text("d/b/2", "b2");
    put_text("d/b/10", "b10");
    put_text("d/a", "a");
    put_text("d/Z", "Z");
    put_text("d/c", "c");
    put_text("d/.hidden", "no");
    put_text("d/.git/x", "no");
    CU_ASSERT_EQUAL(mkfifo(path_of("d/fifo", path), 0600), 0);
    CU_ASSERT_EQUAL(symlink("a", path_of("d/link", path)), 0);
    CU_ASSERT_EQUAL(symlink("..", path_of("d/loop", path)), 0);
    CU_ASSERT_EQUAL(symlink("nowhere", path_of("d/dangling", path)), 0);
    static const char *const wanted = "1<d/Z||Z>1<d/a||a>1<d/b/10||b10>1<d/b/2||b2>1<d/c||c>1<d/link||a>";
    expect("d", AS(AUTO), wanted);
    expect("d/", AS(AUTO), wanted);
    mkdir(path_of("empty", path), 0700);
    expect("empty", AS(AUTO), "");
}

static void a_missing_file_does_not_stop_the_next(void)
{
    char gone[256];
    char here[256];
    put_text("here", "x");
    const char *paths[] = {path_of("gone", gone), path_of("here", here)};
    vn_reader *reader;
    vn_batch *batch;
    vn_document d;
    vn_error err = {0};
    CU_ASSERT_EQUAL_FATAL(vn_reader_new(&reader, paths, 2, NULL, NULL), VN_OK);
    CU_ASSERT_EQUAL_FATAL(vn_batch_new(&batch, NULL), VN_OK);
    CU_ASSERT_EQUAL(vn_batch_next(batch, &d, NULL), VN_DONE); /* before anything was read */
    CU_ASSERT_EQUAL(vn_reader_next(reader, batch, &err), VN_EIO);
    CU_ASSERT_STRING_EQUAL(err.msg, "cannot open: No such file or directory");
    CU_ASSERT_STRING_EQUAL(vn_reader_path(reader), gone);
    VN_ASSERT_OK(vn_reader_next(reader, batch, NULL));
    VN_ASSERT_OK(vn_batch_next(batch, &d, NULL));
    VN_ASSERT_SLICE(d.text, "x");
    CU_ASSERT_EQUAL(vn_reader_next(reader, batch, NULL), VN_DONE);
    CU_ASSERT_EQUAL(vn_reader_next(reader, batch, NULL), VN_DONE);
    vn_batch_free(batch);
    vn_reader_free(reader);
}

static void bytes_are_counted_as_they_stand_in_files(void)
{
    char packed[256];
    char plain[256];
    char zipped[256];
    const size_t len = gzip("một hai ba bốn năm sáu bảy tám", packed, sizeof packed);
    put_bytes("zipped", packed, len);
    put_text("plain", "không");
    const char *paths[] = {path_of("zipped", zipped), path_of("plain", plain)};
    vn_reader *reader;
    vn_batch *batch;
    CU_ASSERT_EQUAL_FATAL(vn_reader_new(&reader, paths, 2, NULL, NULL), VN_OK);
    CU_ASSERT_EQUAL_FATAL(vn_batch_new(&batch, NULL), VN_OK);
    CU_ASSERT_EQUAL(vn_reader_bytes(reader), 0);
    VN_ASSERT_OK(vn_reader_next(reader, batch, NULL));
    CU_ASSERT_EQUAL(vn_reader_bytes(reader), len);
    VN_ASSERT_OK(vn_reader_next(reader, batch, NULL));
    CU_ASSERT_EQUAL(vn_reader_bytes(reader), len + strlen("không"));
    CU_ASSERT_EQUAL(vn_reader_next(reader, batch, NULL), VN_DONE);
    CU_ASSERT_EQUAL(vn_reader_bytes(reader), len + strlen("không"));
    vn_batch_free(batch);
    vn_reader_free(reader);
}

static void expect_records(const char *name, vn_input_kind kind, const char *wanted)
{
    char path[256];
    const char *paths[] = {path_of(name, path)};
    const vn_reader_options o = {.kind = kind};
    vn_reader *reader;
    vn_batch *batch;
    vn_document d;
    vn_buf out = {0};
    CU_ASSERT_EQUAL_FATAL(vn_reader_new(&reader, paths, 1, &o, NULL), VN_OK);
    CU_ASSERT_EQUAL_FATAL(vn_batch_new(&batch, NULL), VN_OK);
    VN_ASSERT_OK(vn_reader_next(reader, batch, NULL));
    while (vn_batch_next(batch, &d, NULL) == VN_OK) {
        vn_record *r = vn_batch_record(batch, NULL);
        CU_ASSERT_PTR_NOT_NULL_FATAL(r);
        CU_ASSERT_PTR_EQUAL(vn_batch_record(batch, NULL), r);
        VN_ASSERT_OK(vn_record_write(r, &out, NULL));
    }
    strip_directory(&out);
    CU_ASSERT_STRING_EQUAL(out.ptr, wanted);
    vn_buf_free(&out);
    vn_batch_free(batch);
    vn_reader_free(reader);
}

static void a_document_becomes_a_record(void)
{
    put_text("r", "Tên \"A\"\n\nMột.\nHai.");
    expect_records("r", VN_INPUT_TEXT, "{\"id\":\"r\",\"title\":\"Tên \\\"A\\\"\",\"text\":\"Một.\\nHai.\"}\n");
    expect_records("r", VN_INPUT_LINES, "{\"id\":\"r:1\",\"text\":\"Tên \\\"A\\\"\"}\n{\"id\":\"r:2\",\"text\":\"\"}\n"
                                        "{\"id\":\"r:3\",\"text\":\"Một.\"}\n{\"id\":\"r:4\",\"text\":\"Hai.\"}\n");
    put_text("r", "giá_vàng tăng\r\n\n");
    expect_records("r", VN_INPUT_WORDS, "{\"id\":\"r:1\",\"words\":\"giá_vàng tăng\"}\n{\"id\":\"r:2\",\"words\":\"\"}\n");
    put_text("r", "{ \"x\":1,\t\"text\":\"\\u0041\" }\n");
    expect_records("r", VN_INPUT_AUTO, "{ \"x\":1,\t\"text\":\"\\u0041\" }\n");
}

static void a_path_that_is_not_utf8_gives_an_id_that_is(void)
{
    put_text("b\xffn", "x");
    expect("b\xffn", AS(TEXT), "1<b\xEF\xBF\xBDn||x>");
}

static void a_whole_file_is_read_and_checked(void)
{
    char path[256];
    char z[256];
    vn_buf out = {0};
    vn_error err = {0};
    put_bytes("whole", z, gzip("một\nhai", z, sizeof z));
    VN_ASSERT_OK(vn_file_read(path_of("whole", path), &out, NULL));
    CU_ASSERT_STRING_EQUAL(out.ptr, "một\nhai");
    put_text("whole", "một\n\xff");
    CU_ASSERT_EQUAL(vn_file_read(path, &out, &err), VN_EDATA);
    CU_ASSERT_EQUAL(err.line, 2);
    CU_ASSERT_EQUAL(vn_file_read(dir, &out, &err), VN_EIO);
    vn_buf_free(&out);
}

static int remove_entry(const char *path, const struct stat *about, int kind, struct FTW *ftw)
{
    (void)about;
    (void)kind;
    (void)ftw;
    return remove(path);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"the first line is the title when it stands apart", the_first_line_is_the_title_when_it_stands_apart},
        {"every line is a document", every_line_is_a_document},
        {"JSON Lines give fields and go on after a bad one", json_lines_give_fields_and_go_on_after_a_bad_one},
        {"the kind is guessed from the first bytes", the_kind_is_guessed_from_the_first_bytes},
        {"blanks that do not tell the kind are looked at once", blanks_that_do_not_tell_the_kind_are_looked_at_once},
        {"bad bytes are reported with line and column, or replaced", bad_bytes_are_reported_with_line_and_column_or_replaced},
        {"gzip is undone and damage is reported after the good lines",
         gzip_is_undone_and_damage_is_reported_after_the_good_lines},
        {"UTF-16 is recognised by its mark", utf16_is_recognised_by_its_mark},
        {"long lines are refused in bounded memory", long_lines_are_refused_in_bounded_memory},
        {"directories are walked in byte order", directories_are_walked_in_byte_order},
        {"a missing file does not stop the next", a_missing_file_does_not_stop_the_next},
        {"bytes are counted as they stand in files", bytes_are_counted_as_they_stand_in_files},
        {"a document becomes a record", a_document_becomes_a_record},
        {"a path that is not UTF-8 gives an id that is", a_path_that_is_not_utf8_gives_an_id_that_is},
        {"a whole file is read and checked", a_whole_file_is_read_and_checked},
        CU_TEST_INFO_NULL,
    };
    if (!mkdtemp(dir))
        return 2;
    const int result = vn_test_main("reader", tests);
    nftw(dir, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    return result;
}
