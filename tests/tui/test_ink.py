"""Text from outside reaches the screen as text."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from briefing.tui import ink

HOSTILE = "a\x1b[31mb\x07\u202ec\u200bd\x9b[2Je\ud800f"


@given(st.text())
def test_safe_replaces_one_for_one_and_leaves_nothing_that_steers(text: str) -> None:
    made = ink.safe(text + HOSTILE)
    assert len(made) == len(text + HOSTILE)
    assert not [c for c in made if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
    assert not set(made) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f")


@given(st.text(alphabet="ab国é [/]", max_size=40), st.integers(1, 60))
def test_a_strip_is_as_wide_as_asked(text: str, width: int) -> None:
    made = ink.strip_of(ink.fitted(ink.ink(text, "strong"), width), width, {}, Style())
    assert made.cell_length == width


def test_markup_stays_text_and_inks_become_styles() -> None:
    text = ink.joined(("[bold]x[/bold]", "alarm"), " [red]y")
    made = ink.strip_of(text, 30, {"alarm": Style(bold=True)}, Style())
    assert made.text.rstrip() == "[bold]x[/bold] [red]y"
    assert next(iter(made)).style == Style(bold=True)


def test_one_line_has_no_breaks() -> None:
    assert ink.one_line(" a\n\tb \u2028 c ") == "a b c"


def test_the_app_starts_without_what_only_other_work_needs() -> None:
    code = "import briefing.tui.app, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    heavy = {"feedparser", "lxml", "urllib3", "jinja2", "sqlite_utils", "webbrowser", "dateutil"}
    rooms = {f"briefing.{room}" for room in ("statements", "sources", "articles", "pipeline", "digest", "demo")}
    assert not loaded & (heavy | rooms)
