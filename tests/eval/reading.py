"""Figures of the reader that the shared scorers do not give: the gate, the speed, our own sentences.

    python -m tests.eval.reading --shared DIR [--long]

The gate's misses are pages on which the labels hold a government's statement and which the gate does not let through;
general news is what should not pass. Speeds are of one core, over pages joined to 5,000 characters.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from briefing.gazetteer import load
from briefing.model import Article
from briefing.statements import statements_in, worth_reading
from tests.statements import own_sentences

FLOORS = Path(__file__).with_name("floors.json")
LENGTH = 5000  # characters of an article whose reading is timed
GENERAL = 1000  # articles of general news that are looked at
ROUNDS = 3


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def article(row: dict[str, Any], text: str) -> Article:
    """A row of a data file as an article with another text."""
    return Article(
        id=str(row["id"]), title=row.get("title") or "", text=text, source="data", lang=row.get("lang", "en")
    )


def joined(pages: Sequence[dict[str, Any]]) -> list[Article]:
    """Articles of LENGTH characters, made of pages one after another."""
    out, text = [], ""
    for row in pages:
        text += row["text"] + "\n\n"
        if len(text) >= LENGTH:
            out.append(article(row, text[:LENGTH]))
            text = ""
    return out


def a_second(work: Callable[[Article], object], articles: Sequence[Article]) -> float:
    """How many of the articles one core does in a second; the best of ROUNDS."""
    best = float("inf")
    for _ in range(ROUNDS):
        begin = time.process_time()
        for one in articles:
            work(one)
        best = min(best, time.process_time() - begin)
    return len(articles) / best


def measured(data: Path) -> dict[str, float]:
    """The gate's misses, what it lets in without need, and how fast one core reads and gates."""
    gazetteer = load()
    gold = {row["id"]: row for row in rows(data / "press/dev_gold.jsonl")}
    pages = list(rows(data / "press/dev_pages.jsonl"))
    speaking = [p for p in pages if any(s["government"] for s in gold[p["id"]]["statements"])]
    missed = [p["id"] for p in speaking if not worth_reading(article(p, p["text"]), gazetteer)]
    local = islice(rows(data / "incidents/gva_dev.jsonl"), GENERAL)
    general = [article(r, (r["text"] * 9)[:LENGTH]) for r in local]
    dense = joined([p for p in pages if p["lang"] == "en"])
    news = [article(r, (r["text"] * 9)[:LENGTH]) for r in rows(data / "statements/polnear_dev.jsonl")]
    return {
        "pages_with_words": len(speaking),
        "gate_misses": len(missed),
        "general_news": len(general),
        "general_let_in": sum(worth_reading(a, gazetteer) for a in general),
        "read_a_second": a_second(lambda a: statements_in(a, gazetteer), news),
        "statements_each": sum(len(statements_in(a, gazetteer).statements) for a in news) / len(news),
        "dense_read_a_second": a_second(lambda a: statements_in(a, gazetteer), dense),
        "dense_statements_each": sum(len(statements_in(a, gazetteer).statements) for a in dense) / len(dense),
        "gated_a_second": a_second(lambda a: worth_reading(a, gazetteer), general),
    }


def swept(data: Path) -> tuple[int, int]:
    """(texts read, statements) of everything there is to read.

    Raises AssertionError at a span that is not verbatim, and whatever reading raises.
    """
    gazetteer, texts, said = load(), 0, 0
    for path in sorted(data.glob("*/*.jsonl")):
        for row in rows(path):
            if not isinstance(row.get("text"), str) or not row["text"]:
                continue
            texts += 1
            for s in statements_in(article({"id": texts, **row}, row["text"]), gazetteer).statements:
                assert row["text"][s.start : s.end] == s.text, (path.name, row.get("id"), s)
                said += 1
    return texts, said


def main() -> int:
    """Prints the figures; 1 when one is worse than its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="the folder with data/")
    parser.add_argument("--long", action="store_true", help="also read every text there is and compare every span")
    args = parser.parse_args()
    data, floors = args.shared / "data", json.loads(FLOORS.read_text("utf-8"))["reading"]
    f = measured(data)
    print("reading: the gate, the speed, our own sentences")
    print(f"  gate misses              {f['gate_misses']} of {f['pages_with_words']} pages with a government's words")
    print(f"  general news let in      {f['general_let_in']} of {f['general_news']}")
    for sort, name in (("news", ""), ("short pages joined", "dense_")):
        speed, said = f[f"{name}read_a_second"], f[f"{name}statements_each"]
        print(f"  read, {LENGTH} characters    {speed:.0f} articles/s, {said:.0f} statements each ({sort})")
    print(f"  not let in               {f['gated_a_second']:.0f} articles/s")
    for name, score in own_sentences.score(own_sentences.FOLDER).items():
        heard = f"{score['heard']} of {score['governments']}"
        print(f"  {name:<24} {score['right']} of {score['cases']} right, governments {heard}, false {score['false']}")
        f |= {f"{name}_right": score["right"], f"{name}_false": score["false"]}
    if args.long:
        print("  everything read          {} texts, {} statements, every span verbatim".format(*swept(data)))
    worse = [k for k, floor in floors.items() if (f[k] > floor["max"] if isinstance(floor, dict) else f[k] < floor)]
    for name in worse:
        print(f"floor: reading: {name}: {f[name]} against {floors[name]}")
    return int(bool(worse))


if __name__ == "__main__":
    sys.exit(main())
