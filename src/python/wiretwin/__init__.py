"""wiretwin - finds the copies in a pile of news articles

    import wiretwin

    result = wiretwin.find_copies(texts)
    for match in result.matches:
        print(match.a, match.b, match.relation, round(match.figures.jaccard, 2))

A thin layer over the library libwiretwin: Engine (and find_copies) for many articles, compare for two,
Feed for articles as they come, kept in a database. Estimates find candidates, exact counts decide; equal
input gives equal results on any machine.
"""

from .articles import Article, Date, Given, Text
from .c_library import VERSION as __version__
from .comparing import (
    Boilerplate,
    BoilerplatePart,
    Change,
    Comparer,
    Comparison,
    Passage,
    compare,
    find_boilerplate,
    normalise,
)
from .engine import Cluster, Engine, Match, Membership, Progress, Result, Story, find_copies
from .failures import (
    BadArgument,
    BadInput,
    InputFailure,
    NoMemory,
    Stopped,
    TooLarge,
    TooShort,
    WiretwinError,
)
from .feed import Feed, FeedChange, FeedCluster, FeedMatch, Receipt, StoredArticle
from .figures import Figures, Relation
from .options import Options

__all__ = [
    "Article",
    "BadArgument",
    "BadInput",
    "Boilerplate",
    "BoilerplatePart",
    "Change",
    "Cluster",
    "Comparer",
    "Comparison",
    "Date",
    "Engine",
    "Feed",
    "FeedChange",
    "FeedCluster",
    "FeedMatch",
    "Figures",
    "Given",
    "InputFailure",
    "Match",
    "Membership",
    "NoMemory",
    "Options",
    "Passage",
    "Progress",
    "Receipt",
    "Relation",
    "Result",
    "Stopped",
    "StoredArticle",
    "Story",
    "Text",
    "TooLarge",
    "TooShort",
    "WiretwinError",
    "__version__",
    "compare",
    "find_boilerplate",
    "find_copies",
    "normalise",
]
