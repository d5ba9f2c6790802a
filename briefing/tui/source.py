"""What leaves the screen: a page opened in the browser, a quotation with its citation on the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing import wording
from briefing.model import Article, Board, Statement

if TYPE_CHECKING:
    from briefing.tui.screens.page import Page


def browse(page: Page, board: Board | None, statement: Statement | None) -> None:
    """Open the source of a statement, else the first source of the board."""
    if board is None:
        return
    sources = {s.article.id: s.article for s in board.sources}
    article = sources[statement.article] if statement else next(iter(sources.values()), None)
    if article is not None:
        open_page(page, article)


def open_page(page: Page, article: Article) -> None:
    """Open the page of an article in the browser; only web addresses."""
    import webbrowser

    if not (article.url or "").startswith(("http://", "https://")):
        page.tell("This article has no web address.")
    elif webbrowser.open(article.url or ""):
        page.tell(f"Opened {article.url}")
    else:
        page.tell(f"No browser could be started for {article.url}", wrong=True)


def copy(page: Page, board: Board | None, statement: Statement | None) -> None:
    """Copy a statement of a board."""
    if board is None or statement is None:
        page.tell("There is no statement to copy.")
        return
    copy_statement(page, board.source_of(statement).article, statement)


def copy_statement(page: Page, article: Article, statement: Statement) -> None:
    """Copy a statement with its citation; words that may not be quoted go without marks and say why."""
    page.app.copy_to_clipboard(citation(article, statement))
    page.tell(
        "Copied." if wording.is_quotable(statement) else "Copied as a report: it may not be quoted word for word."
    )


def citation(article: Article, statement: Statement) -> str:
    """One paragraph: the words, who said them when, and where they stand."""
    line = wording.line(statement, article.source)
    words = f"{line.lead} {line.text}".strip()
    place = f"{article.source}, {article.title}, {wording.short_time(article.published)}"
    return f"{words} ({line.who}, {line.when}; {place}{f', {article.url}' if article.url else ''})"
