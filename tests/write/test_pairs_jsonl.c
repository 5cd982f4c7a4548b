/*
 * test_pairs_jsonl.c - a line for each match, with what was found in its texts; jansson is
 * the oracle
 */
#include "capture.h"
#include "write/pairs_out.h"

#include <jansson.h>

static const char a_text[] = "On Monday 12 ships left the port.";
static const char b_text[] = "On Friday 15 ships left the port, \"slowly\".";

/* What a line holds, read back; the caller ends it by json_decref(). */
static json_t *line_of(const struct wtw_pair_info *pair)
{
    struct capture capture;
    struct wtw_json json;
    json_t *root = NULL;

    capture_begin(&capture);
    wtw_json_init(&json, &capture.out, false);
    wtw_pairs_jsonl_line(&json, pair);
    capture_end(&capture);
    check(strchr(capture.bytes, '\n') == capture.bytes + capture.count - 1);
    root = json_loadb(capture.bytes, capture.count, JSON_REJECT_DUPLICATES, NULL);
    check(root != NULL);
    capture_release(&capture);
    return root;
}

static void check_member(const json_t *object, const char *key, json_int_t wanted)
{
    const json_t *member = json_object_get(object, key);

    cr_assert(json_is_integer(member), "%s is no whole number", key);
    cr_assert(json_integer_value(member) == wanted, "%s is %lld and not %lld", key,
              (long long)json_integer_value(member), (long long)wanted);
}

static const struct wtw_match template_match = {.a = 3,
                                                .b = 8,
                                                .relation = WTW_TEMPLATE,
                                                .figures = {.shared = 3,
                                                            .a_shingles = 5,
                                                            .b_shingles = 6,
                                                            .longest_passage_tokens = 4,
                                                            .a_tokens = 7,
                                                            .b_tokens = 8,
                                                            .a_aligned = 6,
                                                            .b_aligned = 5,
                                                            .aligned_shared = 4,
                                                            .aligned_long = 10,
                                                            .misread = 11,
                                                            .changed_figures = 2,
                                                            .changed_names = 1,
                                                            .lag_seconds = 777}};

static struct wtw_pair_info made_pair(void)
{
    return (struct wtw_pair_info){
        .match = &template_match,
        .a = {.id = text_of("a"), .published_seconds = 1000, .agency = "AFP"},
        .b = {.id = text_of("b"), .published_seconds = 400, .line = 9}};
}

Test(pairs_jsonl, has_a_match_with_its_articles_and_figures)
{
    const struct wtw_pair_info pair = made_pair();
    json_t *root = line_of(&pair);
    const json_t *a = json_object_get(root, "a");
    const json_t *b = json_object_get(root, "b");

    check_string(json_string_value(json_object_get(a, "id")), "a");
    check_string(json_string_value(json_object_get(a, "agency")), "AFP");
    check_string(json_string_value(json_object_get(b, "id")), "b");
    check(json_is_null(json_object_get(b, "agency")));
    check_member(b, "line", 9);
    check_string(json_string_value(json_object_get(root, "relation")), "template");
    check_real(json_real_value(json_object_get(root, "jaccard")), .375, 1e-9);
    check_real(json_real_value(json_object_get(root, "a_in_b")), .6, 1e-9);
    check_real(json_real_value(json_object_get(root, "b_in_a")), .5, 1e-9);
    check_member(root, "shared_shingles", 3);
    check_member(root, "longest_passage_tokens", 4);
    check(json_object_get(root, "changes") == NULL);
    check(json_object_get(root, "passages") == NULL);
    json_decref(root);
}

Test(pairs_jsonl, tells_how_the_texts_are_aligned)
{
    const struct wtw_pair_info pair = made_pair();
    json_t *root = line_of(&pair);
    const json_t *aligned = json_object_get(root, "aligned");

    check_member(aligned, "a_tokens", 7);
    check_member(aligned, "b_tokens", 8);
    check_member(aligned, "of_a", 6);
    check_member(aligned, "of_b", 5);
    check_member(aligned, "equal_tokens", 4);
    check_member(aligned, "equal_in_long_parts", 10);
    check_member(aligned, "misread", 11);
    check_member(aligned, "changed_figures", 2);
    check_member(aligned, "changed_names", 1);
    json_decref(root);
}

Test(pairs_jsonl, has_null_for_texts_that_were_not_aligned)
{
    struct wtw_match match = {
        .relation = WTW_NEAR,
        .figures = {.shared = 9, .a_shingles = 10, .b_shingles = 10}};
    struct wtw_pair_info pair = made_pair();
    json_t *root = NULL;

    pair.match = &match;
    root = line_of(&pair);
    check(json_is_null(json_object_get(root, "aligned")));
    json_decref(root);
}

Test(pairs_jsonl, tells_who_was_first_and_by_how_much)
{
    static const struct {
        int64_t a, b;
        const char *first; /* NULL where it is not known */
        json_int_t lag;
    } rows[] = {
        {1000, 400, "b", 600},          {-5, 5, "a", 10},
        {7, 7, "together", 0},          {WTW_DATE_UNKNOWN, 7, NULL, 0},
        {7, WTW_DATE_UNKNOWN, NULL, 0},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct wtw_pair_info pair = made_pair();
        json_t *root = NULL;

        pair.a.published_seconds = rows[i].a;
        pair.b.published_seconds = rows[i].b;
        root = line_of(&pair);
        if (rows[i].first) {
            check_string(json_string_value(json_object_get(root, "first")),
                         rows[i].first);
            check_member(root, "lag_seconds", rows[i].lag);
        } else {
            check(json_is_null(json_object_get(root, "first")));
            check(json_is_null(json_object_get(root, "lag_seconds")));
        }
        json_decref(root);
    }
}

static void check_range(const json_t *object, const char *key, json_int_t begin,
                        json_int_t end)
{
    const json_t *range = json_object_get(object, key);

    check_number(json_array_size(range), 2);
    check_number(json_integer_value(json_array_get(range, 0)), begin);
    check_number(json_integer_value(json_array_get(range, 1)), end);
}

Test(pairs_jsonl, shows_what_changed_and_what_is_shared_on_request)
{
    static const struct wtw_change changes[] = {
        {.a = {3, 9}, .b = {3, 9}, .has_names = true},
        {.a = {10, 12}, .b = {10, 12}, .has_figures = true}};
    static const struct wtw_passage passages[] = {
        {.token_count = 4, .a = {13, 32}, .b = {13, 32}}};
    static const bool are_quotations[] = {true};
    const struct wtw_evidence evidence = {.texts = {text_of(a_text), text_of(b_text)},
                                          .passages = passages,
                                          .are_quotations = are_quotations,
                                          .passage_count = 1,
                                          .changes = changes,
                                          .change_count = 2};
    struct wtw_pair_info pair = made_pair();
    const json_t *list = NULL;
    json_t *root = NULL;

    pair.evidence = &evidence;
    root = line_of(&pair);
    list = json_object_get(root, "changes");
    check_number(json_array_size(list), 2);
    check_range(json_array_get(list, 0), "a", 3, 9);
    check_string(json_string_value(json_object_get(json_array_get(list, 0), "a_text")),
                 "Monday");
    check_string(json_string_value(json_object_get(json_array_get(list, 0), "b_text")),
                 "Friday");
    check(json_is_false(json_object_get(json_array_get(list, 0), "figures")));
    check(json_is_true(json_object_get(json_array_get(list, 0), "names")));
    check_string(json_string_value(json_object_get(json_array_get(list, 1), "b_text")),
                 "15");
    check(json_is_true(json_object_get(json_array_get(list, 1), "figures")));
    list = json_object_get(root, "passages");
    check_number(json_array_size(list), 1);
    check_member(json_array_get(list, 0), "tokens", 4);
    check_range(json_array_get(list, 0), "b", 13, 32);
    check_string(json_string_value(json_object_get(json_array_get(list, 0), "text")),
                 "ships left the port");
    check(json_is_true(json_object_get(json_array_get(list, 0), "quotation")));
    json_decref(root);
}

/* Of three passages the second begins in the quotation, and the third in no part. */
Test(pairs_jsonl, a_passage_is_quoted_if_it_begins_in_an_aligned_part_that_is)
{
    static const struct wtw_passage passages[] = {
        {.a_token = 5, .b_token = 5, .token_count = 9},
        {.a_token = 40, .b_token = 70, .token_count = 9},
        {.a_token = 90, .b_token = 10, .token_count = 9}};
    static const struct wtw_aligned parts[] = {
        {.a_token = 0, .b_token = 0, .a_count = 30, .b_count = 30},
        {.a_token = 38,
         .b_token = 68,
         .a_count = 20,
         .b_count = 20,
         .is_quotation = true}};
    bool are_quotations[] = {true, false, true};

    wtw_quotations_mark(passages, 3, parts, 2, are_quotations);
    check(!are_quotations[0] && are_quotations[1] && !are_quotations[2]);
}
