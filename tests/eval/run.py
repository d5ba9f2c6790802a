"""The quality gate: runs the shared scorers over the measuring data and compares their figures with floors.json.

    python tests/eval/run.py --shared DIR [--long]

Ends with 1 when a figure falls below its floor, with 0 and one sentence when the data is not there.
A floor may only rise.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
PRESS = ("data/press/dev_pages.jsonl", "data/press/dev_gold.jsonl")
NOISY = "data/press/dev_noisy.jsonl"


def calls(shared: Path, long: bool) -> list[list[str]]:
    """The scorers' command lines, without `--briefing` and `--floor`."""
    statements, incidents = "tools/score_statements.py", "tools/score_incidents.py"
    seeds = [str(next(iter(sorted((shared / "seeds").glob(name))), "")) for name in ("000_*.txt", "004_*.txt")]
    pages, gold = (str(shared / name) for name in PRESS)
    noisy = str(shared / NOISY)
    out = [
        [statements, "seeds", *seeds, str(shared / "data/statements/seeds_gold.jsonl")],
        [statements, "press", pages, gold],
        [statements, "press", noisy, gold],
        [statements, "press", pages, gold, "--only-bases", noisy],
        [statements, "polnear", str(shared / "data/statements/polnear_dev.jsonl")],
        [incidents, pages, "--gold", gold],
        [incidents, noisy, "--gold", gold],
    ]
    if long:
        out += [[incidents, str(shared / f"data/incidents/{name}.jsonl")] for name in ("gva_dev", "ecbplus")]
    return [[str(shared / tool), *rest] for tool, *rest in out]


def main() -> int:
    """Runs every scorer; the exit code is the worst of theirs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="the folder with data/, seeds/ and tools/")
    parser.add_argument("--long", action="store_true", help="also the incident benchmarks that take minutes")
    args = parser.parse_args()
    shared = args.shared.resolve()
    if not (shared / "tools" / "score_statements.py").exists() or not (shared / "data").is_dir():
        print(f"No measuring data in {shared}: nothing was measured.")
        return 0
    briefing = Path(sys.executable).with_name("briefing")
    worst = 0
    for call in calls(shared, args.long):
        done = subprocess.run([sys.executable, *call, "--briefing", str(briefing), "--floor", str(FLOORS)], check=False)
        worst = max(worst, done.returncode)
    reading = [sys.executable, "-m", "tests.eval.reading", "--shared", str(shared), *(["--long"] if args.long else [])]
    corpus = [sys.executable, "-m", "tests.eval.corpus", "--shared", str(shared)]
    strict = [sys.executable, "-m", "tests.eval.strict", "--shared", str(shared)]
    for part in (reading, corpus, strict):
        worst = max(worst, subprocess.run(part, check=False, cwd=HERE.parent.parent).returncode)
    print("Every figure holds its floor." if worst == 0 else "A figure fell below its floor, or a scorer failed.")
    return worst


if __name__ == "__main__":
    sys.exit(main())
