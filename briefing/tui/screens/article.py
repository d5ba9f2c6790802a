"""One article as text, its statements marked, opened at one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Span, Text
from textual.app import ComposeResult
from textual.widgets import Static

from briefing import wording
from briefing.model import Article, Statement
from briefing.tui import actions, ink
from briefing.tui.screens.page import Page
from briefing.tui.source import copy_statement, open_page
from briefing.tui.widgets.paper import Block, Paper

LONGEST = 200_000  # characters shown around the passage; a longer article says what is left out
MATCH = "match"  # the passage that a search found


class ArticleScreen(Page):
    """The text of one article."""

    place = "article"
    BINDINGS = actions.bindings("article")

    def __init__(self, article: str, at: str | None = None, match: tuple[int, int] | None = None) -> None:
        super().__init__()
        self.article_id, self.at, self.match = article, at, match
        self.article: Article | None = None
        self.statements: dict[str, Statement] = {}

    def body(self) -> ComposeResult:
        """The text, and below it what was read at the cursor."""
        yield Paper(shows_passages=True, id="text")
        yield Static(id="why")

    def on_mount(self) -> None:
        """Show the article at its passage."""
        paper = self.query_one(Paper)
        paper.focus()
        found = self.desk.article(self.article_id)
        if found is None:
            self.tell(f"The article {self.article_id} is no longer in the store.", wrong=True)
            return
        self.article, said = found
        self.statements = {s.id: s for s in said}
        ink.label(paper, f"{self.article.source}: {self.article.title}")
        passages = [(s.id, s.start, s.end) for s in said]
        at = self.at
        if self.match and self.match[0] >= 0:
            passages.append((MATCH, *self.match))
            at = MATCH
        earlier = self.desk.revisions(self.article)
        paper.show([*_top(self.article, earlier), *_paragraphs(self.article, passages, at), *_before(earlier)], at=at)
        self._explain(paper.stop)

    def on_paper_stopped(self, message: Paper.Stopped) -> None:
        """Say what was read at the passage under the cursor."""
        self._explain(message.passage)

    def on_paper_chosen(self, message: Paper.Chosen) -> None:
        """Tell the rules that decided the passage's fields."""
        statement = self.statements.get(message.passage)
        if statement is not None:
            rules = "; ".join(f"{name}: {rule}" for name, rule in statement.why.items())
            self.notify(ink.safe(rules) or "No rule is recorded.", title="Why", markup=False, timeout=15)

    def _explain(self, stop: str | None) -> None:
        self.query_one("#why", Static).update(
            explained(self.statements.get(stop or ""), self.article, len(self.statements))
        )

    def action_source_browse(self) -> None:
        if self.article is not None:
            open_page(self, self.article)

    def action_source_copy(self) -> None:
        statement = self.statements.get(self.query_one(Paper).stop or "")
        if self.article is None or statement is None:
            self.tell("There is no statement here to copy.")
        else:
            copy_statement(self, self.article, statement)


def explained(statement: Statement | None, article: Article | None, count: int) -> Text:
    """What was read at a passage: whose words, how strong, of what kind, and how far they can be trusted."""
    if statement is None or article is None:
        return ink.ink(f"{wording.count(count, 'statement')} in this article.")
    names = ", ".join(wording.government_name(g) for g in statement.governments) or statement.party
    kinds = ", ".join(k.replace("_", " ") for k in statement.kind)
    codes = wording.codes_words(statement.response_codes)
    said = "; ".join(x for x in (statement.direction, wording.level_words(statement.level), kinds, codes) if x)
    when = wording.short_time(statement.said_on or article.published)
    return ink.joined(
        (names, "strong"),
        f"  {said}\n{wording.who(statement)}, {when}; {statement.form}, ",
        f"{statement.verification}; certainty {statement.certainty:.0%}\nenter: the rules that decided this",
    )


def _top(article: Article, earlier: Sequence[str]) -> list[Block]:
    told = f"{wording.short_time(article.published)}; {article.source}, {article.role}"
    credit = f"; credits {article.credit}" if article.credit else ""
    blocks = [Block(ink.ink(ink.one_line(article.title), "strong")), Block(ink.ink(told + credit, "quiet"))]
    if article.url:
        blocks.append(Block(ink.ink(article.url, "quiet")))
    if earlier:
        blocks.append(Block(ink.ink("This text was changed; how it read before stands at its end.", "alarm")))
    return [*blocks, Block(Text())]


def _before(earlier: Sequence[str]) -> list[Block]:
    """How the text read before it was changed."""
    head = [Block(Text()), Block(ink.ink("Earlier versions", "strong"), head=True)] if earlier else []
    return [*head, *(Block(ink.ink(words), 2) for words in earlier)]


def _paragraphs(article: Article, passages: list[tuple[str, int, int]], at: str | None) -> Iterator[Block]:
    """The text by lines, each with the passages and the furniture that reach into it."""
    middle = next((start for stop, start, _ in passages if stop == at), 0)
    first = max(0, min(middle - LONGEST // 2, len(article.text) - LONGEST))
    last = min(len(article.text), first + LONGEST)
    spans = [(start, end, "quiet") for start, end in article.boilerplate]
    spans += [(start, end, ink.STOP + stop) for stop, start, end in passages]
    if first:
        yield Block(ink.ink(f"(the first {wording.count(first, 'character')} left out)", "alarm"))
    place = first
    for line in ink.safe(article.text[first:last]).split("\n"):
        end = place + len(line)
        text = Text(line, end="")
        text.spans = [Span(max(a, place) - place, min(b, end) - place, n) for a, b, n in spans if a < end and b > place]
        yield Block(text)
        place = end + 1
    if last < len(article.text):
        yield Block(ink.ink(f"(the last {wording.count(len(article.text) - last, 'character')} left out)", "alarm"))
