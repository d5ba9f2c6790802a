"""The cost of grouping as the store grows, as figures; nothing passes or fails here.

    python tests/bench/grouping.py [--most 100000] [--characters 700]

General news about invented matters, each told by a few articles over some days, is imported and grouped; the gate
keeps all of it from being read for statements, so that what is timed is storing, indexing and grouping. Prints
milliseconds an article at each size, their ratio to the first, and the memory of the process. Only figures of one run
may be compared.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefing import intake, pipeline
from briefing.config import Config
from briefing.model import RawItem
from briefing.store import Store, open_store

SIZES = (1_000, 5_000, 25_000, 100_000)
SAMPLE = 1_000  # articles that are timed at each size
ONSETS, RIMES = "b d f g h k l m n p r s t v z", "a e i o u an er in or"
SYLLABLES = [a + b for a in ONSETS.split() for b in RIMES.split()]
START = datetime(2031, 1, 1, tzinfo=UTC)
NOW = START + timedelta(days=3650)


def vocabulary(chance: random.Random, size: int) -> list[str]:
    """Invented words."""
    return ["".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 3, 3, 4)))) for _ in range(size)]


def stream(chance: random.Random, characters: int) -> Iterator[RawItem]:
    """Articles without end: each tells one of the matters of its days in words of its own."""
    common, rare = vocabulary(chance, 2_000), vocabulary(chance, 60_000)
    weights = [1 / (rank + 5) for rank in range(len(common))]
    matters: list[tuple[str, list[str]]] = []
    number = 0
    while True:
        number += 1
        if len(matters) < 40 or chance.random() < 0.35:
            matters = [*matters[-39:], (chance.choice(rare).title(), chance.sample(rare, 12))]
        name, telling = chance.choice(matters)
        words = chance.choices(common, weights, k=characters // 7)
        for _ in range(len(words) // 12):
            words[chance.randrange(len(words))] = chance.choice([name, name.title(), *telling, chance.choice(rare)])
        sentences = (" ".join(words[i : i + 14]).capitalize() for i in range(0, len(words), 14))
        yield RawItem(
            source=f"Paper {number % 97}",
            id=f"b{number}",
            title=f"{name} and {' '.join(chance.sample(telling, 3))}",
            text=". ".join(sentences),
            published=(START + timedelta(minutes=20 * number)).strftime("%Y-%m-%dT%H:%M:%SZ"),
            lang="en",
        )


def added(store: Store, config: Config, batch: list[RawItem]) -> tuple[list[RawItem], float, float]:
    """A batch that was stored and grouped, with the seconds until it was stored and until it was grouped."""
    start = time.process_time()
    intake.keep(store, batch, now=NOW)
    kept = time.process_time() - start
    for _ in pipeline.read(store, config, clock=lambda: NOW):
        pass
    return batch, kept, time.process_time() - start


def main() -> None:
    """Print the figures at each size up to `--most`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=25_000)
    parser.add_argument("--characters", type=int, default=700)
    args = parser.parse_args()
    items, stored, first = stream(random.Random(7), args.characters), 0, 0.0
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "load.db") as store:
        config = Config(Path(folder) / "feeds.toml")
        for size in (s for s in SIZES if s <= args.most):
            while stored < size:
                stored += len(added(store, config, [next(items) for _ in range(min(SAMPLE, size - stored))])[0])
            batch, kept, taken = added(store, config, [next(items) for _ in range(SAMPLE)])
            stored += len(batch)
            cost = 1000 * (taken - kept) / len(batch)
            first = first or cost
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{stored:>7,} articles of {args.characters}: {cost:6.2f} ms to group one ({cost / first:.2f} times "
                f"the first), {len(batch) / taken:5.0f} a second with storing, {memory:4.0f} MB",
                flush=True,
            )


if __name__ == "__main__":
    main()
