"""test_python_comparing.py - two texts from Python: relation, passages, changes, boilerplate, tokens"""

import unittest

from wiretwin import Comparer, Options, Relation, compare, find_boilerplate, normalise

STORY = ("The ferry ran aground in fog on Monday with 212 people aboard, and a pilot who knows the strait said "
         "that the buoy had been dark for a week.")


class Comparing(unittest.TestCase):
    def test_passages_are_slices_of_the_texts_that_were_given(self):
        a, b = f"H\u00e9las \u2014 no. {STORY}", f"\u201c{STORY}\u201d Later the \u00e9clat was over."
        comparison = compare(a, b)
        longest = max(comparison.passages, key=lambda passage: passage.token_count)
        self.assertEqual(longest.token_count, 29)
        self.assertEqual(a[longest.a], STORY.removesuffix("."))
        self.assertEqual(b[longest.b], STORY.removesuffix("."))
        in_bytes = compare(a.encode(), b.encode())
        self.assertEqual(a.encode()[in_bytes.passages[0].a].decode(), a[comparison.passages[0].a])

    def test_changed_facts_are_shown_where_they_stand(self):
        a, b = STORY, STORY.replace("212", "214")
        comparison = compare(a, b)
        (change,) = comparison.changes
        self.assertEqual((a[change.a], b[change.b], change.has_figures), ("212", "214", True))
        self.assertTrue(comparison.relation.is_copy)

    def test_what_was_left_out_is_told_of_each_side(self):
        a = f"By Ana Ruiz\n\nHARROWMERE (AFP) \u2014 {STORY}"
        comparison = compare(a, STORY)
        kinds = {part.kind: a[part.place] for part in comparison.boilerplate_a.parts}
        self.assertEqual(kinds["byline"].strip(), "By Ana Ruiz")
        self.assertEqual(comparison.boilerplate_a.agency, "AFP")
        self.assertIn("AFP", a[comparison.boilerplate_a.evidence])
        self.assertEqual(comparison.boilerplate_b.parts, [])
        self.assertEqual(comparison.relation, Relation.EXACT)
        whole = compare(a, STORY, Options(keeps_boilerplate=True))
        self.assertEqual((whole.boilerplate_a.parts, whole.boilerplate_a.agency), ([], None))
        self.assertNotEqual(whole.relation, Relation.EXACT)

    def test_unlike_and_empty_texts_are_unrelated(self):
        for other in ("Farmers bought their dairy on Friday, four months after it had closed.", "", b"\xff\xfe"):
            comparison = compare(STORY, other)
            self.assertEqual((comparison.relation, comparison.passages, comparison.figures.shared),
                             (Relation.UNRELATED, [], 0))

    def test_a_comparer_serves_many_pairs_and_can_be_closed(self):
        with Comparer() as comparer:
            for _ in range(3):
                self.assertEqual(comparer.compare(STORY, STORY).relation, Relation.EXACT)
        with self.assertRaisesRegex(ValueError, "this comparer is closed"):
            comparer.compare(STORY, STORY)


class OneText(unittest.TestCase):
    def test_boilerplate_is_found_and_the_story_left_alone(self):
        text = f"Caf\u00e9 Zeitung\n\nBy Ana Ruiz\n\n{STORY}\n\nSubscribe to our newsletter"
        found = find_boilerplate(text)
        words = [text[part.place] for part in found.parts]
        self.assertTrue(any("Ana Ruiz" in part for part in words), words)
        self.assertTrue(all("ferry" not in part for part in words), words)
        self.assertEqual((found.agency, found.evidence), (None, None))
        self.assertEqual(find_boilerplate("").parts, [])

    def test_normalised_text_is_what_is_compared(self):
        self.assertEqual(normalise("The CAF\u00c9\u2019s \u201cMen\u00fc\u201d"), normalise("the caf\u00e9's \"men\u00fc\""))
        self.assertEqual(normalise("One, TWO"), "one two")
        self.assertEqual(normalise(b""), "")
