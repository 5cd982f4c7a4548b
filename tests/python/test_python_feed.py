"""test_python_feed.py - a feed from Python: judged, kept, found again, deleted, and refused

FERRY has 29 words, so 27 triples of words; LATER has 5 words more, so 32, and all of FERRY's among them.
"""

import tempfile
import unittest
from pathlib import Path

import wiretwin
from wiretwin import Article, Feed, Options, Relation

FERRY = ("The ferry ran aground in fog on Monday with 212 people aboard, and a pilot who knows the strait said "
         "that the buoy had been dark for a week.")
LATER = f"{FERRY} The company said nothing yet."
DAIRY = "Farmers in the Velle valley bought their dairy on Friday, four months after it closed."
DAY = 86400


class FeedCase(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "n\u00e9ws.db"
        self.feed = Feed(self.path)

    def tearDown(self):
        self.feed.close()
        self.folder.cleanup()

    def add_three(self):
        return self.feed.add([
            Article(FERRY, id="f1", source="harrow.example", title="Ferry aground", published=10 * DAY),
            Article(DAIRY, id="d1", source="velle.example", published=10 * DAY),
            Article(LATER, id="f2", source="corrant.example", published=10 * DAY + 60, url="https://corrant.example/2"),
        ], arrived=11 * DAY)


class Adding(FeedCase):
    def test_each_article_is_told_to_be_new_or_a_copy_of_what(self):
        first, other, copy = self.add_three()
        self.assertEqual([r.number for r in (first, other, copy)], [1, 2, 3])
        self.assertEqual([r.verdict for r in (first, other, copy)], ["new", "new", "copy"])
        self.assertEqual((copy.partner, copy.relation, copy.cluster, copy.canonical, copy.size), (1, Relation.NEAR, 1, 1, 2))
        self.assertEqual((copy.figures.shared, copy.figures.a_shingles, copy.figures.b_shingles), (27, 32, 27))
        self.assertEqual(copy.figures.lag_seconds, -60)
        self.assertIsNone(first.partner)

    def test_an_article_that_takes_over_its_cluster_tells_of_the_change(self):
        self.add_three()
        (receipt,) = self.feed.add([Article(FERRY, id="f0", published=10 * DAY - 60)])
        self.assertEqual([(c.kind, c.cluster, c.number, c.before) for c in receipt.changes], [("canonical", 1, 4, 1)])

    def test_what_came_before_is_known_again_with_and_without_an_id(self):
        self.add_three()
        again, changed = self.feed.add([Article(FERRY, id="f1", source="harrow.example", title="Ferry aground",
                                                published=10 * DAY), Article(DAIRY, id="f1")])
        self.assertTrue(again.is_known)
        self.assertTrue(changed.is_version)
        nameless = self.feed.add([FERRY, FERRY])
        self.assertEqual([(r.is_known, r.is_version) for r in nameless], [(False, False), (True, False)])
        self.assertTrue(self.feed.get(nameless[0].number)[0].id.startswith("text-"))

    def test_more_than_a_batch_goes_in(self):
        texts = (f"Boat {i} came in with {i * 3} crates of fish on day {i * 7} of the season." for i in range(4100))
        receipts = self.feed.add(texts)
        self.assertEqual([r.number for r in receipts], list(range(1, 4101)))
        self.assertEqual(self.feed.counts()["articles"], 4100)

    def test_judging_stores_nothing(self):
        self.add_three()
        self.assertEqual(self.feed.judge(f"{LATER} Twice.").verdict, "copy")
        self.assertEqual(self.feed.counts()["articles"], 3)


class Looking(FeedCase):
    def test_articles_are_found_with_all_that_was_given(self):
        self.add_three()
        self.assertEqual((self.feed.find("f2"), self.feed.find("f9")), (3, None))
        article, receipt = self.feed.get(3)
        self.assertEqual((article.id, article.url, article.source, article.text, article.published_seconds,
                          article.arrived_seconds), ("f2", "https://corrant.example/2", "corrant.example", LATER,
                                                     10 * DAY + 60, 11 * DAY))
        self.assertEqual((receipt.cluster, receipt.size), (1, 2))
        self.assertIsNone(self.feed.get(99))

    def test_members_matches_and_clusters_are_listed(self):
        self.add_three()
        self.assertEqual((self.feed.members(1), self.feed.members(99)), ([1, 3], []))
        (match,) = self.feed.matches(3)
        self.assertEqual((match.a, match.b, match.relation), (1, 3, Relation.NEAR))
        (cluster,) = self.feed.clusters()
        self.assertEqual((cluster.cluster, cluster.size, cluster.source_count, cluster.newest), (1, 2, 2, 3))
        self.assertEqual((cluster.begin_seconds, cluster.end_seconds), (10 * DAY, 10 * DAY + 60))
        self.assertEqual(len(self.feed.clusters(least_size=1)), 2)
        self.assertEqual([c.cluster for c in self.feed.clusters(least_size=1, limit=1)], [1])
        self.assertEqual([c.cluster for c in self.feed.clusters(least_size=1, older_than=3)], [2])
        for asked in ({"words": "FERRY"}, {"source": "harrow.example"}, {"since": 10 * DAY}, {"before": 10 * DAY + 1}):
            self.assertEqual([c.cluster for c in self.feed.clusters(**asked)], [1], asked)
        for asked in ({"words": "dairy"}, {"source": "velle.example"}, {"since": 12 * DAY}, {"before": DAY}):
            self.assertEqual(self.feed.clusters(**asked), [], asked)

    def test_a_cluster_of_more_members_than_fit_at_first_is_whole(self):
        self.feed.add([Article(FERRY, id=f"n{i}") for i in range(150)])
        self.assertEqual(self.feed.members(1), list(range(1, 151)))

    def test_a_reader_sees_what_is_there_and_adds_nothing(self):
        self.add_three()
        with Feed(self.path, reads_only=True) as reader:
            self.assertEqual(reader.members(1), [1, 3])
            with self.assertRaises(wiretwin.WiretwinError):
                reader.add([DAIRY])


class Going(FeedCase):
    def test_deleted_and_expired_articles_are_gone(self):
        self.add_three()
        self.assertEqual((self.feed.delete(1), self.feed.delete(1)), (True, False))
        self.assertEqual(self.feed.members(1), [3])
        self.assertEqual(self.feed.expire(10 * DAY + 1), 1)
        self.assertEqual(self.feed.counts()["articles"], 1)

    def test_articles_are_there_after_closing_and_opening(self):
        self.add_three()
        self.feed.close()
        with Feed(self.path) as feed:
            self.assertEqual(feed.find("f2"), 3)
        with self.assertRaisesRegex(ValueError, "this feed is closed"):
            self.feed.find("f2")


class Refusing(FeedCase):
    def test_a_second_writer_is_refused_by_the_name_of_the_file(self):
        with self.assertRaises(wiretwin.InputFailure) as caught:
            Feed(self.path)
        self.assertIn("n\u00e9ws.db", str(caught.exception))

    def test_other_options_are_refused_by_name_and_taken_with_rebuild(self):
        self.add_three()
        self.feed.close()
        with self.assertRaisesRegex(wiretwin.BadArgument, "threshold"):
            Feed(self.path, Options(threshold=0.9))
        with Feed(self.path, Options(threshold=0.9), rebuild=True) as feed:
            self.assertEqual(feed.counts()["articles"], 3)

    def test_texts_that_are_left_out_leave_estimates(self):
        with Feed(Path(self.folder.name) / "lean.db", leaves_texts_out=True) as feed:
            first, copy = feed.add([Article(FERRY, id="a"), Article(LATER, id="b")])
            self.assertEqual((copy.verdict, feed.get(1)[0].text), ("copy", ""))
            self.assertTrue(feed.judge(LATER + " Twice.").is_estimated)

    def test_a_file_of_another_kind_is_refused(self):
        path = Path(self.folder.name) / "notes.txt"
        path.write_text("no database at all, but long enough to be looked at " * 40)
        with self.assertRaises(wiretwin.BadInput):
            Feed(path)
