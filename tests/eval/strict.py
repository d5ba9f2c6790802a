"""How many of another parser's test files are read without it, and whether that finds what it finds.

    python -m tests.eval.strict --shared DIR [--times 10] [--seed 1]

Each file is read as it stands, and so many times changed by chance: elements left out, moved, said again, taken over
from another file, called otherwise. Anything that differs from what feedparser finds, or raises, is named.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

from briefing.model import Feed
from briefing.sources.feed import UTF8, read_document, read_soon
from briefing.sources.strict import INSIDE

FLOORS = Path(__file__).with_name("floors.json")
FEED = Feed("f", "https://feeds.example/feed.xml", kind="gnews")  # so that more of what is found is compared
CONTENT_TYPES = (None, "text/xml", "application/xml; charset=iso-8859-1")
ELEMENT = re.compile(rb"<([\w:]+)(?:\s[^<>]*)?(?:/>|>[^<]*(?:<!\[CDATA\[.*?\]\]>)?[^<]*</\1>)", re.DOTALL)
NAMES = sorted(name.encode() for names in INSIDE.values() for name in names)


def changed(chance: random.Random, body: bytes, others: Sequence[bytes]) -> bytes:
    """A body with one thing done to it; as it stands where there is nothing to be done."""
    found = [*ELEMENT.finditer(body)]
    if not found:
        return body
    one, two = chance.choice(found), chance.choice(found)
    match chance.randrange(5):
        case 0:
            return body[: one.start()] + body[one.end() :]
        case 1:
            return body[: two.start()] + one[0] + body[two.start() :]
        case 2:
            rest = body[: one.start()] + body[one.end() :]
            at = min(two.start(), len(rest))
            return rest[:at] + one[0] + rest[at:]
        case 3:
            taken = ELEMENT.search(chance.choice(others))
            return body[: one.start()] + taken[0] + body[one.start() :] if taken else body
        case _:
            return re.sub(rb"(</?)" + re.escape(one[1]) + rb"(?=[\s>/])", rb"\1" + chance.choice(NAMES), body)


def compared(body: bytes, content_type: str | None) -> str:
    """Whether it is declined or taken, or what is wrong."""
    try:
        found = read_soon(body, content_type, FEED)
    except Exception as error:
        print(f"  {error!r}")
        return "raised"
    if found is None:
        return "declined"
    with patch("briefing.sources.feed.read_strictly", return_value=None):
        return "taken" if found == read_document(body, content_type, FEED) else "differs"


def measured(bodies: Sequence[tuple[str, bytes]], times: int, chance: random.Random) -> Counter[str]:
    """The figures over every file; a file with which something is wrong is named."""
    f = Counter[str](files=len(bodies))
    others = [body for _, body in bodies]
    for path, body in bodies:
        variants = [("", body, UTF8), *(("charset_", body, each) for each in CONTENT_TYPES)]
        for _ in range(times):
            variants.append(("changed_", changed(chance, chance.choice((body, variants[-1][1])), others), UTF8))
        for kind, data, content_type in variants:
            what = compared(data, content_type)
            f[kind + what if what in ("taken", "declined") else what] += 1
            if what not in ("taken", "declined"):
                print(f"  {path}: {kind}{what}")
    return f


def main() -> int:
    """Prints the figures; 1 when one is worse than its floor, 0 and a sentence when the files are not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="the folder with data/")
    parser.add_argument("--times", type=int, default=10, help="how often each file is changed")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    folder = args.shared / "data" / "feeds" / "feedparser"
    if not folder.is_dir():
        print(f"strict: no feed files in {folder}: nothing was measured.")
        return 0
    bodies = [(path.name, path.read_bytes()) for path in sorted(folder.rglob("*.xml"))]
    f = measured(bodies, args.times, random.Random(args.seed))
    print("strict: feed files of another parser's tests, without that parser")
    print(f"  read          {f['taken']} of {f['files']} files; {f['charset_taken']} in other charsets")
    print(f"  changed       {f['changed_taken']} of {f['changed_taken'] + f['changed_declined']}")
    print(f"  otherwise     {f['differs']}; {f['raised']} raised")
    floors = json.loads(FLOORS.read_text("utf-8"))["strict"]
    worse = [k for k, floor in floors.items() if (f[k] > floor["max"] if isinstance(floor, dict) else f[k] < floor)]
    for name in worse:
        print(f"floor: strict: {name}: {f[name]} against {floors[name]}")
    return int(bool(worse))


if __name__ == "__main__":
    sys.exit(main())
