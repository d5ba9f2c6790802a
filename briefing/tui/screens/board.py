"""One incident with everything: its story on the left, the accused's answer pinned on the right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Container

from briefing.model import Board, Decision, Statement
from briefing.tui import actions, ink
from briefing.tui.screens.page import Page
from briefing.tui.source import browse, copy, open_page
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
        self.board, self.incident = board, board.incident.id  # which may have gone into another one
        ink.label(story, board.incident.title, panes.state(board))
        ink.label(answer, panes.answering_title(board))
        if moved:
            said = [*panes.overview(board), panes.SPACE, *panes.accusing(board), *panes.known(board)]
            said += [*panes.asking(board), *panes.behind(board)]
            story.show(said, at=story.stop if story.scroll_offset.y else None)
            answer.show(panes.answering(board), at=answer.stop if answer.scroll_offset.y else None)

    @property
    def statement(self) -> Statement | None:
        """The statement under the cursor of the pane in focus."""
        if self.board is None or not isinstance(self.focused, Paper):
            return None
        return self.board.statements.get(self.focused.stop or "")

    @property
    def article(self) -> str | None:
        """The id of the article under the cursor: of a statement, in Sources, or in question."""
        if self.board is None or not isinstance(self.focused, Paper):
            return None
        return panes.article_at(self.board, self.focused.stop)

    def on_paper_chosen(self, message: Paper.Chosen) -> None:
        """Open the article under the cursor, that of a statement at its words."""
        from briefing.tui.screens.article import ArticleScreen

        article = panes.article_at(self.board, message.passage) if self.board else None
        if self.board is not None and article is not None:
            at = message.passage if message.passage in self.board.statements else None
            self.app.push_screen(ArticleScreen(article, at))

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

    def action_incident_rename(self) -> None:
        from briefing.tui.screens.naming import rename

        if self.board is not None:
            rename(self, self.board.incident)

    def _decide(self, what: str) -> None:
        with self.telling():
            self.desk.decide(what, [self.incident])
            self.briefing.reload()

    def action_member_confirm(self) -> None:
        self._answer("confirm")

    def action_member_refuse(self) -> None:
        self._answer("refuse")

    def _answer(self, what: str) -> None:
        """Answer the question under the cursor; where it is elsewhere, go to the first one."""
        asked = [p.article for p in self.board.possible] if self.board else []
        if not asked:
            self.tell("No article is in question here.")
        elif (article := self.article) in asked:
            self._arrange(lambda: self.desk.arrange(what, self.incident, articles=[article or ""]))
        else:
            story = self.query_one("#story", Paper)
            story.focus()
            story.go_to(panes.ASKED + asked[0])
            self.tell("Does it belong here? + yes, - no")

    def action_member_split(self) -> None:
        if (article := self._member()) is not None:
            self._arrange(lambda: self.desk.split(self.incident, [article]))

    def action_member_move(self) -> None:
        from briefing.tui.screens.choice import Choice

        article = self._member()
        if article is None:
            return

        def move(target: str | None) -> None:
            if target is not None:
                self._arrange(lambda: self.desk.arrange("move", target, articles=[article]))

        self.app.push_screen(Choice("Move it to which incident?", without=self.incident), move)

    def _member(self) -> str | None:
        """The article under the cursor that stands in this incident; without one, what to do is told."""
        article = self.article
        if self.board is None or article not in {s.article.id for s in self.board.sources}:
            self.tell("Go to a statement, or to an article under Sources, first.")
            return None
        return article

    def _arrange(self, decide: Callable[[], Decision]) -> None:
        with self.telling():
            decision = decide()
            self.briefing.reload()
            self.tell(f"Done: {self.desk.told([decision])[0]}. u undoes it.")

    def action_source_browse(self) -> None:
        article = self.desk.article(self.article) if self.article and not self.statement else None
        if article is not None:
            open_page(self, article[0])
        else:
            browse(self, self.board, self.statement)

    def action_source_copy(self) -> None:
        copy(self, self.board, self.statement)
