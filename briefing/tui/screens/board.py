"""One incident with everything: its story on the left, the accused's answer pinned on the right."""

from __future__ import annotations

from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Container

from briefing.model import Board, Statement
from briefing.tui import actions, ink
from briefing.tui.screens.page import Page
from briefing.tui.source import browse, copy
from briefing.tui.widgets import panes
from briefing.tui.widgets.paper import Paper


class BoardScreen(Page):
    """The board of one incident; leaving it marks the incident read."""

    place = "board"
    BINDINGS = actions.bindings("board")

    def __init__(self, incident: str) -> None:
        super().__init__()
        self.incident = incident
        self.board: Board | None = None
        self.made: datetime | None = None  # when the board was made that is on the screen

    def body(self) -> ComposeResult:
        """The story and the answer."""
        with Container(id="board"):
            yield Paper(id="story")
            yield Paper(id="answer")

    def on_mount(self) -> None:
        """Show the board."""
        self.query_one("#story").focus()
        self.reload()

    def reload(self) -> None:
        """Make the board anew, standing on the statement that was stood on."""
        story, answer = self.query_one("#story", Paper), self.query_one("#answer", Paper)
        self.made = self.desk.session.clock()
        board = self.desk.board(self.incident)
        if board is None:
            story.show([])
            answer.show([])
            return
        moved = board != self.board
        self.board = board
        incident = board.incident
        ink.label(story, incident.title, incident.status)
        ink.label(answer, panes.answering_title(board))
        if moved:
            said = [*panes.overview(board), panes.SPACE, *panes.changes(board), panes.SPACE, *panes.accusing(board)]
            story.show([*said, *panes.behind(board)], at=story.stop if story.scroll_offset.y else None)
            answer.show(panes.answering(board), at=answer.stop if answer.scroll_offset.y else None)

    @property
    def statement(self) -> Statement | None:
        """The statement under the cursor of the pane in focus."""
        if self.board is None or not isinstance(self.focused, Paper):
            return None
        return self.board.statements.get(self.focused.stop or "")

    def on_paper_chosen(self, message: Paper.Chosen) -> None:
        """Open the article of a statement at its words."""
        from briefing.tui.screens.article import ArticleScreen

        if self.board is not None and message.passage in self.board.statements:
            self.app.push_screen(ArticleScreen(self.board.statements[message.passage].article, message.passage))

    def leave(self) -> None:
        """Go back; what was new on it has been read, but not what came since it was made."""
        if self.board is not None and self.board.new:
            with self.telling():
                self.desk.decide("read", [self.incident], as_of=self.made)
                self.briefing.reload()
        super().leave()

    # -------------------------------------------------------------------------------------------- actions
    def action_incident_keep(self) -> None:
        self._decide("keep")

    def action_incident_dismiss(self) -> None:
        self._decide("dismiss")

    def action_incident_follow(self) -> None:
        self._decide("follow")

    def action_incident_read(self) -> None:
        self._decide("read")

    def _decide(self, what: str) -> None:
        with self.telling():
            self.desk.decide(what, [self.incident])
            self.briefing.reload()

    def action_source_browse(self) -> None:
        browse(self, self.board, self.statement)

    def action_source_copy(self) -> None:
        copy(self, self.board, self.statement)
