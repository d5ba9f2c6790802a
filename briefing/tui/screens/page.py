"""What every screen shares: header, notice and footer, the keys that work everywhere, and how an error is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Footer, Static
from textual.worker import Worker, WorkerState

from briefing.config import load
from briefing.errors import BriefingError
from briefing.tui import ink, jobs
from briefing.tui.widgets.header import Header

if TYPE_CHECKING:
    from briefing.tui.app import BriefingApp
    from briefing.tui.desk import Desk


class Page(Screen[None]):
    """A screen of the app; what it shows stands between header and footer."""

    place: ClassVar[str]  # its name in the action table
    BINDINGS: ClassVar[list[BindingType]]

    def compose(self) -> ComposeResult:
        """Header, notice, body, footer."""
        yield Header()
        if self.desk.session.notice:
            yield Static(ink.ink(self.desk.session.notice), id="notice")
        yield from self.body()
        yield Footer(show_command_palette=False, compact=True)

    def body(self) -> ComposeResult:
        """What stands between header and footer."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Follow the app's status and its clock."""
        header = self.query_one(Header)
        self.watch(self.briefing, "status", lambda status: setattr(header, "status", status))
        self._tick()
        self.set_interval(20, self._tick)

    def _tick(self) -> None:
        self.query_one(Header).now = self.desk.session.clock()

    @property
    def briefing(self) -> BriefingApp:
        """The app, by its own type."""
        return cast("BriefingApp", self.app)

    @property
    def desk(self) -> Desk:
        """The session and its store."""
        return self.briefing.desk

    @contextmanager
    def telling(self) -> Iterator[None]:
        """An expected error inside is told in one sentence and ends the action, nothing else."""
        try:
            yield
        except BriefingError as error:
            self.tell(str(error), wrong=True)

    def tell(self, words: str, *, wrong: bool = False) -> None:
        """A passing note, in place of the one before; an error is marked as one."""
        self.app.clear_notifications()
        self.notify(ink.safe(words), severity="error" if wrong else "information", markup=False)

    def in_background(self, work: Callable[[], None], group: str) -> None:
        """Do work in a thread, the newest of its group alone; an expected error in it is told."""
        self.run_worker(work, thread=True, exclusive=True, group=group, exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tell the error that ended background work; a bug stays a bug."""
        error = event.worker.error
        if event.state is WorkerState.ERROR and error is not None:
            if not isinstance(error, BriefingError):
                raise error
            self.tell(str(error), wrong=True)

    def reload(self) -> None:
        """Show what the store holds now."""

    def reconfigured(self) -> None:
        """Go by feeds.toml as it is now, and show everything anew; one that is wrong is told and not gone by."""
        session = self.desk.session
        if session.config.path.exists() and not session.demo:
            with self.telling():
                session = replace(session, config=load(session.config.path))
        self.briefing.desk = replace(self.desk, session=session)
        self.briefing.reload()

    def leave(self) -> None:
        """Go back to the screen before; what was told on this one goes with it."""
        self.app.clear_notifications()
        self.app.pop_screen()

    # -------------------------------------------------------------------------------------------- actions
    def action_desk_undo(self) -> None:
        self._turn("Undone", undo=True)

    def action_desk_redo(self) -> None:
        self._turn("Redone", undo=False)

    def _turn(self, done: str, *, undo: bool) -> None:
        with self.telling():
            turned = self.desk.undo() if undo else self.desk.redo()
            if not turned:
                self.tell(f"There is nothing to {'undo' if undo else 'redo'}.")
                return
            more = f" and {len(turned) - 1} more" if len(turned) > 1 else ""
            self.tell(f"{done}: {self.desk.told(turned[:1])[0]}{more}")
            self.briefing.reload(at=turned[0].target)

    def action_desk_search(self) -> None:
        from briefing.tui.screens.search import Search

        self.app.push_screen(Search())

    def action_desk_feeds(self) -> None:
        from briefing.tui.screens.feeds import Feeds

        self.app.push_screen(Feeds())

    def action_desk_log(self) -> None:
        from briefing.tui.screens.log import Log

        self.app.push_screen(Log())

    def action_page_help(self) -> None:
        from briefing.tui.screens.help import Help

        if not isinstance(self, Help):
            self.app.push_screen(Help(self.place))

    def action_page_palette(self) -> None:
        self.app.action_command_palette()

    def action_desk_refresh(self) -> None:
        session = self.desk.session
        if session.demo:
            self.tell("The demo has no network: its sample world does not change.")
        elif not session.config.feeds:
            self.tell(f"There are no feeds yet in {session.config.path}.", wrong=True)
        else:
            self.briefing.start("refresh", jobs.refresh(session), sum(f.enabled for f in session.config.feeds))

    def action_page_next_pane(self) -> None:
        self.focus_next()

    def action_page_previous_pane(self) -> None:
        self.focus_previous()

    def action_reading_top(self) -> None:
        if self.focused is not None:
            self.call_later(self.focused.run_action, "move_top")

    def action_reading_back(self) -> None:
        self.leave()

    def action_page_quit(self) -> None:
        self.leave()
