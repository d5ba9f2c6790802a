"""The first run: three ways to begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Input, Static

from briefing.tui import actions, ink, jobs
from briefing.tui.screens.page import Page
from briefing.tui.widgets.drawn_list import DrawnList, Slot

WELCOME = (
    "briefing reads official sites and the press, and shows which governments blame whom for a cyber operation,"
    " in which words, and what the accused answered. Its store is empty. How do you want to begin?"
)
# way -> key, what it is called, what it does
WAYS = {
    "starter": ("a", "Starter feeds", "Copies them to {path} and fetches them now."),
    "demo": ("b", "Demo", "A small sample world: no network, nothing of yours is touched."),
    "import": ("c", "Import", "Articles from a file or a folder: .txt .html .eml .xml .jsonl"),
}


class FirstRun(Page):
    """Offers the starter feeds, the demo and an import; works offline."""

    place = "first_run"
    BINDINGS = actions.bindings("first_run")

    def body(self) -> ComposeResult:
        """The three ways, and a line for the path of an import."""
        yield Static(ink.ink(WELCOME), id="welcome")
        yield DrawnList[str](self._draw, height=3, id="ways")
        yield Input(placeholder="the file or folder to import, then enter", id="path")

    def on_mount(self) -> None:
        """The line for a path comes when it is asked for."""
        self.query_one("#path").display = False
        ways: DrawnList[str] = self.query_one("#ways", DrawnList)
        ink.label(ways, "Begin with")
        ways.show(list(WAYS), lambda keys: {k: k for k in keys})
        ways.focus()

    def _draw(self, way: str, slot: Slot) -> Sequence[Text]:
        key, name, told = WAYS[way]
        path = str(self.desk.session.config.path)
        first = ink.joined((f"{slot.glyph} ", "fresh"), (f"{key}  ", "fresh"), (name, "strong"))
        return first, ink.joined("     ", (told.format(path=path), "quiet"))

    def reload(self) -> None:
        """Leave when there is something to show."""
        if not self.desk.empty() and self.is_current:
            self.leave()

    async def on_drawn_list_chosen(self, message: DrawnList.Chosen) -> None:
        """Enter does what the key of the row does."""
        await self.run_action(f"first_{message.key}")

    def action_first_starter(self) -> None:
        from briefing import config

        with self.telling():
            session = self.desk.session
            config.write_starter(session.config.path)
            session = replace(session, config=config.load(session.config.path))
            self.briefing.desk = replace(self.desk, session=session)
            self.leave()
            self.action_desk_refresh()

    def action_first_demo(self) -> None:
        self.app.exit("demo")

    def action_first_import(self) -> None:
        line = self.query_one("#path", Input)
        line.display = True
        line.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Import what was named."""
        path = Path(event.value.strip()).expanduser()
        if not event.value.strip() or not path.exists():
            self.tell(f"There is no file or folder {path}.", wrong=True)
        else:
            self.briefing.start("import", jobs.command(self.desk.session, "import", str(path)))
