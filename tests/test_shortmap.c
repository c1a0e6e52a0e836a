#include "harness.h"

#include "rng.h"
#include "shortmap.h"

enum { KEYS = 5000 };

/* Key number i: its digits in base 3 as bytes 0, 1, 2, so that some hold zeros or end in them, as long as i allows. */
static size_t make_key(size_t i, char key[VN_SHORT_MAX])
{
    const size_t len = i % (VN_SHORT_MAX + 1);
    memset(key, 0, VN_SHORT_MAX);
    for (size_t k = 0, rest = i; k < len; k++, rest /= 3)
        key[k] = (char)(rest % 3);
    return len;
}

static bool same(size_t a, size_t b)
{
    char x[VN_SHORT_MAX];
    char y[VN_SHORT_MAX];
    const size_t n = make_key(a, x);
    return n == make_key(b, y) && memcmp(x, y, n) == 0;
}

static void keys_are_found_as_they_were_added(void)
{
    vn_shortmap map = {0};
    char bytes[VN_SHORT_MAX];
    for (uint32_t i = 0; i < KEYS; i++) {
        const size_t len = make_key(i, bytes);
        const vn_short_key key = vn_short_key_of(bytes, len, i % 2 ? sizeof bytes : len);
        const vn_short_slot *found = vn_shortmap_find(&map, &key);
        if (found && found->len) {
            CU_ASSERT(same(found->value, i));
            continue;
        }
        vn_short_slot *slot = vn_shortmap_add(&map, &key);
        CU_ASSERT_PTR_NOT_NULL_FATAL(slot);
        slot->value = i;
    }
    for (uint32_t i = 0; i < KEYS; i++) {
        const size_t len = make_key(i, bytes);
        const vn_short_key key = vn_short_key_of(bytes, len, len);
        const vn_short_slot *found = vn_shortmap_find(&map, &key);
        CU_ASSERT(found && found->len && same(found->value, i));
    }
    CU_ASSERT(map.n > KEYS / 4 && map.n < KEYS);
    vn_shortmap_free(&map);
}

static void what_stands_behind_a_key_does_not_matter(void)
{
    const vn_short_key a = vn_short_key_of("abcdefghijklmnopqrstuvwxyz", 10, 26);
    const vn_short_key b = vn_short_key_of("abcdefghij----------------", 10, 26);
    const vn_short_key longer = vn_short_key_of("abcdefghijk", 11, 11);
    CU_ASSERT(a.hash == b.hash && memcmp(a.word, b.word, sizeof a.word) == 0);
    CU_ASSERT(memcmp(a.word, longer.word, sizeof a.word) != 0);
}

static void an_empty_map_finds_nothing(void)
{
    const vn_shortmap map = {0};
    const vn_short_key key = vn_short_key_of("a", 1, 1);
    CU_ASSERT_PTR_NULL(vn_shortmap_find(&map, &key));
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"keys are found as they were added", keys_are_found_as_they_were_added},
        {"what stands behind a key does not matter", what_stands_behind_a_key_does_not_matter},
        {"an empty map finds nothing", an_empty_map_finds_nothing},
        CU_TEST_INFO_NULL,
    };
    return vn_test_main("shortmap", tests);
}
