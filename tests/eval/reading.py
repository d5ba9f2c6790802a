"""Figures of the reader that the shared scorers do not give: the gate, the speed, our own sentences.

    python tests/eval/reading.py --shared DIR

The gate's misses are pages on which the labels hold a government's statement and which the gate does not let through;
general news is what should not pass. Speeds are of one core, over pages joined to 5,000 characters.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from briefing.gazetteer import load
from briefing.model import Article
from briefing.statements import statements_in, worth_reading
from tests.statements import own_sentences

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
        begin = time.perf_counter()
        for one in articles:
            work(one)
        best = min(best, time.perf_counter() - begin)
    return len(articles) / best


def main() -> int:
    """Prints the figures; 1 when one is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="the folder with data/")
    data = parser.parse_args().shared / "data"
    gazetteer = load()
    gold = {row["id"]: row for row in rows(data / "press/dev_gold.jsonl")}
    pages = list(rows(data / "press/dev_pages.jsonl"))
    speaking = [p for p in pages if any(s["government"] for s in gold[p["id"]]["statements"])]
    missed = [p["id"] for p in speaking if not worth_reading(article(p, p["text"]), gazetteer)]
    general = [
        article(r, (r["text"] * 9)[:LENGTH])
        for _, r in zip(range(GENERAL), rows(data / "incidents/gva_dev.jsonl"), strict=False)
    ]
    passed = sum(worth_reading(a, gazetteer) for a in general)
    dense = joined([p for p in pages if p["lang"] == "en"])
    reading = a_second(lambda a: statements_in(a, gazetteer), dense)
    gating = a_second(lambda a: worth_reading(a, gazetteer), general)
    said = sum(len(statements_in(a, gazetteer).statements) for a in dense) / len(dense)
    print("reading: gate and speed")
    print(f"  gate misses            {len(missed)} of {len(speaking)} pages with a government's words {missed or ''}")
    print(f"  general news let in    {passed} of {len(general)}")
    print(f"  read, {LENGTH} characters  {reading:.0f} articles/s ({said:.0f} statements each)")
    print(f"  not let in             {gating:.0f} articles/s")
    print("own sentences")
    for name, score in own_sentences.score(own_sentences.FOLDER).items():
        print(
            f"  {name:<22} {score['right']} of {score['cases']} wholly right, governments "
            f"{score['heard']} of {score['governments']}, false {score['false']}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
