/* Where one name ends and the next begins. News runs them together: "Bộ trưởng Bộ Công Thương Nguyễn Hồng Diên" is an office,
 * a body and a person, and no phrase reaches over the gaps between them. */
#include "keyword.h"

static uint32_t roles_of(const vn_keyword_document *doc, const vn_keyword_token *t)
{
    return doc->word[t->word].roles;
}

static bool is_capital(const vn_keyword_token *t)
{
    return t->letter_case & VN_CASE_INITIAL;
}

static bool is_person(const vn_keyword_document *doc, const vn_keyword_token *t)
{
    return (roles_of(doc, t) & VN_ROLE_PERSON) && (t->letter_case & VN_CASE_EACH) && !t->alias;
}

/* Whether the second is the head of a body, and not the end of a name ("Chùa Pháp Hội"). */
static bool heads(const vn_keyword_document *doc, const vn_keyword_token *t)
{
    const vn_keyword_word *left = &doc->word[t[0].word];
    if (left->roles & VN_ROLE_OFFICE)
        return true;
    return t[0].proper && (left->syllables > 1 || doc->word[t[1].word].syllables > 1);
}

/* Whether a name ends between two neighbours. Before the name of a person, unless it is what something is called after
 * ("Bệnh viện Nguyễn Tri Phương"); behind one; before the head of a body ("Chủ tịch | UBND", but "Trường Đại học"); and
 * between a country and a foreign name ("Mỹ | Donald Trump"). */
static bool is_gap(const vn_keyword_document *doc, const vn_keyword_token *t)
{
    const uint32_t left = roles_of(doc, &t[0]);
    const uint32_t right = roles_of(doc, &t[1]);
    if (!is_capital(&t[1]) || t[1].shouted || !(is_capital(&t[0]) || left & VN_ROLE_OFFICE))
        return false;
    if (is_person(doc, &t[1]))
        return !(left & VN_ROLE_NAMED) || left & VN_ROLE_OFFICE;
    if (right & VN_ROLE_BODY)
        return !(left & (VN_ROLE_BODY | VN_ROLE_NAMED)) && heads(doc, t);
    if (is_person(doc, &t[0]))
        return doc->word[t[1].word].syllables > 1 || right & VN_ROLE_COUNTRY;
    return left & VN_ROLE_COUNTRY && right & VN_ROLE_FOREIGN;
}

void vn_keyword_part_names(vn_keyword_document *doc)
{
    for (size_t i = 0; i + 1 < doc->n_tokens; i++)
        doc->token[i].apart = vn_keyword_adjacent(doc, i) && is_gap(doc, &doc->token[i]);
}
