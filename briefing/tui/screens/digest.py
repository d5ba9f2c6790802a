"""The digest as it would be issued, and its export."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from briefing.tui import actions, ink
from briefing.tui.desk import own_desk
from briefing.tui.screens.page import Page
from briefing.tui.widgets.paper import Block, Paper

if TYPE_CHECKING:
    from briefing.digest import Digest


@dataclass
class Made(Message):
    """The digest is ready."""

    digest: Digest
    text: str


@dataclass
class Issued(Message):
    """The digest was written."""

    path: Path


class DigestScreen(Page):
    """A preview in plain text."""

    place = "digest"
    BINDINGS = actions.bindings("digest")

    def __init__(self) -> None:
        super().__init__()
        self.digest: Digest | None = None

    def body(self) -> ComposeResult:
        """The preview."""
        yield Paper(id="preview")

    def on_mount(self) -> None:
        """Make the digest in the background."""
        paper = self.query_one(Paper)
        paper.focus()
        ink.label(paper, "Digest, making it ...", "e exports")
        self.in_background(partial(self._make, min(80, self.size.width - 6)), "digest")

    def _make(self, width: int) -> None:
        from briefing.digest import plain

        with own_desk(self.desk.session) as desk:
            made = desk.digest()
        self.post_message(Made(made, plain.digest(made, width)))

    def on_made(self, message: Made) -> None:
        """Show it."""
        self.digest = message.digest
        paper = self.query_one(Paper)
        ink.label(paper, "Digest, not yet issued")
        paper.show([Block(ink.ink(line), head=line.startswith("====")) for line in message.text.splitlines()])

    def action_digest_export(self) -> None:
        if self.digest is None:
            self.tell("The digest is still being made.")
        else:
            self.app.push_screen(Export(f"briefing-{self.desk.session.clock():%Y-%m-%d}.md"), self._issue)

    def _issue(self, path: Path | None) -> None:
        if path is not None:
            self.in_background(partial(self._write, path), "digest")

    def _write(self, path: Path) -> None:
        assert self.digest is not None
        from briefing.digest import ENDINGS

        with own_desk(self.desk.session) as desk:
            desk.issue(self.digest, ENDINGS[path.suffix.lower()], path)
        self.post_message(Issued(path))

    def on_issued(self, message: Issued) -> None:
        """Tell where it lies."""
        ink.label(self.query_one(Paper), "Digest, issued")
        self.tell(f"Written to {message.path.absolute()}")


class Export(ModalScreen["Path | None"]):
    """Asks for the file."""

    BINDINGS = actions.bindings("export")

    def __init__(self, name: str) -> None:
        super().__init__()
        self.proposed = name
        self._confirmed: Path | None = None

    def compose(self) -> ComposeResult:
        """A line: the ending of the file name chooses the form."""
        from briefing.digest import ENDINGS

        with Vertical(id="export"):
            yield Static(
                f"Export the digest. The ending chooses the form: {', '.join(ENDINGS)}. Enter writes it, esc cancels.",
                markup=False,
            )
            yield Input(self.proposed, id="file")
            yield Static("", id="told", markup=False)

    def on_mount(self) -> None:
        """Begin on the file name."""
        self.query_one("#file", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write; over a file that exists only when asked twice."""
        from briefing.digest import ENDINGS

        path = Path(event.value.strip()).expanduser()
        told = self.query_one("#told", Static)
        if path.suffix.lower() not in ENDINGS:
            told.update(f"The file name ends in one of: {', '.join(ENDINGS)}.")
        elif path.exists() and path != self._confirmed:
            self._confirmed = path
            told.update("This file exists; enter again replaces it.")
        else:
            self.dismiss(path)

    def action_export_cancel(self) -> None:
        self.dismiss(None)
