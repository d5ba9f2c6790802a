"""The house's rules, held by machine: imports, rooms, words."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "briefing"
MODULES = sorted(
    ".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for p in PACKAGE.rglob("*.py")
)
HEADLESS = [m for m in MODULES if not m.startswith("briefing.tui") and m != "briefing.__main__"]


def loaded(code: str) -> set[str]:
    """The modules that a fresh interpreter holds after running `code`."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_every_module_outside_the_app_imports_without_textual() -> None:
    code = "\n".join(f"import {m}" for m in HEADLESS)
    assert not {m for m in loaded(code) if m.split(".")[0] in ("textual", "rich")}


def test_the_command_line_starts_with_little() -> None:
    heavy = {
        "textual",
        "sqlite_utils",
        "feedparser",
        "lxml",
        "urllib3",
        "jinja2",
        "sqlite3",
        "dateutil",
        "platformdirs",
    }
    assert not heavy & loaded("import briefing.cli")


def test_no_module_outside_the_command_line_prints() -> None:
    for path in PACKAGE.rglob("*.py"):
        if "cli" in path.parts:
            continue
        calls = [
            n.func.id
            for n in ast.walk(ast.parse(path.read_text()))
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
        ]
        assert "print" not in calls, path


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_error_is_swallowed(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ExceptHandler):
            silent = all(isinstance(s, ast.Pass) for s in node.body)
            assert not silent, f"{path}:{node.lineno} swallows an error"
            assert node.type is not None, f"{path}:{node.lineno} catches everything"


def test_every_module_stands_in_the_list_of_rooms() -> None:
    rooms = (ROOT / "docs" / "rooms.md").read_text()
    named = {line.split("`")[1] for line in rooms.splitlines() if line.startswith("| `")}
    files = {str(p.relative_to(ROOT)) for p in PACKAGE.rglob("*.py") if p.read_text().strip()}
    assert named == files


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_public_names_say_what_they_are(path: Path) -> None:
    tree = ast.parse(path.read_text())
    if path.read_text().strip():
        assert ast.get_docstring(tree), f"{path} has no docstring"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{path}:{node.lineno} {node.name} has no docstring"


def test_every_dependency_is_accounted_for() -> None:
    import re
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    told = (ROOT / "docs" / "dependencies.md").read_text()
    for requirement in project["dependencies"]:
        name = re.split(r"[<>=!~\[ ]", requirement)[0]
        assert f"| {name} |" in told, f"docs/dependencies.md says nothing of {name}"


def test_every_word_of_a_vocabulary_is_documented() -> None:
    from briefing import model, wording

    told = (ROOT / "docs" / "words.md").read_text()
    for vocabulary in (model.KINDS, model.LEVELS, model.ROLES, model.PARTIES, model.DIRECTIONS, model.FORMS):
        for word in vocabulary:
            assert word in told, word
    for words in (model.VERIFICATIONS, model.CHANNELS):
        for word in words:
            assert f"`{word}`" in told, word
    for code, words_of in {**wording.LEVEL_WORDS, **wording.CODE_WORDS}.items():
        assert f"| {code} | {words_of} |" in told, code


def test_every_field_of_a_search_is_documented() -> None:
    from briefing.cli.asking import search_command
    from briefing.store.query import FIELDS, STATES

    told, helped = (ROOT / "docs" / "words.md").read_text(), search_command.help or ""
    for field in FIELDS:
        assert f"`{field}:" in told, field
        assert f"{field}:" in helped, field
    for state in STATES:
        assert f"`{state}`" in told, state
        assert state in helped, state


def test_every_command_is_in_the_readme_and_every_feed_key_in_the_starter() -> None:
    from briefing import config
    from briefing.cli import FAMILIES
    from briefing.feedkeys import FEED_KEYS

    readme = (ROOT / "README.md").read_text() + (ROOT / "CHANGELOG.md").read_text()
    for command in FAMILIES:
        assert command in readme, command
    starter = config.starter()
    for key in FEED_KEYS:
        assert key in starter, key
        assert f"| `{key}` |" in (ROOT / "docs" / "feeds.md").read_text(), key


def test_every_fact_and_every_sort_of_operation_is_documented() -> None:
    from briefing.incidents.pages import cues
    from briefing.model import Board, Incident
    from briefing.shapes import facts_shape

    told = (ROOT / "docs" / "words.md").read_text()
    bare = Board(Incident("i", "t", None, None, relevant=True), (), (), (), (), (), (), 0, ())
    for key in facts_shape(bare):
        assert f"`{key}`" in told, key
    for row in cues("deed"):
        assert f"| `{row['type']}` |" in told, row["type"]
        assert row["word"] in told, row["word"]
    for kind in cues("measures"):
        assert f"`{kind}`" in told, kind
