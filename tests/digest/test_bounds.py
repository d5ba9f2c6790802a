"""What leaves the house of a source that reserves its rights: so many words of a statement, and where the whole is."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from briefing import intake, pipeline, wording
from briefing.config import Config, load
from briefing.digest import ENDINGS, FORMATS, Digest, brief, render, show
from briefing.digest.rights import OPEN
from briefing.excerpts import length
from briefing.feedkeys import RIGHTS
from briefing.model import Board, Edit, Fact, Facts, Measure, RawItem, Statement, Verdict
from briefing.store import Store, reads
from tests.conftest import NOW
from tests.digest.test_rights import FEEDS, READ, board_of, digest, flat
from tests.nouns import article, statement

CLOSED = [right for right in RIGHTS if right not in OPEN]
WORDS = " ".join(f"word{n}" for n in range(1, 41))
TEN = " ".join(f"word{n}" for n in range(1, 11))
FOOTNOTE = (
    "Rights reserved or unknown: [1]. […] stands for words left out, as at most 10 of one statement are quoted; the "
    "whole is with the publisher, at the address above where one is known."
)


def long(id_: str = "s0", article_id: str = "a0", **changes: object) -> Statement:
    """A statement of forty words."""
    made: dict[str, object] = {"text": f"“{WORDS},”", "quote": f"{WORDS},"}
    return statement(id_, article_id, **(made | changes))  # type: ignore[arg-type]


def reported(**changes: object) -> Statement:
    made: dict[str, object] = {"form": "indirect", "quote": None, "cue": "said", "text": WORDS}
    return long(**(made | changes))


def of(right: str, *said: Statement, text: str = "The port waits.") -> Board:
    """Statements in one article of a feed of these rights."""
    return board_of(article("a0", text=text, feed=f"f-{right}", url="https://x.example/0"), said=said)


def told(made: Digest, form: str) -> str:
    text = render(made, form)
    return json.dumps(json.loads(text), ensure_ascii=False) if form == "json" else flat(text)


def words(made: Digest) -> list[str]:
    return [i.line.text for s in made.sections for c in s.accusers for i in c.items]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("right", RIGHTS)
def test_a_statement_is_cut_exactly_where_its_source_is_not_open(form: str, right: str) -> None:
    text = told(digest(of(right, long()), most=10), form)
    assert (f"“{WORDS},”" in text) == (right in OPEN)
    assert (f"“{TEN}” […]" in text) == (right not in OPEN)
    assert ("word11" in text) == (right in OPEN)


@pytest.mark.parametrize("form", READ)
@pytest.mark.parametrize("right", RIGHTS)
def test_who_cuts_says_so_once_and_names_the_source_that_has_the_whole(form: str, right: str) -> None:
    text = told(digest(of(right, long()), most=10), form)
    assert text.count(FOOTNOTE) == text.count("Rights reserved") == (right not in OPEN)
    assert "https://x.example/0" in render(digest(of(right, long()), most=10), form)


@pytest.mark.parametrize("right", CLOSED)
def test_json_says_which_words_of_which_source_are_cut_to_how_many(right: str) -> None:
    data = json.loads(render(digest(of(right, long()), most=10), "json"))
    assert data["quote_words"] == 10
    assert data["sections"][0]["accusers"][0]["items"][0]["cut"] == [1]
    [credit] = data["credits"]
    assert (credit["words"], credit["numbers"]) == ("Rights reserved or unknown", [1])


@pytest.mark.parametrize("form", FORMATS)
def test_what_fits_is_whole_and_leaves_no_footnote(form: str) -> None:
    text = told(digest(of("reserved", long()), most=40), form)
    assert f"“{WORDS},”" in text
    assert "Rights reserved" not in text
    assert "[…]" not in text


def test_an_imported_article_is_bounded_though_it_speaks_for_a_government() -> None:
    official = article("a0", speaks_for="NZ", role="official")
    assert words(digest(board_of(official, said=(long(),)), most=10)) == [f"“{TEN}” […]"]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (long(text=WORDS, quote=WORDS), f"“{TEN}” […]"),
        (
            long(text=f"“word1 word2,” she said, “{WORDS}”"),
            "“word1 word2,” she said, “word1 word2 word3 word4 word5 word6” […]",
        ),
        (
            long(text=f"“word1 word2,” she said, {WORDS}"),
            "“word1 word2,” she said, word1 word2 word3 word4 word5 word6 […]",
        ),
        (reported(), f"{TEN} […]"),
        (
            reported(form="mixed", text=f"it was “{WORDS}”"),
            "it was “word1 word2 word3 word4 word5 word6 word7 word8” […]",
        ),
        (long(verification="altered"), f"{TEN} […]"),
        (long(verification="doubtful"), f"{TEN} […]"),
        (long(text="“中方坚决反对并依法打击各种形式的网络攻击”", lang="zh"), "“中方坚决反对并依法打” […]"),
        (long(text="「中方坚决反对并依法打击各种形式的网络攻击」", lang="zh"), "「中方坚决反对并依法打」 […]"),
    ],
)
def test_the_mark_of_a_cut_stands_outside_and_inside_is_only_what_was_said(said: Statement, shown: str) -> None:
    assert words(digest(of("reserved", said), most=10)) == [shown]
    for inside in re.findall("[“「]([^”」]*)[”」]", shown):
        assert inside in said.text
    assert words(digest(of("us-pd", said), most=10)) == [wording.line(said, "x").text]


# ------------------------------------------------------------------------------------ compared with another
SPUN = WORDS.replace("word5 ", "spun5 ")


def compared(right: str, of_original: str) -> Digest:
    """An altered quotation in an article of these rights, and what it departs from in another."""
    articles = [article("a0", feed=f"f-{right}"), article("a1", feed=f"f-{of_original}", title="Its words")]
    spun = long("s0", "a0", text=f"“{SPUN}”", quote=SPUN)
    verdicts = {"s0": Verdict("s0", "altered", "s1", "one word differs")}
    return digest(board_of(*articles, said=(spun, long("s1", "a1")), verdicts=verdicts), most=10)


def test_an_altered_quotation_and_its_original_are_bounded_as_a_whole() -> None:
    (item,) = [i for s in compared("reserved", "unknown").sections for c in s.accusers for i in c.items if i.original]
    assert item.original is not None
    assert (item.line.text, item.original) == (
        "word1 word2 word3 word4 spun5 […]",
        ("“word1 word2 word3 word4 word5” […]", 2),
    )
    assert item.cut == (1, 2)


def test_beside_an_open_original_the_altered_quotation_has_the_whole_bound() -> None:
    (item,) = [i for s in compared("reserved", "ogl-3").sections for c in s.accusers for i in c.items if i.original]
    assert item.original == (f"“{WORDS},”", 2)
    assert item.line.text == f"{TEN.replace('word5', 'spun5')} […]"
    assert item.cut == (1,)


@pytest.mark.parametrize("form", FORMATS)
def test_an_altered_quotation_is_cut_on_both_sides_in_every_form(form: str) -> None:
    text = told(compared("reserved", "unknown"), form)
    assert "word4 spun5 […]" in text
    assert "“word1 word2 word3 word4 word5” […]" in text
    assert "word11" not in text


def edited(right: str, before: str, after: str) -> Board:
    held = of(right, statement("s0", "a0"))
    return replace(held, edits=(Edit("a0", NOW, before, after),))


@pytest.mark.parametrize("form", FORMATS)
def test_both_sides_of_an_edit_are_bounded_as_a_whole(form: str) -> None:
    made = digest(edited("unknown", f"Old {WORDS}.", f"New {WORDS}."), most=10)
    text = told(made, form)
    assert "“Old word1 word2 word3 word4” […]; now: “New word1 word2 word3 word4” […]" in text
    assert "word5" not in text
    assert "Rights reserved" in text
    assert [s.cut_edits for s in made.sections] == [(1,)]
    whole = told(digest(edited("us-pd", f"Old {WORDS}.", f"New {WORDS}."), most=10), form)
    assert f"“Old {WORDS}.”; now: “New {WORDS}.”" in whole


def test_the_shorter_side_of_an_edit_leaves_its_words_to_the_longer_one() -> None:
    [section] = digest(edited("unknown", f"Old {WORDS}.", "All new."), most=10).sections
    [(_, _, change)] = section.edits
    assert change.endswith("“Old word1 word2 word3 word4 word5 word6 word7” […]; now: “All new.”")


# ---------------------------------------------------------------------------------------------- facts
DEED = (
    "Ruritania said on Tuesday that Chinese state-backed hackers had breached the Ruritanian Harbour Office in 2029 "
    "and stolen the files of some 4,100 companies."
)


@pytest.mark.parametrize("form", FORMATS)
def test_the_words_of_a_fact_are_bounded_too(form: str) -> None:
    text = told(digest(of("reserved", statement("s0", "a0"), text=DEED), most=10), form)
    assert "“Ruritania said on Tuesday that Chinese state-backed hackers had breached” […]" in text
    assert "breached the Ruritanian" not in text
    assert "Rights reserved" in text
    assert f"“{DEED}”" in told(digest(of("eu-reuse", statement("s0", "a0"), text=DEED), most=10), form)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("right", ["reserved", "us-pd"])
def test_no_sort_of_fact_is_left_out_of_the_bound(form: str, right: str) -> None:
    said = [Fact(f"{sort} {WORDS}", "a0", 0, 9, "test", value="2029") for sort in ("What", "When", "Whom", "Figure")]
    step = Measure("charges", "NZ", None, "2031-05-05", Fact(f"Step {WORDS}", "a0", 0, 9, "test"))
    facts = Facts(what=said[0], when=(said[1],), victims=(said[2],), figures=(said[3],), measures=(step,))
    text = told(digest(replace(of(right, statement("s0", "a0")), facts=facts), most=10), form)
    for sort in ("What", "When", "Whom", "Figure", "Step"):
        assert f"“{sort} word1 word2" in text, sort
    assert ("word10" in text) == (right == "us-pd")


@pytest.mark.parametrize("form", READ)
def test_the_footnote_names_only_what_is_cut_in_what_is_shown(form: str) -> None:
    """Three statements of a government are shown; here the long one is the weakest of five."""
    short = [reported(id_=f"s{n}", text=f"remark {n}", level=f"L{6 - n}") for n in range(4)]
    weak = reported(id_="weak", article_id="a1", level="L1", said_on="2031-05-04")
    articles = [article(f"a{n}", feed="f-reserved", title=f"Title {n}", text="") for n in (0, 1)]
    made = digest(board_of(*articles, said=(*short, weak)), most=10)
    [section] = made.sections
    assert section.cut == {2}
    assert brief.brief(section).cut == frozenset()
    assert "Rights reserved" not in told(made, form)


def test_a_cut_source_is_listed_though_its_number_is_not_shown() -> None:
    fact = brief.Told("a thing", (1, 2, 3, 4, 5), (5,))
    made = digest(of("reserved", statement("s0", "a0")))
    section = replace(made.sections[0], facts=(brief.Row("What", (fact,)),))
    assert 5 in brief.brief(section).numbers


# ---------------------------------------------------------------------------------------------- the desk
def test_on_the_desk_nothing_is_cut() -> None:
    held = replace(of("reserved", long(), text=DEED), edits=(Edit("a0", NOW, f"Old {WORDS}.", ""),))
    text = flat(show(held))
    assert f"“{WORDS},”" in text
    assert f"“{DEED}”" in text
    assert f"“Old {WORDS}.”" in text
    assert "[…]" not in text


def test_what_is_not_for_sharing_says_so() -> None:
    from briefing.cli.asking import show_command

    help_ = " ".join((show_command.help or "").split())
    docs = (Path(__file__).parents[2] / "docs" / "words.md").read_text(encoding="utf-8")
    assert "not for sharing" in help_
    assert re.search(r"\*\*Not for sharing\*\*[^*]*`show --json`", docs)


# ------------------------------------------------------------------------------------ from feeds.toml to a file
TOML = "quote_words = 10\n" + "".join(
    f'[[feed]]\nid = "{f.id}"\nurl = "{f.url}"\nname = "{f.rights}"\nrights = "{f.rights}"\n' for f in FEEDS
)
GOVERNMENTS = ("New Zealand", "Japan", "Canada", "Australia", "Sweden", "Norway", "Finland", "Denmark")
FILLER = "The harbour master of {0} has bought {1} new ropes for the ferries that lie at the quay."


def invented(government: str, number: int) -> str:
    """An article of an invented matter with one long quotation and much that nobody says."""
    fillers = [FILLER.format(government, n) for n in range(number + 10, number + 14)]
    said = (
        f"{government}'s foreign ministry said: “China must stop this reckless campaign against the port of Strelsau "
        f"at once, must name the people who ran it, must return what they took, and must never do it again.”"
    )
    accused = (
        f"{government} accused Chinese state-backed hackers on Monday of reading the e-mail of the port of Strelsau."
    )
    return "\n\n".join([accused, fillers[0], said, *fillers[1:]])


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> tuple[Store, Config]:
    """A store of articles of feeds of every right and an imported one, and the configuration of these feeds."""
    path = tmp_path / "feeds.toml"
    path.write_text(TOML, encoding="utf-8")
    for number, (government, feed) in enumerate(zip(GOVERNMENTS, [*(f.id for f in FEEDS), None], strict=True)):
        item = RawItem(
            source=feed or "A file",
            title=f"{government} accuses China over port of Strelsau",
            text=invented(government, number),
            id=f"a{number}",
            url=f"https://x.example/{number}",
            published="2031-05-05",
            feed=feed,
        )
        intake.keep(store, [item], now=NOW)
    for _ in pipeline.read(store, load(path), clock=lambda: NOW):
        pass
    return store, load(path)


@pytest.mark.parametrize("ending", sorted(ENDINGS))
def test_what_is_issued_holds_of_an_article_what_it_quotes_and_reports_and_no_more(
    desk: tuple[Store, Config], tmp_path: Path, ending: str
) -> None:
    store, config = desk
    later, path = NOW + timedelta(hours=1), tmp_path / f"digest{ending}"
    made = pipeline.digest(store, config, clock=lambda: later)
    pipeline.issue(store, made, form=ENDINGS[ending], path=path, now=later)
    text = path.read_text(encoding="utf-8")
    issued = flat(json.dumps(json.loads(text), ensure_ascii=False) if ending == ".json" else text)
    boards = [pipeline.board(store, i, config) for i in reads.incident_ids(store)]
    told_of = [s.text for b in boards for s in b.statements.values()]
    facts = [(b.facts.what, *b.facts.when, *b.facts.victims, *b.facts.figures) for b in boards]
    told_of += [f.text for row in facts for f in row if f] + [m.fact.text for b in boards for m in b.facts.measures]
    may = "\n".join(" ".join(t.split()) for t in [*told_of, *(s.article.title for b in boards for s in b.sources)])
    runs = {" ".join(run) for b in boards for s in b.sources for run in _runs(s.article.text.split())}
    assert [run for run in runs if run in issued and run not in may] == []
    assert [run for run in runs if run in issued], "the test sees what is quoted"
    assert "new ropes" not in issued


def _runs(words: list[str], size: int = 6) -> list[list[str]]:
    return [words[n : n + size] for n in range(len(words) - size + 1)]


def test_the_setting_of_feeds_toml_bounds_each_source_by_the_rights_of_its_feed(desk: tuple[Store, Config]) -> None:
    store, config = desk
    made = pipeline.digest(store, config, clock=lambda: NOW + timedelta(hours=1))
    rights = {s.number: s.rights for s in made.sources}
    assert sorted(rights.values()) == sorted([*RIGHTS, "unknown"])
    items = {i.id: i for s in made.sections for c in s.accusers for i in c.items if i.line.text.startswith("“")}
    assert len(items) == len(GOVERNMENTS)
    for item in items.values():
        is_open = rights[item.number] in OPEN
        assert item.line.text.endswith("do it again.”" if is_open else "the port of” […]")
        assert (length(item.line.text) > 10, item.cut) == ((True, ()) if is_open else (False, (item.number,)))


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_store_and_setting_give_the_same_bytes(desk: tuple[Store, Config], form: str) -> None:
    store, config = desk
    one, other = (render(pipeline.digest(store, config, clock=lambda: NOW), form) for _ in range(2))
    assert one == other
