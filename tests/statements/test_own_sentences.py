"""Every case of our own sentences is read as a careful analyst reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.gazetteer import load
from tests.statements.own_sentences import FOLDER, Case, cases, faults, score


def marked(case: Case) -> object:
    """The case as a parameter; one with a known limit must fail, and says why."""
    marks = [pytest.mark.xfail(reason=case.open, strict=True)] if case.open else []
    return pytest.param(case, id=case.id, marks=marks)


@pytest.mark.parametrize("case", [marked(c) for path in sorted(FOLDER.glob("*.toml")) for c in cases(path)])
def test_case(case: Case) -> None:
    read = case.read(load())
    shown = [(s.governments, s.party, s.direction, s.kind, s.level, s.response_codes, s.speaker, s.text) for s in read]
    assert not faults(case, read), "\n".join([case.tests, case.text, *map(str, shown)])


TEXT = "The Czech foreign ministry said that Chinese state-backed hackers had read the mail of a port."


def scored(tmp_path: Path, table: str) -> dict[str, float]:
    (tmp_path / "en_1.toml").write_text(f"[[case]]\ntext = '''{TEXT}'''\ntests = 'the scorer'\n{table}")
    return score(tmp_path)["en_1"]


def test_the_scorer_counts_what_is_right(tmp_path: Path) -> None:
    told = scored(tmp_path, '[[case.statement]]\ngovernments = ["CZ"]\nkinds = ["attribution"]\nlevel = "L4"\n')
    assert (told["right"], told["heard"], told["false"], told["kinds_right"], told["levels_right"]) == (1, 1, 0, 1, 1)
    assert (told["precision"], told["recall"]) == (1.0, 1.0)


@pytest.mark.parametrize(
    "table",
    [
        "",
        '[[case.statement]]\ngovernments = ["CZ", "FR"]\n',
        '[[case.statement]]\ngovernments = ["CZ"]\nkinds = ["denial"]\n',
        '[[case.statement]]\ngovernments = ["CZ"]\nlevel = "L6"\n',
        '[[case.statement]]\ngovernments = ["CZ"]\ncodes = ["R01"]\n',
        '[[case.statement]]\ngovernments = ["CZ"]\ncontains = "of a hospital"\n',
        '[[case.statement]]\ngovernments = ["CZ"]\n[[case.statement]]\ngovernments = ["CZ"]\n',
        '[[case.statement]]\ngovernments = ["CZ"]\n[case.never]\nkinds = ["attribution"]\n',
        '[[case.statement]]\ngovernments = ["CZ"]\n[case.never]\ndirections = ["accusation"]\n',
    ],
)
def test_the_scorer_counts_what_is_wrong(tmp_path: Path, table: str) -> None:
    assert scored(tmp_path, table)["right"] == 0


@pytest.mark.parametrize(
    "table",
    [
        '[[case.statement]]\ngovernments = ["CZ"]\nkinds = ["atribution"]\n',
        '[[case.statement]]\ngovernment = ["CZ"]\n',
        "[[case.statement]]\ngovernments = []\n",
        'may = ["CN"]\n[case.never]\ngovernments = ["CN"]\n',
    ],
)
def test_a_case_that_is_not_of_the_format_is_refused(tmp_path: Path, table: str) -> None:
    with pytest.raises(ValueError, match=r"en_1\.toml, case 1"):
        scored(tmp_path, table)
