"""test_python_articles.py - articles, dates, options and places, on their way between Python and C"""

import dataclasses
import datetime
import unittest

import wiretwin
from wiretwin.articles import DATE_UNKNOWN, CArticles, Places, SourceNumbers, seconds_of, utf8
from wiretwin.c_library import ffi, lib
from wiretwin.options import COptions, Options

UTC = datetime.timezone.utc


class Range:
    def __init__(self, begin, end):
        self.begin, self.end = begin, end


class Dates(unittest.TestCase):
    def test_seconds_dates_and_datetimes_are_seconds_since_1970(self):
        east = datetime.timezone(datetime.timedelta(hours=2))
        for date, seconds in (
            (0, 0), (1.9, 1), (-0.5, -1), (None, DATE_UNKNOWN),
            (datetime.date(1970, 1, 2), 86400),
            (datetime.datetime(1970, 1, 1, 2, 0, 5, tzinfo=east), 5),
            (datetime.datetime(1969, 12, 31, 23, 59, 59, 500000, tzinfo=UTC), -1),
        ):
            self.assertEqual(seconds_of(date), seconds, date)

    def test_a_datetime_without_a_zone_and_what_is_no_date_are_refused(self):
        with self.assertRaisesRegex(ValueError, "has no time zone"):
            seconds_of(datetime.datetime(2031, 3, 4))
        with self.assertRaisesRegex(TypeError, "not str"):
            seconds_of("2031-03-04")


class Texts(unittest.TestCase):
    def test_what_is_no_text_is_refused_by_the_name_of_its_type(self):
        with self.assertRaisesRegex(TypeError, "not int"):
            utf8(7)
        with self.assertRaisesRegex(TypeError, "an article is an Article, str or bytes, not dict"):
            CArticles([{"text": "a"}], SourceNumbers())
        with self.assertRaisesRegex(TypeError, "a source is a name, a str, not list"):
            CArticles([wiretwin.Article("a", source=["a"])], SourceNumbers())

    def test_half_a_surrogate_pair_goes_through(self):
        self.assertEqual(wiretwin.normalise("one\ud800two"), "one two")

    def test_places_are_those_of_characters_for_str_and_of_bytes_for_bytes(self):
        # a, e with an accent (2 bytes), a dash (3), a face (4), z.
        text = "a\u00e9\u2014\U0001f600z"
        data = text.encode()
        of_text, of_bytes = Places(text, data), Places(data, data)
        for begin, end, word in ((0, 1, "a"), (1, 3, "\u00e9"), (3, 6, "\u2014"), (6, 10, "\U0001f600"), (10, 11, "z")):
            self.assertEqual(text[of_text.slice(Range(begin, end))], word)
            self.assertEqual(data[of_bytes.slice(Range(begin, end))], word.encode())

    def test_places_far_into_a_long_text_are_right_also_where_characters_lie_across_a_stride(self):
        text = "x" + "\u20ac" * 5000 + "end"
        data = text.encode()
        places = Places(text, data)
        for i in (0, 1, 1365, 1366, 2731, 5000, 5001):
            begin = len(text[:i].encode())
            self.assertEqual(places.slice(Range(begin, len(data))), slice(i, len(text)))

    def test_equal_sources_have_equal_numbers_and_no_source_is_0(self):
        numbers = SourceNumbers()
        self.assertEqual([numbers.of(name) for name in ("a", "", "b", "a")], [1, 0, 2, 1])


class OptionsOfBoth(unittest.TestCase):
    def test_there_is_every_option_of_the_library_but_its_callbacks(self):
        theirs = {name for name, _ in ffi.typeof("struct wtw_options").fields} - {"text_source", "watch"}
        self.assertEqual({field.name for field in dataclasses.fields(Options)}, theirs)

    def test_what_is_left_out_has_the_default_and_what_is_given_arrives(self):
        plain, changed = COptions(None).pointer, COptions(
            Options(threshold=0.75, finds_stories=True, canonical="longest", kernel="scalar", seed=0)
        ).pointer
        self.assertEqual((plain.threshold, plain.shingle_tokens, plain.finds_stories), (0.5, 3, False))
        self.assertEqual((changed.threshold, changed.shingle_tokens, changed.finds_stories), (0.75, 3, True))
        self.assertEqual(changed.canonical, lib.WTW_CANONICAL_LONGEST)

    def test_each_canonical_has_its_number(self):
        constants = ffi.typeof("enum wtw_canonical").elements
        for number, name in constants.items():
            word = name.removeprefix("WTW_CANONICAL_").lower()
            self.assertEqual(COptions(Options(canonical=word)).pointer.canonical, number)

    def test_what_does_not_fit_is_refused_by_the_options_name(self):
        for options, words in (
            (Options(threshold=3), "threshold is over 0"),
            (Options(thread_count=-1), "option thread_count: -1"),
            (Options(shingle_tokens="3"), "option shingle_tokens: '3'"),
            (Options(canonical="newest"), "none of earliest, longest, first, preferred"),
            (Options(kernel="abacus"), "abacus"),
        ):
            with self.assertRaisesRegex(wiretwin.BadArgument, words):
                wiretwin.Engine(options)

    def test_a_folder_with_a_nul_in_its_name_is_refused(self):
        with self.assertRaisesRegex(ValueError, "NUL"):
            wiretwin.Engine(Options(temporary_folder="/tmp\0x"))
