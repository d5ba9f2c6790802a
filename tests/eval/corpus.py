"""What becomes of the feed files of another parser's test suite, most of them small and many of them malformed.

    python -m tests.eval.corpus --shared DIR

Every file is read as `briefing import` reads it: nothing may raise, take long or let a forbidden character through, and
where feedparser finds entries, their count and titles are the same. Where we differ on purpose, it is counted and said:
an entry that comes twice is told once, and a last entry that is cut short is left out. What is read entry by entry is
the same as read whole. Then all files go through the command itself, twice: the second time changes nothing.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import feedparser

from briefing.articles import article_from
from briefing.articles.text import FORBIDDEN, one_line
from briefing.model import Article, Feed
from briefing.sources.feed import parse_feed
from briefing.sources.files import read_files
from briefing.sources.outcomes import Defaults, Failed, Parsed
from briefing.sources.page import plain

FLOORS = Path(__file__).with_name("floors.json")
SEEN = datetime(2031, 5, 6, tzinfo=UTC)
FEED = Feed("corpus", "https://feeds.example/feed.xml")
LONGEST = 2.0  # seconds of reading one file
SUMS = re.compile(r"([\d,]+) articles?: ([\d,]+) new, ([\d,]+) edited")


def harmful(article: Article) -> bool:
    """Whether an article holds a character that none may hold."""
    texts = (article.title, article.text, article.source, article.url, article.byline, article.credit)
    return any(FORBIDDEN.search(text or "") for text in texts)


def told_once(body: bytes) -> tuple[int, int]:
    """Of a file: entries that come again, and last entries cut short, by feedparser's entries and our own finding."""
    found = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    links = ("" if e.get("guidislink") else e.get("link") for e in found.entries)  # feedparser's guess out of an id
    named = [(e.get("id"), link, e.get("title")) for e, link in zip(found.entries, links, strict=True)]
    texts = [[c.value for c in e.get("content", ())] or [e.get("summary")] for e in found.entries]
    keys = {(*name, "" if any(name[:2]) else str(text)) for name, text in zip(named, texts, strict=True)}
    parsed = parse_feed(body, content_type=None, feed=FEED)
    return len(found.entries) - len(keys), int(isinstance(parsed, Parsed) and parsed.partial)


def by_parts(body: bytes) -> tuple[int, int]:
    """Whether a file is read entry by entry, and whether that finds anything else than reading it as a whole.

    Then it is read again with every other entry known: the rest has to be the same.
    """
    parsed = parse_feed(body, content_type=None, feed=FEED)
    with patch("briefing.sources.feed.chunks_of", return_value=None):
        whole = parse_feed(body, content_type=None, feed=FEED)
    if isinstance(parsed, Failed) or isinstance(whole, Failed) or not parsed.marks:
        return 0, int(isinstance(parsed, Failed) != isinstance(whole, Failed))
    known = {item.mark: item.name for item in parsed.items[::2] if item.mark and item.name}
    rest = parse_feed(body, content_type=None, feed=FEED, known=known, head=parsed.head)
    others = [item for item in parsed.items if item.mark not in known]
    same = [replace(item, mark=None, name=None) for item in parsed.items] == list(whole.items)
    return 1, int(not same or isinstance(rest, Failed) or list(rest.items) != others)


def other_titles(given: Sequence[str | None], articles: Sequence[Article]) -> int:
    """How many titles are neither feedparser's nor what is left of it without its markup; an empty one has no say."""
    pairs = [(title, plain(title), article.title) for title, article in zip(given, articles, strict=False) if title]
    return sum(bool(text) and ours not in (one_line(title), one_line(text)) for title, text, ours in pairs)


def measured(folder: Path, rows: Sequence[dict[str, Any]]) -> Counter[str]:
    """The figures of reading every file; a file in which something is wrong is named."""
    f: Counter[str] = Counter(files=len(rows))
    for row in rows:
        path, wrong = folder / row["path"], Counter[str]()
        began = time.perf_counter()
        try:
            items = [i for i in read_files([path], Defaults(), io.BytesIO()) if not isinstance(i, Failed)]
            articles = [article_from(item, seen=SEEN) for item in items]
        except Exception as error:
            print(f"  {row['path']}: {type(error).__name__}: {error}")
            f["raised"] += 1
            continue
        wrong["slow"] = int(time.perf_counter() - began > LONGEST)
        parts, wrong["parts_differ"] = by_parts(path.read_bytes())
        f["by_parts"] += parts
        wrong["forbidden"] = sum(map(harmful, articles))
        f["entries"] += len(articles)
        if row["entries"]:
            f["with_entries"] += 1
            again, cut = told_once(path.read_bytes()) if len(articles) != row["entries"] else (0, 0)
            f.update(again=again, cut=cut, titles=sum(map(bool, row["titles"])))
            wrong["counts_differ"] = int(len(articles) != row["entries"] - again - cut)
            wrong["titles_differ"] = 0 if again else other_titles(row["titles"], articles)
        for name, count in wrong.items():
            f[name] += count
            if count:
                print(f"  {row['path']}: {name}")
    return f


def imported(folder: Path) -> list[tuple[int, int, int]]:
    """(articles, new, edited) of two imports of the whole folder by the command."""
    out = []
    with tempfile.TemporaryDirectory() as place:
        config = Path(place, "feeds.toml")
        config.touch()
        call = [sys.executable, "-m", "briefing", "--db", f"{place}/store.db", "--config", str(config), "import"]
        for _ in range(2):
            done = subprocess.run([*call, str(folder)], check=False, capture_output=True, text=True)
            sums = SUMS.search(done.stderr)
            if done.returncode not in (0, 1) or not sums:
                raise SystemExit(f"importing {folder} failed: {done.stderr[-300:]}")
            out.append(tuple(int(number.replace(",", "")) for number in sums.groups()))
    return out


def main() -> int:
    """Prints the figures; 1 when one is worse than its floor, 0 and a sentence when the files are not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="the folder with data/")
    feeds = parser.parse_args().shared / "data" / "feeds"
    if not (feeds / "feedparser.jsonl").exists():
        print(f"corpus: no feed files in {feeds}: nothing was measured.")
        return 0
    print("corpus: feed files of another parser's tests")
    rows = [json.loads(line) for line in (feeds / "feedparser.jsonl").read_text("utf-8").splitlines()]
    f = measured(feeds / "feedparser", rows)
    (all_, new, edited), (_, new_again, edited_again) = imported(feeds / "feedparser")
    f["changed_again"] = new_again + edited_again
    print(f"  read                     {f['files']} files, {f['raised']} raised, {f['slow']} over {LONGEST:g} s")
    print(f"  forbidden characters in  {f['forbidden']} of {f['entries']} articles")
    print(f"  other counts             {f['counts_differ']} of {f['with_entries']} files with entries")
    print(f"  told once, cut           {f['again']} and {f['cut']} entries left out on purpose")
    print(f"  other titles             {f['titles_differ']} of {f['titles']}")
    print(f"  read by parts            {f['by_parts']} files, {f['parts_differ']} otherwise than as a whole")
    print(f"  imported                 {all_} articles, {new} new, {edited} edited; again {new_again}, {edited_again}")
    floors = json.loads(FLOORS.read_text("utf-8"))["corpus"]
    worse = [k for k, floor in floors.items() if (f[k] > floor["max"] if isinstance(floor, dict) else f[k] < floor)]
    for name in worse:
        print(f"floor: corpus: {name}: {f[name]} against {floors[name]}")
    return int(bool(worse))


if __name__ == "__main__":
    sys.exit(main())
