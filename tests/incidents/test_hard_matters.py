"""The cases that are hard to group, through the real pipeline, each among the news of its time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

from briefing import pipeline
from briefing.store import open_store, reads
from briefing.store.search import search
from tests.hard import ARTICLES, BESIDE, CONFIG, SEEN, STREAM, TOLD, Grouping, b_cubed, copied, keep, of, put


@pytest.fixture(scope="session")
def stream(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the news beside the hard cases and nothing else."""
    path = tmp_path_factory.mktemp("stream") / "briefing.db"
    with open_store(path) as store:
        put(store, STREAM)
    return path


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which every matter is told, among the news beside, but no page that is odd."""
    path = tmp_path_factory.mktemp("told") / "briefing.db"
    with open_store(path) as store:
        put(store, [*STREAM, *TOLD])
    return path


@pytest.fixture(scope="session")
def found(told: Path) -> Grouping:
    with open_store(told, write=False) as store:
        return Grouping.of(store)


@pytest.fixture
def grouped(stream: Path, tmp_path: Path) -> Callable[..., Grouping]:
    """Import batch after batch beside the stream; what has come of it in the end."""

    def group(*batches: Sequence[str]) -> Grouping:
        with copied(stream, tmp_path) as store:
            for batch in batches:
                put(store, batch)
            return Grouping.of(store)

    return group


def assert_apart(found: Grouping, *groups: Sequence[str]) -> None:
    """No incident holds articles of two of these groups, mentions included."""
    held = [{i for a in group for i in found.places[a]} for group in groups]
    for n, group in enumerate(groups):
        for other in range(n):
            assert not held[n] & held[other], f"glued\n{found.told([*groups[other], *group])}"


def not_yet(why: str) -> pytest.MarkDecorator:
    """A case that fails today: what goes wrong. Once it passes, the test says so."""
    return pytest.mark.xfail(strict=True, reason=why)


def each(cases: Iterable[Any], not_yet_met: Mapping[Any, str]) -> list[Any]:
    """The values of a parametrised test, those that fail today marked."""
    return [pytest.param(c, marks=not_yet(not_yet_met[c])) if c in not_yet_met else c for c in cases]


# ------------------------------------------------------------------------------------------------ one event, many words
MATTERS = list(dict.fromkeys(ARTICLES[i]["matter"] for i in TOLD if "relevant" not in ARTICLES[i]))
TWINS = [
    ("storting-2020", "storting-2021"),
    ("ruritania-agriculture", "ruritania-justice"),
    ("lysvik-hospital", "hartmoor-water"),
    ("patch-2024-02", "patch-2024-03"),
    ("apt31-march-2024", "finland-parliament"),
    ("apt31-march-2024", "exchange-2021"),
    ("danish-rail", "canadian-seeds"),
]


@pytest.mark.parametrize(
    "matter",
    each(
        MATTERS,
        {
            "storting-2020": "the attribution six weeks later and the inquiry's end after fourteen open their own",
            "apt31-march-2024": "New Zealand spoke that day of another group and another parliament: it opens its own",
            "mine": "the closing of the mine two weeks later scores 0.13 where 0.15 is needed",
        },
    ),
)
def test_each_matter_is_one_incident(found: Grouping, matter: str) -> None:
    ids = [i for i in of(matter) if not i.endswith("year-after")]
    homes = found.homes(ids)
    assert len(homes) == 1, f"in {len(homes)} pieces\n{found.told(ids)}"


ROUNDS = (
    "the police of Helsinki named APT31 a day after London did: the same group in the same days is taken for one round"
)


@pytest.mark.parametrize("matter", each(MATTERS, dict.fromkeys(("apt31-march-2024", "finland-parliament"), ROUNDS)))
def test_nothing_else_stands_in_its_incidents(found: Grouping, matter: str) -> None:
    ids = of(matter)
    for incident in found.homes(ids):
        strange = found.inside(incident) - set(ids)
        assert not strange, f"with {', '.join(sorted(strange))}\n{found.told(ids)}"


def test_news_beside_the_cases_stands_alone(found: Grouping) -> None:
    shared = [i for i in STREAM if found.inside(found.home(i)) != {i}]
    assert not shared, found.told(shared)


def test_the_whole_sample_is_grouped_as_its_labels_say(found: Grouping) -> None:
    labels = {i: ARTICLES[i].get("matter", i) for i in found.places}
    assert b_cubed(found.partition(), labels) >= 0.95


# ------------------------------------------------------------------------------------------------ twins
@pytest.mark.parametrize(
    ("one", "other"),
    [pytest.param(*t, marks=not_yet(ROUNDS)) if t == ("apt31-march-2024", "finland-parliament") else t for t in TWINS],
)
@pytest.mark.parametrize("first", ["one", "other", "in turns"])
def test_twins_of_one_sort_stay_apart_whichever_comes_first(
    grouped: Callable[..., Grouping], one: str, other: str, first: str
) -> None:
    a, b = of(one), of(other)
    if first == "in turns":
        batches = [[i] for pair in zip_longest(a, b) for i in pair if i]
    else:
        batches = [a, b] if first == "one" else [b, a]
    assert_apart(grouped(*batches), a, b)


def test_the_indictment_of_the_day_is_an_act_within_the_round(found: Grouping) -> None:
    ids = ["exchange-1", "exchange-2", "apt40-charges-1", "apt40-charges-2"]
    assert len(found.homes(ids)) == 1, found.told(ids)
    assert {"US", "GB", "EU"} <= {g for g, _ in found.rows[found.home("exchange-1")].accusers}


@pytest.mark.parametrize(
    "first",
    ["denials", "accusations"],
)
def test_one_wording_of_denial_does_not_join_two_affairs(grouped: Callable[..., Grouping], first: str) -> None:
    denials = ["denial-rail-2", "denial-seeds-2"]
    others = [i for i in of("danish-rail", "canadian-seeds") if i not in denials]
    found = grouped(denials, others) if first == "denials" else grouped(others, denials)
    assert_apart(found, of("danish-rail"), of("canadian-seeds"))
    for denial, accusation in (("denial-rail-2", "denial-rail-1"), ("denial-seeds-2", "denial-seeds-1")):
        assert found.home(denial) == found.home(accusation), found.told([denial, accusation])


@pytest.mark.parametrize("answer", ["exchange-3", "march-4", "denial-rail-2", "denial-seeds-2", "relevant-answers"])
def test_what_the_accused_answers_has_the_role_response(found: Grouping, answer: str) -> None:
    assert found.role(answer) == "response", found.told([answer])


@pytest.mark.parametrize("page", ["storting-vote", "storting-building"])
@not_yet("the parliament, its people and its street weigh more than that the page tells of no break-in")
def test_other_news_of_the_same_parliament_is_not_on_the_board_of_its_hack(
    told: Path, tmp_path: Path, page: str
) -> None:
    with copied(told, tmp_path) as store:
        put(store, [page])
        found = Grouping.of(store)
    assert found.inside(found.home(page)) == {page}, found.told([page])


# ------------------------------------------------------------------------------------------------ languages
@pytest.mark.parametrize("article", [i for i in of("tejo") if ARTICLES[i].get("lang")])
def test_names_numbers_and_dates_bridge_languages(found: Grouping, article: str) -> None:
    assert found.home(article) == found.home("tejo-en-1"), found.told([article, "tejo-en-1"])


@pytest.mark.parametrize("turn", range(6))
def test_any_language_may_come_first(grouped: Callable[..., Grouping], turn: int) -> None:
    spoken = ["tejo-zh", "tejo-cs", "tejo-ja", "tejo-de", "tejo-fr", "tejo-en-1"]
    found = grouped(*([i] for i in [*spoken[turn:], *spoken[:turn]]))
    homes = found.homes(spoken)
    assert len(homes) == 1, f"in {len(homes)} pieces\n{found.told(spoken)}"


# ------------------------------------------------------------------------------------------------ time
@pytest.mark.parametrize(
    "article",
    each(
        ["kestrel-audit", "kestrel-arrests", "flood-4", "mine-4"],
        {
            "kestrel-audit": "a new act after 120 days counts as a look back when no government speaks in it",
            "mine-4": "it opens an incident of its own",
        },
    ),
)
def test_what_comes_of_it_after_weeks_or_months_follows_up(found: Grouping, article: str) -> None:
    [first, *_] = of(ARTICLES[article]["matter"])
    assert found.home(article) == found.home(first), found.told([article, first])
    assert found.role(article) == "follow-up"
    assert (found.rows[found.home(first)].incident.last or "") >= ARTICLES[article]["published"]


@pytest.mark.parametrize(
    ("article", "first", "last"),
    [
        pytest.param(
            "exchange-year-after",
            "exchange-1",
            "2021-07-20",
            marks=not_yet("after a year of fading the likeness is too small, and it opens an incident of its own"),
        ),
        ("ferry-year-after", "ferry-1", "2031-04-16"),
    ],
)
def test_a_look_back_links_and_moves_no_date(found: Grouping, article: str, first: str, last: str) -> None:
    assert found.home(article) == found.home(first), found.told([article, first])
    assert found.role(article) == "retrospective"
    assert found.rows[found.home(first)].incident.last == last


def test_what_arrives_weeks_late_finds_its_incident(grouped: Callable[..., Grouping]) -> None:
    later = of("flood", "election", "ferry")
    found = grouped(of("mine"), later, ["late-arrival"])
    assert found.home("late-arrival") == found.home("mine-2"), found.told(["late-arrival", "mine-2"])
    assert found.role("late-arrival") != "retrospective"


@pytest.mark.parametrize("article", ["no-title", "undated", "wrong-year", "future-date"])
@pytest.mark.parametrize("when", ["first", "last"])
def test_a_defect_of_title_or_date_hides_no_article(grouped: Callable[..., Grouping], article: str, when: str) -> None:
    ids = of("lysvik-hospital", "hartmoor-water")
    found = grouped([article], ids) if when == "first" else grouped(ids, [article])
    assert found.home(article) == found.home("hospital-2"), found.told([article, "hospital-2"])
    assert_apart(found, [article, *of("lysvik-hospital")], of("hartmoor-water"))
    incident = found.rows[found.home(article)].incident
    assert incident.last == "2031-03-07"
    assert "Lysvik" in incident.title or "Corvin" in incident.title


# ------------------------------------------------------------------------------------------------ several matters
def test_a_page_on_three_incidents_stands_in_all_three(told: Path, tmp_path: Path) -> None:
    with copied(told, tmp_path) as store:
        before = Grouping.of(store)
        put(store, ["three-in-one"])
        found = Grouping.of(store)
    wanted = [before.home(i) for i in ("hospital-1", "agri-1", "denial-rail-1")]
    assert set(found.places["three-in-one"]) == set(wanted), found.told(["three-in-one"])
    assert found.home("three-in-one") == wanted[0], found.told(["three-in-one"])


@pytest.mark.parametrize(
    "case",
    [(page, when) for page in ("round-up", "live-blog") for when in ("before", "between", "after")],
    ids=" ".join,
)
def test_a_round_up_glues_nothing_whenever_it_comes(grouped: Callable[..., Grouping], case: tuple[str, str]) -> None:
    page, when = case
    groups = [of(matter) for matter in ARTICLES[page]["also"]]
    openings = [group[0] for group in groups]
    rest = [i for group in groups for i in group[1:]]
    batches = {
        "before": ([page], openings, rest),
        "between": (openings, [page], rest),
        "after": (openings, rest, [page]),
    }
    found = grouped(*batches[when])
    assert_apart(found, *groups)
    for group in groups:
        assert len(found.homes(group)) == 1, f"torn\n{found.told(group)}"


NOT_LINKED = "what came later is not linked back to a round-up, and short paragraphs of a live blog are not looked at"


@pytest.mark.parametrize(
    ("page", "when"),
    [
        ("round-up", "after"),
        pytest.param("round-up", "before", marks=not_yet(NOT_LINKED)),
        pytest.param("live-blog", "before", marks=not_yet(NOT_LINKED)),
        pytest.param("live-blog", "after", marks=not_yet(NOT_LINKED)),
    ],
)
def test_a_round_up_is_found_beside_each_incident_it_tells_of(
    grouped: Callable[..., Grouping], page: str, when: str
) -> None:
    groups = [of(matter) for matter in ARTICLES[page]["also"]]
    ids = [i for group in groups for i in group]
    found = grouped([page], ids) if when == "before" else grouped(ids, [page])
    missed = [group for group in groups if not found.homes(group) & found.places[page].keys()]
    assert not missed, f"{missed} missed\n{found.told([page])}"


# ------------------------------------------------------------------------------------------------ little text
@pytest.mark.parametrize(
    ("headline", "matter"), [("headline-hospital", "lysvik-hospital"), ("headline-ferry", "ferry")]
)
def test_a_headline_of_general_news_alone_neither_joins_nor_asks(
    grouped: Callable[..., Grouping], headline: str, matter: str
) -> None:
    found = grouped(of(matter), [headline])
    assert found.inside(found.home(headline)) == {headline}, found.told([headline])
    assert headline not in found.proposed, "general news asks nobody"


@pytest.mark.parametrize("page", ["teaser-tail", "teaser-inline", "teaser-on-topic"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_teasers_of_other_stories_add_nothing(
    grouped: Callable[..., Grouping], monkeypatch: pytest.MonkeyPatch, page: str, when: str
) -> None:
    others = of("lysvik-hospital", "hartmoor-water", "ruritania-agriculture", "ruritania-justice", "flood")
    batches = ([page], others) if when == "before" else (others, [page])
    found = grouped(*batches)
    at_home = set(of(ARTICLES[page]["matter"])) | {page}
    assert found.inside(found.home(page)) <= at_home, found.told([page])
    kept = [
        line
        for line in ARTICLES[page]["text"].partition("You May Also Like")[0].splitlines()
        if not line.startswith(("Read more:", "Related:"))
    ]
    monkeypatch.setitem(ARTICLES, page, ARTICLES[page] | {"text": "\n".join(kept)})
    assert grouped(*batches).places == found.places, found.told([page])


# ------------------------------------------------------------------------------------------------ the order of arrival
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_another_order_of_import_gives_the_same_grouping_but_for_a_few(tmp_path: Path, seed: int) -> None:
    everything = [*STREAM, *TOLD, *BESIDE]
    shuffled = random.Random(seed).sample(everything, len(everything))
    groupings = []
    for name, batches in (("a", [everything]), ("b", [shuffled[n::8] for n in range(8)])):
        with open_store(tmp_path / f"{name}.db") as store:
            for batch in batches:
                put(store, batch)
            groupings.append(Grouping.of(store))
    a, b = (g.partition() for g in groupings)
    moved = [i for i in a if {x for x in a if a[x] == a[i]} != {x for x in b if b[x] == b[i]}]
    agreed = b_cubed(a, b)
    assert agreed >= 0.95, f"{agreed:.3f}\n{groupings[0].told(moved)}\n\nin the other order\n{groupings[1].told(moved)}"


def test_a_restart_in_the_middle_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 20)
    path = tmp_path / "stopped.db"
    with open_store(path) as store:
        put(store, STREAM)
        keep(store, TOLD)
        reading = pipeline.read(store, CONFIG, clock=lambda: SEEN)
        next(reading)
        next(reading)
        reading.close()
        assert reads.counts(store)["unread"] == len(TOLD) - 40
    with open_store(path) as store:
        put(store, [])
        again = Grouping.of(store)
    with open_store(tmp_path / "whole.db") as store:
        put(store, STREAM)
        put(store, TOLD)
        assert Grouping.of(store).places == again.places


def test_importing_everything_twice_changes_nothing(told: Path, tmp_path: Path, found: Grouping) -> None:
    with copied(told, tmp_path) as store:
        put(store, [*STREAM, *TOLD], now=SEEN + timedelta(days=30))
        twice = Grouping.of(store)
        assert reads.counts(store)["articles"] == len(STREAM) + len(TOLD)
    assert twice.places == found.places
    assert twice.rows == found.rows


def test_reading_everything_again_moves_but_a_few(told: Path, tmp_path: Path, found: Grouping) -> None:
    with copied(told, tmp_path) as store:
        for _ in pipeline.read(store, CONFIG, clock=lambda: SEEN + timedelta(days=30), again=True):
            pass
        again = Grouping.of(store)
    moved = [i for i, places in found.places.items() if places.keys() != again.places[i].keys()]
    agreed = b_cubed(found.partition(), again.partition())
    assert agreed >= 0.98, f"{agreed:.3f}\n{found.told(moved)}\n\nread again\n{again.told(moved)}"


@pytest.mark.parametrize("matter", ["flood", "lysvik-hospital", "apt31-march-2024", "tejo", "kestrel"])
def test_the_id_of_an_incident_stays_when_more_articles_come(stream: Path, tmp_path: Path, matter: str) -> None:
    ids = of(matter)
    with copied(stream, tmp_path) as store:
        homes = []
        for article in ids:
            put(store, [article])
            homes.append(Grouping.of(store).home(ids[0]))
    assert len(set(homes)) == 1


# ------------------------------------------------------------------------------------------------ relevance
@pytest.mark.parametrize("article", [i for i in TOLD if "relevant" in ARTICLES[i]])
def test_only_a_cyber_matter_of_a_watched_state_is_relevant_and_all_is_found(
    told: Path, found: Grouping, article: str
) -> None:
    assert found.rows[found.home(article)].incident.relevant is ARTICLES[article]["relevant"], found.told([article])
    with open_store(told, write=False) as store:
        assert article in [hit.article for hit in search(store, f'"{ARTICLES[article]["title"]}"')]


@pytest.mark.parametrize(
    ("matter", "relevant"),
    [
        ("exchange-2021", True),
        ("apt31-march-2024", True),
        ("finland-parliament", True),
        ("danish-rail", True),
        ("canadian-seeds", True),
        ("tejo", True),
        ("storting-2020", False),
        ("lysvik-hospital", False),
        ("ruritania-justice", False),
        ("patch-2024-02", False),
        ("flood", False),
        ("election", False),
    ],
)
def test_the_matters_that_concern_a_watched_state_are_relevant(found: Grouping, matter: str, relevant: bool) -> None:
    told_so = {found.rows[i].incident.relevant for i in found.homes(of(matter))}
    assert told_so == {relevant}, found.told(of(matter))
