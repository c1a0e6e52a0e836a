/* Runs a fuzz target over files and over mutations of them, always the same ones: the test that needs no fuzzer. */
#include "fuzz.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

enum { MUTATIONS = 5000, MAX_SEED = 1 << 16, MAX_GROWTH = 64, SECONDS = 2 };

static uint64_t state = 1;

static size_t below(size_t bound)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (size_t)(state >> 33) % bound;
}

static size_t read_seed(const char *path, uint8_t *bytes)
{
    FILE *file = fopen(path, "rb");
    FUZZ_CHECK(file);
    const size_t n = fread(bytes, 1, MAX_SEED, file);
    fclose(file);
    return n;
}

static size_t insert(uint8_t *bytes, size_t n, const uint8_t *piece, size_t len)
{
    const size_t at = below(n + 1);
    memmove(bytes + at + len, bytes + at, n - at);
    memcpy(bytes + at, piece, len);
    return n + len;
}

/* One small change: a byte, a bit, a piece cut, doubled, or something put in that formats trip over. */
static size_t change(uint8_t *bytes, size_t n)
{
    static const char *const tricky[] = {"\xff", "\xf4\x90\x80\x80", "\xed\xa0\x80", "\xc3", "\n", "\r\n", "\t", "\"", "\\",
                                         "\\ud800", "_", "__", "{", "[", "\xef\xbb\xbf", "\xe2\x80\x8b", "\xcc\x80", "0",
                                         "-1", "18446744073709551616", "1e999", "\x1f\x8b"};
    uint8_t piece[MAX_GROWTH];
    const size_t kind = below(6);
    if (n == 0 || kind == 0) {
        const char *text = tricky[below(sizeof tricky / sizeof tricky[0])];
        return insert(bytes, n, (const uint8_t *)text, strlen(text));
    }
    const size_t at = below(n);
    size_t len = 1 + below(MAX_GROWTH);
    len = len < n - at ? len : n - at;
    memcpy(piece, bytes + at, len);
    if (kind == 1)
        return insert(bytes, n, piece, len);
    if (kind == 2) {
        memmove(bytes + at, bytes + at + len, n - at - len);
        return n - len;
    }
    const unsigned value = kind == 3 ? (unsigned)below(256) : bytes[at] ^ (1u << below(8));
    bytes[at] = (uint8_t)value;
    return kind == 4 ? at : n;
}

static uint8_t *current;
static size_t current_len;

/* The input that the target could not take is left in a file, for fuzz_<target> FILE and for the debugger. */
static void keep(int signal_number)
{
    static const char note[] = "the input is in crash.bin of the working directory\n";
    const int fd = open("crash.bin", O_CREAT | O_WRONLY | O_TRUNC, 0644);
    if (fd >= 0 && write(fd, current, current_len) == (ssize_t)current_len)
        (void)!write(STDERR_FILENO, note, sizeof note - 1);
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

/* The target sees a block of exactly n bytes, so that reading past its end is noticed. */
static void run(const uint8_t *bytes, size_t n)
{
    uint8_t *copy = malloc(n ? n : 1);
    FUZZ_CHECK(copy);
    memcpy(copy, bytes, n);
    current = copy;
    current_len = n;
    LLVMFuzzerTestOneInput(copy, n);
    free(copy);
}

static void mutate(const uint8_t *seed, size_t n, clock_t end)
{
    static uint8_t bytes[MAX_SEED + 16 * MAX_GROWTH];
    for (int i = 0; i < MUTATIONS && clock() < end; i++) {
        memcpy(bytes, seed, n);
        size_t len = n;
        for (size_t changes = 1 + below(8); changes > 0; changes--)
            len = change(bytes, len);
        run(bytes, len);
    }
}

/* Every file gets an equal share of the time. */
static int replay(const char *folder, struct dirent **entry, int n)
{
    static uint8_t seed[MAX_SEED];
    int seeds = 0;
    for (int i = 0; i < n; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, entry[i]->d_name);
        if (entry[i]->d_name[0] != '.') {
            const size_t len = read_seed(path, seed);
            run(seed, len);
            mutate(seed, len, clock() + SECONDS * CLOCKS_PER_SEC / n);
            seeds++;
        }
        free(entry[i]);
    }
    return seeds;
}

int main(int argc, char **argv)
{
    struct dirent **entry = NULL;
    if (argc != 2)
        return 2;
    signal(SIGABRT, keep);
    signal(SIGSEGV, keep);
    const int n = scandir(argv[1], &entry, NULL, alphasort);
    const int seeds = n > 0 ? replay(argv[1], entry, n) : 0;
    free(entry);
    printf("%d seeds\n", seeds);
    return seeds == 0;
}
