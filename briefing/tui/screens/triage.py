"""The first screen: the incidents, and the board of the one under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from textual.app import ComposeResult
from textual.containers import Container
from textual.timer import Timer
from textual.worker import get_current_worker

from briefing.health import counts
from briefing.model import Board, IncidentRow, Statement
from briefing.tui import actions, ink
from briefing.tui.desk import SHOWS, own_desk
from briefing.tui.messages import NewsCounted
from briefing.tui.screens.page import Page
from briefing.tui.source import browse, copy
from briefing.tui.widgets import incident_row, panes
from briefing.tui.widgets.drawn_list import DrawnList
from briefing.tui.widgets.paper import Block, Paper

EACH = 2  # statements of one government in a pane; the board has them all
PAUSE = 0.04  # seconds the cursor rests before its board is made


class Triage(Page):
    """Keep, dismiss, follow: one key each, with both sides' words beside the list."""

    place = "triage"
    BINDINGS = actions.bindings("triage")

    def __init__(self) -> None:
        super().__init__()
        self.show = SHOWS[0]
        self.news: dict[str, int] = {}
        self.board: Board | None = None
        self._rest: Timer | None = None

    def body(self) -> ComposeResult:
        """The list beside the panes."""
        draw = partial(incident_row.draw, year=self.desk.session.clock().year)
        with Container(id="triage"):
            yield DrawnList[IncidentRow](draw, height=incident_row.HEIGHT, id="incidents")
            with Container(id="panes"):
                yield Paper(id="accusers")
                yield Paper(id="answer")

    def on_mount(self) -> None:
        """Fill the list."""
        self.incidents.focus()
        self.reload()

    @property
    def incidents(self) -> DrawnList[IncidentRow]:
        """The list."""
        return self.query_one("#incidents", DrawnList)

    def reload(self, at: str | None = None) -> None:
        """List the incidents anew; the cursor goes to `at`, else stays on its incident."""
        self._list(self.desk.ids(self.show), at=at)
        self._count_news()
        health = counts(verdict for _, _, verdict in self.desk.feeds())
        self.briefing.status = replace(self.briefing.status, health=health)

    def _list(self, ids: Sequence[str], *, at: str | None = None) -> None:
        incidents = self.incidents
        incidents.empty = " No incidents yet: r fetches the feeds." if self.show != "kept" else " Nothing is kept yet."
        incidents.show(ids, self.desk.rows, at=at)
        self._title()

    def _title(self) -> None:
        incidents = self.incidents
        shown = self.show if self.show != "all" else "all incidents"
        selected = f", {len(incidents.selected)} selected" if incidents.selected else ""
        place = "m merges into this one, " if incidents.selected else ""
        place += f"{incidents.cursor + 1 if incidents.keys else 0:,} of {len(incidents.keys):,}"
        ink.label(incidents, f"Incidents: {shown}{selected}", place)

    def leave(self) -> None:
        """Leave the app: there is no screen before."""
        self.app.exit()

    # -------------------------------------------------------------------------------------------- news
    def _count_news(self) -> None:
        self.briefing.status = replace(self.briefing.status, more=True)
        self.in_background(self._news, "news")

    def _news(self) -> None:
        worker, news = get_current_worker(), {}
        with own_desk(self.desk.session) as desk:
            for incident, new in desk.news():
                if worker.is_cancelled:
                    return
                news[incident] = new
        self.post_message(NewsCounted(news))

    def on_news_counted(self, message: NewsCounted) -> None:
        """Put the news into the header."""
        self._tell_news(message.news)

    def _tell_news(self, news: dict[str, int]) -> None:
        self.news = news
        status = self.briefing.status
        self.briefing.status = replace(status, new=sum(news.values()), incidents=len(news), more=False)

    # -------------------------------------------------------------------------------------------- panes
    def on_drawn_list_highlighted(self, message: DrawnList.Highlighted) -> None:
        """Show the board of the incident once the cursor rests."""
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(PAUSE, partial(self._show_board, message.key))

    def _show_board(self, incident: str | None) -> None:
        if incident != self.incidents.key:
            return
        self._title()
        board = self.desk.board(incident) if incident else None
        if board is not None and board == self.board:
            return  # a reader in the middle of a pane stays there
        self.board = board
        accusers, answer = self.query_one("#accusers", Paper), self.query_one("#answer", Paper)
        if self.board is None:
            ink.label(accusers, "Accusers")
            ink.label(answer, "Answer")
            accusers.show([])
            answer.show([])
            return
        ink.label(accusers, panes.accusing_title(self.board))
        ink.label(answer, panes.answering_title(self.board))
        title = ink.ink(ink.one_line(self.board.incident.title), "strong")
        cut = title.cell_len > self.incidents.size.width - incident_row.BEFORE_TITLE
        whole = [Block(title)] if cut else []
        accusers.show([*whole, *panes.accusing(self.board, each=EACH)])
        answer.show(panes.answering(self.board, each=EACH))

    @property
    def statement(self) -> Statement | None:
        """The statement that copy and browse take: the one under the cursor of the pane in focus, else the first."""
        if self.board is None:
            return None
        focused = self.focused if isinstance(self.focused, Paper) else self.query_one("#accusers", Paper)
        return self.board.statements.get(focused.stop or "")

    # -------------------------------------------------------------------------------------------- actions
    def on_drawn_list_chosen(self, message: DrawnList.Chosen) -> None:
        """Open the board."""
        from briefing.tui.screens.board import BoardScreen

        self.app.push_screen(BoardScreen(message.key))

    def on_paper_chosen(self, message: Paper.Chosen) -> None:
        """Open the article of a statement at its words."""
        from briefing.tui.screens.article import ArticleScreen

        if self.board is not None and message.passage in self.board.statements:
            self.app.push_screen(ArticleScreen(self.board.statements[message.passage].article, message.passage))

    def action_incident_keep(self) -> None:
        self._decide("keep")

    def action_incident_dismiss(self) -> None:
        self._decide("dismiss")

    def action_incident_follow(self) -> None:
        self._decide("follow", stay=True)

    def action_incident_read(self) -> None:
        self._decide("read")

    def action_incident_rename(self) -> None:
        """Name the incident under the cursor, whatever is selected."""
        from briefing.tui.screens.naming import rename

        row = self.desk.rows([self.incidents.key]).get(self.incidents.key) if self.incidents.key else None
        if row is not None:
            rename(self, row.incident)

    def _decide(self, what: str, *, stay: bool = False) -> None:
        """Decide about the rows meant when the key was pressed, and go on to the one after them."""
        incidents = self.incidents
        targets = incidents.targets
        if not targets:
            return
        gone = set(targets)
        with self.telling():
            self.desk.decide(what, targets)
            at = incidents.key if stay else _after(incidents.keys, incidents.cursor, gone)
            incidents.selected.clear()
            leaves = (what == "dismiss" and self.show == "relevant") or (what != "read" and self.show == "kept")
            keys = [k for k in incidents.keys if k not in gone] if leaves else incidents.keys
            self._list(keys, at=at)
            if what in ("read", "dismiss"):
                self._tell_news({k: n for k, n in self.news.items() if k not in gone})

    def action_triage_next_new(self) -> None:
        incidents = self.incidents
        following = [*incidents.keys[incidents.cursor + 1 :], *incidents.keys[: incidents.cursor + 1]]
        place = next((k for k in following if k in self.news), None)
        if place is None:
            self.tell("Nothing is new.")
        else:
            incidents.move_to(incidents.keys.index(place))
            incidents.focus()

    def action_triage_select(self) -> None:
        self.incidents.toggle()

    def action_triage_merge(self) -> None:
        """Merge what is selected on this screen into the row under the cursor, and stay on it."""
        incidents = self.incidents
        into = incidents.key
        others = [k for k in incidents.keys if k in incidents.selected and k != into]
        if into is None or not others:
            self.tell("Select incidents with v; m then merges them into the one under the cursor.")
            return
        with self.telling():
            decision = self.desk.arrange("merge", into, incidents=others)
            incidents.selected.clear()
            self.briefing.reload(at=decision.target)
            self.tell(f"Done: {self.desk.told([decision])[0]}. u undoes it.")

    def action_triage_clear(self) -> None:
        if self.incidents.has_focus:
            self.incidents.selected.clear()
        self.incidents.focus()
        self.incidents.refresh()
        self._title()

    def action_triage_show(self) -> None:
        self.show = SHOWS[(SHOWS.index(self.show) + 1) % len(SHOWS)]
        self.incidents.selected.clear()
        self.reload()

    def action_triage_digest(self) -> None:
        from briefing.tui.screens.digest import DigestScreen

        self.app.push_screen(DigestScreen())

    def action_source_browse(self) -> None:
        browse(self, self.board, self.statement)

    def action_source_copy(self) -> None:
        copy(self, self.board, self.statement)


def _after(keys: Sequence[str], cursor: int, gone: set[str]) -> str | None:
    """The first row below the cursor that stays, else the last one above it."""
    below = next((k for k in keys[cursor + 1 :] if k not in gone), None)
    return below or next((k for k in reversed(keys[:cursor]) if k not in gone), None)
