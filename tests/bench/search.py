"""Search and its index at a size of years, as figures; nothing passes or fails here.

Figures of one run may be compared with each other, never with those of another day: machines are noisy.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path

from briefing.model import Article, Hit, Statement
from briefing.store import Store, index, open_store, rows, transaction, writes
from briefing.store.search import search

ROUNDS = 5
BATCH = 500
DAYS = 1_500
CONSONANTS = ("b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "st", "tr", "ch")
SYLLABLES = [a + b for a in CONSONANTS for b in ("a", "e", "i", "o", "u", "an", "en", "er")]
QUERIES = {
    "a word of most articles": "china",
    "a word of few": "zubrowka",
    "two words of most": "china minister",
    "a phrase of most": '"china minister"',
    "the same words the other way round": '"minister china"',
    "the beginning of a common word": "chin*",
    "the beginning of many": "con*",
    "two characters of most": "中国",
    "three characters": "外交部",
    "two characters of few": "黑客",
    "the same two the other way round": "国中",
    "one character of most": "中",
    "a common word, another excluded": "china -minister",
    "a common word and a common government": "china government:GB",
    "a common word and a rare government": "china government:NZ",
    "a common word and a rare actor": "china actor:APT99",
    "a common word, levels from L4": "china level:L4..",
    "a common word, new incidents": "china is:new",
    "a common word, kept incidents": "china is:kept",
    "a common word, a common publisher": "china source:wire",
    "a common word, a rare publisher": 'china source:"Wire 7"',
    "a common word, a common language": "china lang:zh",
    "a common word before an early day": "china until:2020-02-01",
    "a rare government alone": "government:NZ",
}
TYPED = ("ch", "chi", "chin", "china", "china min", "china minister government:GB", "中", "中国", "外交部")


def vocabulary(dice: random.Random, letters: list[str], count: int, lengths: tuple[int, ...]) -> list[str]:
    """Invented words."""
    words = {"".join(dice.choices(letters, k=dice.choice(lengths))) for _ in range(count)}
    return dice.sample(sorted(words), len(words))


def texts(dice: random.Random, size: int) -> Iterator[str]:
    """Texts of about `size` characters, two of five in Chinese characters, whose words are as uneven as real ones."""
    latin = ["china", "minister", *vocabulary(dice, SYLLABLES, 60_000, (1, 2, 2, 3, 3, 4))]
    signs = [chr(c) for c in dice.sample(range(0x4E00, 0x9FA0), 4_500)]
    han = ["中国", *vocabulary(dice, signs, 60_000, (1, 2, 2, 2, 3))]
    share, chinese = ([*accumulate(1 / (n + 3) for n in range(len(w)))] for w in (latin, han))
    while True:
        for _ in range(3):
            words = dice.choices(latin, cum_weights=share, k=size // 6)
            yield " ".join(["china minister", *words, "zubrowka" * (dice.random() < 0.001)]) + "."
        for _ in range(2):
            words = dice.choices(han, cum_weights=chinese, k=size // 2)
            for at in range(0, len(words), 11):
                words[at] += "，"
            yield "".join([*words, "外交部" * (dice.random() < 0.5), "黑客" * (dice.random() < 0.001)]) + " china"


def articles(count: int, size: int) -> Iterator[Article]:
    """Articles of some years, by date with a little disorder."""
    dice = random.Random(11)  # the same articles in each run
    for n, text in zip(range(count), texts(dice, size), strict=False):
        day = date(2020, 1, 1) + timedelta(days=n * DAYS // count + dice.randrange(3))
        yield Article(f"a{n}", text[:60], text, f"Wire {n % 50}", published=day.isoformat(), lang=["zh", "en"][n % 2])


def fill(store: Store, found: list[Article], seen: datetime) -> float:
    """Store the articles; returns the seconds that took."""
    start = time.perf_counter()
    for at in range(0, len(found), BATCH):
        writes.save_articles(store, [(a, str(hash(a.text))) for a in found[at : at + BATCH]], seen=seen)
    return time.perf_counter() - start


def group(store: Store, count: int) -> None:
    """An incident for every two articles and a statement in each, past reading and grouping."""
    dice = random.Random(12)
    incidents = [(f"i{n}", f"Matter {n}", "x", "kept" if n % 500 == 0 else "new") for n in range(count // 2)]
    said = []
    for n in range(count):
        rare = dice.random() < 0.001
        s = Statement(
            id=f"s{n}",
            article=f"a{n}",
            start=0,
            end=5,
            text="china",
            party="government",
            direction="accusation",
            form="direct",
            government="NZ" if rare else "GB",
            level=f"L{n % 5}",
            kind=("attribution",),
            actors=("APT99" if rare else "APT31",),
        )
        values = (s.id, s.article, s.start, s.end, "", s.text, s.party, s.government, s.level, None, "")
        said.append((*values, rows.statement_data(s)))
    with transaction(store):
        store.db.executemany("INSERT INTO incidents (id, title, changed_at, status) VALUES (?, ?, ?, ?)", incidents)
        store.db.executemany(
            "INSERT INTO memberships VALUES (?, ?, 'statement', '', 1, 0)",
            [(f"i{n // 2 % (count // 2)}", f"a{n}") for n in range(count)],
        )
        store.db.executemany(f"INSERT INTO statements VALUES ({','.join('?' * 12)})", said)


def size_of(store: Store) -> float:
    """Megabytes in use."""
    pages, free, page = (
        store.db.execute(f"PRAGMA {p}").fetchone()[0] for p in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * page / 1e6


def tell(name: str, query: str, work: Callable[[], list[Hit]]) -> None:
    """Print the median time of a search."""
    spent = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        hits = work()
        spent.append(time.perf_counter() - start)
    print(f"{name:40} {query:26} {len(hits):4} hits {statistics.median(spent) * 1000:8.1f} ms", flush=True)


def main() -> None:
    """Print every figure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=100_000)
    options.add_argument("--characters", type=int, default=3_000)
    asked = options.parse_args()
    seen = datetime(2024, 3, 1, tzinfo=UTC)
    found = list(articles(asked.articles, asked.characters))
    characters = sum(len(a.text) for a in found) / len(found)
    print(f"{len(found):,} articles of {characters:,.0f} characters")
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "bench.db") as store:
        keep, index.catch_up = index.catch_up, lambda *_, **__: 0  # type: ignore[assignment]
        stored, bare = fill(store, found, seen), size_of(store)
        index.catch_up = keep
        start = time.perf_counter()
        index.catch_up(store)
        taken = time.perf_counter() - start
        print(f"storing them                {stored:8.1f} s   {bare:8.0f} MB")
        print(f"indexing them               {taken:8.1f} s   {size_of(store) - bare:8.0f} MB")
        start = time.perf_counter()
        group(store, len(found))
        print(f"statements and incidents    {time.perf_counter() - start:8.1f} s")
        for name, query in QUERIES.items():
            tell(name, query, partial(search, store, query))
        for query in TYPED:
            tell("as it is typed in the app", query, partial(search, store, query, limit=200, typing=True))


if __name__ == "__main__":
    main()
