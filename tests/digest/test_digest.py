"""The digest: one structure, four forms; marks only around words that may stand in them; hostile text stays text."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from briefing import views, wording
from briefing.digest import FORMATS, Digest, plain, render, show
from briefing.errors import UsageError
from briefing.model import Board, Feed, FeedState, Incident, Membership, Parts, Verdict
from tests.conftest import NOW
from tests.nouns import article, statement

HOSTILE = "<script>alert(1)</script> [x](javascript:1) | # *b* `c`"


def board(*said: object, verdicts: dict[str, Verdict] | None = None, **changes: object) -> Board:
    made = article(**changes)  # type: ignore[arg-type]
    parts = Parts(
        incident=Incident("i1", made.title, made.published, made.published, relevant=True, changed_at=NOW),
        articles=(made,),
        memberships=(Membership("i1", made.id, "statement", "test"),),
        origins={made.id: made.id},
        statements=tuple(said),  # type: ignore[arg-type]
        seen={s.id: NOW for s in said},  # type: ignore[attr-defined]
        verdicts=verdicts or {},
    )
    return views.board(parts, watch=("CN",), searched_until="2031-05-08", searched_sources=3)


def digest(*boards: Board, notice: str | None = None) -> Digest:
    return Digest.of(
        boards, since=NOW - timedelta(days=1), until=NOW, by="seen", now=NOW, states={}, feeds=(), notice=notice
    )


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_store_gives_the_same_bytes(form: str) -> None:
    assert render(digest(board(statement())), form) == render(digest(board(statement())), form)


@pytest.mark.parametrize("form", FORMATS)
def test_it_says_who_how_strongly_and_what_was_answered(form: str) -> None:
    text = render(digest(board(statement())), form)
    for word in ("New Zealand", "L4 state-backed", "Ada Quill", "no response found", "Sample Wire"):
        assert word in re.sub(r"\s+", " ", text), word


@pytest.mark.parametrize("form", FORMATS)
def test_a_quiet_day_says_so(form: str) -> None:
    assert "Nothing moved" in render(digest(), form)


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(UsageError, match="docx"):
        render(digest(), "docx")


@pytest.mark.parametrize("form", ["plain", "md", "html"])
@pytest.mark.parametrize(("verification", "says"), [("doubtful", "as rewritten by"), ("altered", "altered")])
def test_words_that_are_not_verbatim_lose_their_marks(form: str, verification: str, says: str) -> None:
    text = re.sub(r"\s+", " ", render(digest(board(statement(verification=verification))), form))
    assert says in text
    assert "We condemn this reckless raid" in text
    assert "“We condemn" not in text


def test_a_direct_quotation_keeps_its_own_marks_and_gains_none() -> None:
    assert wording.line(statement(), "x").text == "“We condemn this reckless raid,”"
    bare = statement(text="We condemn this.", quote="We condemn this.", verification="original")
    assert wording.line(bare, "x").text == "“We condemn this.”"
    reported = statement(form="indirect", quote=None, text="the port was hit", cue="said")
    assert (wording.line(reported, "x").lead, wording.line(reported, "x").text) == ("said", "the port was hit")


def test_markdown_shows_hostile_text_as_text() -> None:
    text = render(digest(board(statement(), title=HOSTILE, url="https://x.example/a)b")), "md")
    assert "<script>" not in text
    assert not re.search(r"(?<!\\)\]\(javascript", text)
    assert "a)b" not in text  # an address that would end the link is not linked


class Links(HTMLParser):
    """Collects tags and link targets."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.hrefs += [v or "" for k, v in attrs if k == "href"]


def test_html_is_one_file_without_scripts_and_links_only_to_the_web() -> None:
    page = Links()
    page.feed(render(digest(board(statement(), title=HOSTILE, url="https://x.example/a?b=1&c=2")), "html"))
    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    assert {h for h in page.hrefs if not h.startswith("#")} == {"https://x.example/a?b=1&c=2"}


def test_json_carries_a_schema_number_and_the_verbatim_words() -> None:
    data = json.loads(render(digest(board(statement())), "json"))
    assert data["schema"] == 1
    assert data["sections"][0]["accusers"][0]["items"][0]["line"]["text"] == "“We condemn this reckless raid,”"


def test_plain_stays_within_eighty_cells_also_for_wide_text() -> None:
    chinese = "中方坚决反对并依法打击各种形式的网络攻击，这是一贯的立场，" * 6
    said = statement(
        text=f"“{chinese}”", quote=chinese, lang="zh", government="CN", direction="response", kind=("denial",)
    )
    held = board(statement(), said, title="标题" * 60)
    for text in (render(digest(held), "plain"), show(held)):
        assert max(plain.cells(line) for line in text.splitlines()) <= 80
    assert chinese in "".join(show(held).split())


def test_show_numbers_its_sources() -> None:
    text = show(board(statement()))
    assert "[1] Sample Wire: Port hit" in text
    assert "Sample Wire [1] reported" in re.sub(r"\s+", " ", text)


def test_failed_and_silent_sources_are_named() -> None:
    feeds = (Feed("a", "https://a.example"), Feed("b", "https://b.example", name="B"))
    made = Digest.of(
        [],
        since=NOW,
        until=NOW,
        by="seen",
        now=NOW,
        states={
            "a": FeedState("a", status="unchanged", last_poll=NOW, last_good=NOW),
            "b": FeedState("b", status="failed", error="no answer"),
            "c": FeedState("c", status="failed", error="no answer"),
        },
        feeds=(*feeds, Feed("c", "https://c.example", name="c")),
    )
    assert made.coverage == ("1 of 3 sources polled fine.", "B (b), failing: No answer.", "c, failing: No answer.")


@pytest.mark.parametrize("form", FORMATS)
def test_a_notice_stands_in_the_head(form: str) -> None:
    text = render(digest(board(statement()), notice="This is a sample."), form)
    assert text.index("This is a sample.") < text.index("Ada Quill")


@pytest.mark.parametrize("form", FORMATS)
def test_an_altered_quotation_stands_beside_its_original(form: str) -> None:
    spun = statement("s2", text="“We condemn this wild raid,”", quote="We condemn this wild raid,")
    verdicts = {"s2": Verdict("s2", "altered", "s1", "one word differs")}
    text = re.sub(r"\s+", " ", render(digest(board(statement(), spun, verdicts=verdicts)), form))
    after = text[text.index("wild raid") :]
    assert "“We condemn this wild raid" not in text.replace("\\u201c", "“")
    assert "We condemn this reckless raid" in after


@pytest.mark.parametrize(
    ("form", "link"), [("md", "[[1]](#source-1)"), ("html", '<a href="#source-1">[1]</a>'), ("plain", "[1]")]
)
def test_an_event_of_the_timeline_leads_to_its_source(form: str, link: str) -> None:
    lines = render(digest(board(statement())), form).splitlines()
    (told,) = (line for line in lines if "first report" in line)
    assert link in told
