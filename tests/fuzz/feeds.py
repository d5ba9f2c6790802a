"""Feeds mutilated by chance: none may raise, let a forbidden character through or be read otherwise as a whole.

    python tests/fuzz/feeds.py [--shared DIR] [--seed N] [--count N] [--keep DIR]

The originals are our own feeds and, where it is there, the measuring data's feed files. Each input, of 1 to 500 kB, is
read and made into articles in a process that is ended when it takes too long. Inputs on which feedparser is slow are
told and kept: it is known to need more than linear time on some, which is why a refresh does not wait for it forever.
Inputs on which anything else goes wrong are kept too, and the exit code is then 1.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from unittest.mock import patch

from briefing.articles import article_from
from briefing.articles.text import FORBIDDEN
from briefing.model import Article, Feed
from briefing.sources.feed import parse_feed
from briefing.sources.outcomes import Failed, Parsed

HERE = Path(__file__).parents[1] / "data" / "feeds"
OWN = 5  # feeds of our own
SEEN = datetime(2031, 5, 6, tzinfo=UTC)
FEED = Feed("fuzz", "https://feeds.example/feed.xml")
SMALLEST, LARGEST = 1_000, 500_000  # bytes
PACE, LEAST = 2.0 / 500_000, 0.5  # seconds for each byte, and for the smallest input
PATIENCE = 10  # times the seconds that an input may take, after which its process is ended
TAG = re.compile(rb"<[a-zA-Z:]+[^<>]{0,200}>")
TEXT = re.compile(rb">[^<>]{1,2000}<")
FRAGMENTS = (
    b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?x ", b"?>", b"<!DOCTYPE r [", b'<!ENTITY a "b">', b"]>", b"&a;", b"&",
    b"<", b">", b'"', b"'", b"\0", b"\x1b[31m", b"\x9b", b"\xc2\x9b", b"\xff\xfe", b"\xed\xa0\x80", b"\xe2\x80\xae",
    b"&#xD83D;", b"&#x110000;", b"&#0;", b"&#27;", b"&#" + b"9" * 5_000 + b";", b"\n" * 300, b" " * 300, b"a" * 300,
    b"<script>", b"<div>", b"</div>", b"<item>", b"</item>", b"<entry>", b"</channel>", b' xmlns:q="http://q.example/"',
    b' xml:base="//x/"', b' type="xhtml"', b' type="base64"', b"{{ 7 }}", b"\xef\xbb\xbf", b"1e999", b"-1", b"<a b=",
    b'<?xml version="1.0" encoding="utf-16"?>', b'<?xml version="1.0" encoding="punycode"?>', b"<title/>", b"<link/>",
)  # fmt: skip
Mutation = Callable[[random.Random, bytes, Sequence[bytes]], bytes]


def part(chance: random.Random, body: bytes, longest: int = 2_000) -> tuple[int, int]:
    """A range of some bytes."""
    start = chance.randrange(len(body) + 1)
    return start, min(len(body), start + chance.randrange(1, longest))


def truncated(chance: random.Random, body: bytes, _: Sequence[bytes]) -> bytes:
    return body[: chance.randrange(len(body) + 1)]


def flipped(chance: random.Random, body: bytes, _: Sequence[bytes]) -> bytes:
    out = bytearray(body)
    for _number in range(chance.randrange(1, 20) if out else 0):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def deleted(chance: random.Random, body: bytes, _: Sequence[bytes]) -> bytes:
    start, end = part(chance, body)
    return body[:start] + body[end:]


def repeated(chance: random.Random, body: bytes, _: Sequence[bytes]) -> bytes:
    start, end = part(chance, body, chance.choice((20, 200, 2_000)))
    times = chance.choice((2, 10, LARGEST // max(1, end - start)))
    return body[:start] + body[start:end] * times + body[end:]


def inserted(chance: random.Random, body: bytes, _: Sequence[bytes]) -> bytes:
    fragment = chance.choice(FRAGMENTS) * chance.choice((1, 1, 1, 50, 5_000))
    start = chance.randrange(len(body) + 1)
    return body[:start] + fragment + body[start:]


def nested(chance: random.Random, body: bytes, _: Sequence[bytes]) -> bytes:
    """An element that begins again and again inside itself, and ends as often or not at all."""
    found = chance.choice([*TAG.finditer(body)] or [None])
    if found is None or found[0].endswith(b"/>"):
        return body
    times = chance.choice((5, 100, LARGEST // 2 // len(found[0])))
    end = b"</" + re.split(rb"[\s>]", found[0][1:])[0] + b">"
    return body[: found.start()] + found[0] * times + end * chance.choice((0, times)) + body[found.end() :]


def attributed(chance: random.Random, body: bytes, _: Sequence[bytes]) -> bytes:
    """A start tag with many attributes, alike or not."""
    found = chance.choice([*TAG.finditer(body)] or [None])
    if found is None:
        return body
    form = chance.choice((b' a="b"', b' a%d="b"', b' xmlns:a%d="http://a.example/%d"', b" a", b" a='", b' href="x%d"'))
    many = b"".join(form.replace(b"%d", b"%d" % number) for number in range(chance.choice((2, 200, LARGEST // 20))))
    at = found.end() - 1
    return body[:at] + many + body[at:]


def swollen(chance: random.Random, body: bytes, _: Sequence[bytes]) -> bytes:
    """A text between two tags that goes on and on."""
    found = chance.choice([*TEXT.finditer(body)] or [None])
    if found is None:
        return body
    piece = chance.choice((b"a", b"a ", b"A. ", b"a@", b"a.", b"&amp;", b"&lt;b&gt;", b"\n", b"- ", b"1", b", ", b"(",
                           found[0][1:-1], "中".encode(), "\u202e".encode(), b"http://a "))  # fmt: skip
    more = piece * (chance.choice((1_000, LARGEST)) // len(piece))
    return body[: found.end() - 1] + more + body[found.end() - 1 :]


def spliced(chance: random.Random, body: bytes, originals: Sequence[bytes]) -> bytes:
    other = chance.choice(originals)
    start, end = part(chance, other)
    at = chance.randrange(len(body) + 1)
    return body[:at] + other[start:end] + body[at:]


def recoded(chance: random.Random, body: bytes, _: Sequence[bytes]) -> bytes:
    charset = chance.choice(("utf-16", "utf-16-le", "utf-32", "latin-1", "shift_jis", "utf-7", "cp037"))
    return body.decode("utf-8", "replace").encode(charset, "replace")


MUTATIONS: tuple[Mutation, ...] = (
    truncated, flipped, deleted, repeated, inserted, nested, attributed, swollen, spliced, recoded,
)  # fmt: skip


def mutated(chance: random.Random, originals: Sequence[bytes]) -> tuple[bytes, str]:
    """An input and the names of what was done to it."""
    own = chance.random() < 0.3  # they come first, and hold what feeds usually hold
    body, done = chance.choice(originals[:OWN] if own else originals), []
    if chance.random() < 0.2:
        body *= min(200, LARGEST // max(1, len(body)))
    for mutation in chance.choices(MUTATIONS, k=chance.choice((1, 1, 2, 3, 5))):
        body = mutation(chance, body, originals)[:LARGEST]
        done.append(mutation.__name__)
    return body + b" " * (SMALLEST - len(body)), ", ".join(done)


@dataclass(frozen=True, slots=True)
class Seen:
    """What reading one input gave."""

    wrong: str = ""  # empty = nothing
    articles: int = 0
    parsing: float = 0.0  # CPU seconds
    making: float = 0.0


def examined(body: bytes) -> Seen:
    """Read an input, where that is soon done in two ways, and look at what it becomes; what is raised is told."""
    try:
        began = time.process_time()
        parsed = parse_feed(body, content_type=None, feed=FEED)
        parsing = time.process_time() - began
        items = () if isinstance(parsed, Failed) else parsed.items
        began = time.process_time()
        articles = [article_from(item, seen=SEEN) for item in items]
        making = time.process_time() - began
        wrong = "holds a forbidden character" if any(map(harmful, articles)) else ""
        if parsing < LEAST:
            with patch("briefing.sources.feed.chunks_of", return_value=None):
                whole = parse_feed(body, content_type=None, feed=FEED)
            if found_in(parsed) != found_in(whole):
                wrong = "is read otherwise as a whole"
        return Seen(wrong, len(articles), parsing, making)
    except Exception as error:
        return Seen(f"raises {type(error).__name__}: {error}"[:200])


def found_in(parsed: Parsed | Failed) -> object:
    """What was found, without what the next poll would know it by."""
    if isinstance(parsed, Failed):
        return parsed
    return [replace(item, mark=None, name=None) for item in parsed.items], parsed.damaged


def harmful(article: Article) -> bool:
    texts = (article.title, article.text, article.source, article.url, article.byline, article.credit)
    return any(FORBIDDEN.search(text or "") for text in texts)


def serve(asked: Connection) -> None:
    """Examine what comes until nothing comes any more."""
    while body := asked.recv_bytes():
        asked.send(examined(body))


class Examiner:
    """A process that examines inputs; one that takes too long costs it its life, and another takes over."""

    def __init__(self) -> None:
        self.context = multiprocessing.get_context("spawn")
        self.start()

    def start(self) -> None:
        self.connection, other = self.context.Pipe()
        self.process = self.context.Process(target=serve, args=(other,), daemon=True)
        self.process.start()
        other.close()
        self.connection.send_bytes(b"<rss/>")  # so that importing is not counted
        self.connection.recv()

    def examine(self, body: bytes, seconds: float) -> Seen:
        self.connection.send_bytes(body)
        try:
            if self.connection.poll(seconds):
                found: Seen = self.connection.recv()
                return found
            seen = Seen(parsing=seconds)
        except EOFError:
            seen = Seen("ends the process that reads it")
        self.process.kill()
        self.process.join()
        self.start()
        return seen


def originals(shared: Path | None) -> list[bytes]:
    """Our own feeds, then those of the measuring data."""
    paths = sorted(path for path in HERE.iterdir() if path.suffix != ".expected")[:OWN]
    if shared:
        paths += sorted((shared / "data" / "feeds").rglob("*.xml"))
    return [path.read_bytes() for path in paths]


def findings(seed: int, count: int, bodies: Sequence[bytes]) -> Iterator[tuple[str, bytes, Seen]]:
    """(what was done, input, what came of it) for every input."""
    chance, examiner = random.Random(seed), Examiner()
    for _ in range(count):
        body, done = mutated(chance, bodies)
        yield done, body, examiner.examine(body, PATIENCE * max(LEAST, PACE * len(body)))
    examiner.connection.send_bytes(b"")


def main() -> int:
    """Print what was found; 1 when anything but feedparser's time is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, help="the folder with data/feeds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2_000, help="inputs")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir(), "briefing-fuzz"), metavar="DIR")
    args = parser.parse_args()
    args.keep.mkdir(parents=True, exist_ok=True)
    sums: Counter[str] = Counter()
    for number, (done, body, seen) in enumerate(findings(args.seed, args.count, originals(args.shared))):
        limit = max(LEAST, PACE * len(body))
        wrong = seen.wrong or (f"needs {seen.making:.1f} s as articles" if seen.making > limit else "")
        slow = "" if wrong or seen.parsing <= limit else f"takes feedparser {seen.parsing:.1f} s"
        sums.update(inputs=1, wrong=bool(wrong), slow=bool(slow), articles=seen.articles)
        if told := wrong or slow:
            path = args.keep / f"{args.seed}-{number}.xml"
            path.write_bytes(body)
            print(f"{path} ({len(body):,} bytes: {done}) {told}", flush=True)
    print("{inputs} inputs, {articles} articles; {wrong} wrong, {slow} slow".format_map(sums))
    return int(bool(sums["wrong"]))


if __name__ == "__main__":
    sys.exit(main())
