"""test_python_engine.py - many articles from Python: matches, clusters, memberships, stories, stops

Expectations are counted by hand: FERRY has 29 words, so 27 triples of words; LATER has 5 words more, so
32 triples, and all of FERRY's among them.
"""

import json
import sys
import threading
import unittest
from pathlib import Path

import wiretwin
from wiretwin import Article, Engine, Options, Relation, find_copies
from wiretwin.c_library import ffi
from wiretwin.engine import STAGES

ROOT = Path(sys.argv[1])
FERRY = ("The ferry ran aground in fog on Monday with 212 people aboard, and a pilot who knows the strait said "
         "that the buoy had been dark for a week.")
LATER = f"{FERRY} The company said nothing yet."
DAIRY = "Farmers in the Velle valley bought their dairy on Friday, four months after it closed."
HOUR = 3600


class Finding(unittest.TestCase):
    def test_copies_are_found_with_exact_figures_and_the_lag(self):
        articles = [Article(FERRY, published=0), DAIRY, Article(LATER.encode(), published=HOUR)]
        (match,) = find_copies(articles).matches
        self.assertEqual((match.a, match.b, match.relation), (0, 2, Relation.NEAR))
        figures = match.figures
        self.assertEqual((figures.shared, figures.a_shingles, figures.b_shingles), (27, 27, 32))
        self.assertEqual((figures.jaccard, figures.a_in_b, figures.b_in_a), (27 / 32, 1.0, 27 / 32))
        self.assertEqual(figures.lag_seconds, HOUR)

    def test_clusters_and_memberships_cover_every_article(self):
        result = find_copies([FERRY, DAIRY, LATER], Options(canonical="longest"))
        self.assertEqual([(c.first, c.canonical, c.members) for c in result.clusters], [(0, 2, (0, 2)), (1, 1, (1,))])
        first, single, later = result.memberships
        self.assertEqual((first.cluster, first.canonical, first.size, first.relation), (0, 2, 2, Relation.NEAR))
        self.assertEqual((single.cluster, single.size, single.relation), (1, 1, Relation.EXACT))
        self.assertEqual((later.canonical, later.relation, later.agency), (2, Relation.EXACT, None))
        self.assertIsNone(first.figures.lag_seconds)

    def test_a_preferred_rank_stands_for_its_cluster(self):
        articles = [Article(FERRY), Article(LATER, rank=2), Article(FERRY, rank=1)]
        self.assertEqual(find_copies(articles, Options(canonical="preferred")).clusters[0].canonical, 2)

    def test_nothing_and_empty_articles_make_no_trouble(self):
        self.assertEqual(find_copies([]).clusters, [])
        result = find_copies(["", b"", Article("")])
        self.assertEqual([c.members for c in result.clusters], [(0,), (1,), (2,)])
        self.assertEqual(result.matches, [])

    def test_more_articles_than_a_batch_are_numbered_on_and_all_threads_agree(self):
        texts = [f"Report {i} of the harbour: {i * 7} crates of fish, {i * 11} of salt and {i} boats in." for i in range(5000)]
        texts.append(FERRY)
        texts.insert(10, FERRY)
        found = []
        for threads in (1, 3):
            with Engine(Options(thread_count=threads)) as engine:
                self.assertEqual(engine.add_many(iter(texts)), range(5002))
                self.assertEqual(len(engine), 5002)
                found.append(engine.finish().clusters)
        self.assertEqual(found[0], found[1])
        self.assertIn((10, 5001), [cluster.members for cluster in found[0]])

    def test_stories_hold_their_clusters_and_every_article_of_those(self):
        rows = [json.loads(line) for line in (ROOT / "corpus/stories/articles.jsonl").read_text().splitlines()]
        articles = [Article(row["text"], title=row["title"]) for row in rows if "text" in row and "title" in row]
        result = find_copies(articles, Options(finds_stories=True))
        several = [story for story in result.stories if story.article_count > 1]
        self.assertTrue(several)
        for story in result.stories:
            members = sorted(number for i in story.clusters for number in result.clusters[i].members)
            self.assertEqual((members[0], len(members)), (story.first, story.article_count))
            self.assertEqual(max(story.origins) + 1, story.origin_count)
            self.assertTrue(all(result.memberships[number].story == story.first for number in members))


class Engines(unittest.TestCase):
    def test_more_may_be_added_after_a_finish(self):
        with Engine() as engine:
            engine.add(FERRY)
            self.assertEqual(len(engine.finish().matches), 0)
            self.assertEqual(engine.add(LATER), 1)
            self.assertEqual(len(engine.finish().matches), 1)

    def test_a_result_that_was_read_stays_and_one_that_was_not_is_gone(self):
        engine = Engine()
        engine.add_many([FERRY, LATER])
        result = engine.finish()
        self.assertEqual(len(result.matches), 1)
        engine.add(DAIRY)
        self.assertEqual(len(result.matches), 1)
        with self.assertRaisesRegex(ValueError, "this result is gone"):
            _ = result.clusters
        unread = engine.finish()
        engine.close()
        engine.close()
        with self.assertRaisesRegex(ValueError, "this engine is closed"):
            _ = unread.clusters
        with self.assertRaisesRegex(ValueError, "this engine is closed"):
            engine.add(FERRY)

    def test_an_article_that_is_none_is_refused_and_the_engine_works_on(self):
        with Engine() as engine:
            with self.assertRaisesRegex(TypeError, "not NoneType"):
                engine.add_many([FERRY, None])
            with self.assertRaises(OverflowError):
                engine.add(Article(FERRY, rank=256))
            self.assertEqual(len(engine), 0)
            engine.add_many([FERRY, LATER])
            self.assertEqual(len(engine.finish().matches), 1)

    def test_the_library_refuses_a_second_finish_in_its_own_words(self):
        with Engine(Options(single_finish=True)) as engine:
            engine.add(FERRY)
            engine.finish()
            with self.assertRaises(wiretwin.BadArgument) as caught:
                engine.finish()
            self.assertIn("single finish", str(caught.exception))

    def test_stats_count_what_was_done(self):
        with Engine() as engine:
            engine.add_many([FERRY, LATER, ""])
            engine.finish()
            stats = engine.stats()
        self.assertEqual((stats["articles"], stats["empty"], stats["text_bytes"]), (3, 1, len(FERRY) + len(LATER)))
        self.assertEqual((stats["matches"]["near"], stats["matches"]["exact"]), (1, 0))
        self.assertEqual(set(stats["seconds"]), set(STAGES))
        self.assertIsInstance(stats["kernel"], str)

    def test_one_call_at_a_time_also_from_its_own_progress(self):
        refused = []

        def progress(_stage, _done, _total):
            try:
                engine.add(DAIRY)
            except RuntimeError as caught:
                refused.append(str(caught))

        with Engine(progress=progress) as engine:
            engine.add_many([FERRY, LATER])
            engine.finish()
        self.assertTrue(refused)
        self.assertEqual(set(refused), {"this engine is in use by another call"})

    def test_engines_in_several_threads_do_not_meet(self):
        counts = []
        threads = [threading.Thread(target=lambda: counts.append(len(find_copies([FERRY, DAIRY, LATER]).matches)))
                   for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(counts, [1, 1, 1, 1])


class Watching(unittest.TestCase):
    def test_progress_is_told_of_stages_by_name(self):
        told = set()
        find_copies([FERRY, LATER], progress=lambda stage, done, total: told.add(stage))
        self.assertLessEqual(told, set(STAGES))
        self.assertIn("cluster", told)

    def test_false_stops_and_anything_else_does_not(self):
        for answer in (None, True, 0):
            find_copies([FERRY, LATER], progress=lambda *_: answer)
        with self.assertRaises(wiretwin.Stopped):
            find_copies([FERRY, LATER], progress=lambda *_: False)

    def test_an_exception_in_progress_comes_out_as_it_was(self):
        def interrupted(*_):
            raise KeyboardInterrupt

        with Engine(progress=interrupted) as engine:
            with self.assertRaises(KeyboardInterrupt):
                engine.add_many([FERRY, LATER])
                engine.finish()


class Names(unittest.TestCase):
    def test_relations_have_the_numbers_names_and_kinds_of_the_library(self):
        self.assertEqual(len(Relation), len(ffi.typeof("enum wtw_relation").elements))
        for relation in Relation:
            self.assertEqual(str(relation), relation.name.lower())
            self.assertEqual(relation.is_copy, relation >= Relation.ABRIDGED)

    def test_stages_have_the_names_of_the_library(self):
        names = [name.removeprefix("WTW_STAGE_").lower() for _, name in sorted(ffi.typeof("enum wtw_stage").elements.items())]
        self.assertEqual(list(STAGES), names)

    def test_the_credited_agency_is_told_by_name(self):
        text = f"HARROWMERE (AFP) \u2014 {FERRY}"
        self.assertEqual(find_copies([text], Options(finds_stories=True)).memberships[0].agency, "AFP")
