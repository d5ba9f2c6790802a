"""Where an article belongs. All matters here are invented."""

from __future__ import annotations

import time
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from briefing import incidents
from briefing.incidents.evidence import offers, weighed
from briefing.incidents.matching import Settings, cosine, fits, rank
from briefing.model import Article, Features, Neighbour, Reading, Statement

PORT = (
    "Hackers shut down the cranes of the Port of Ostrava Bay on Tuesday, the harbour master Lena Quist said. "
    "Some 4,200 containers wait on the quay. Investigators found the program Greywhale on the terminal's computers."
)
PORT_AGAIN = (
    "A computer attack has stopped loading at Ostrava Bay. Quist, who runs the harbour, counts 4,200 containers that "
    "cannot leave. The malware called Greywhale had been in the terminal for weeks, the investigators believe."
)
CLINIC = (
    "Hackers locked the patient files of the Saint Amara clinic in Belmonte on Tuesday. The director Piet Okoro said "
    "that operations were put off. The gang Redlatch asks for 90 bitcoin."
)


def accuses(article: str, by: str, to: str, number: int = 0) -> Statement:
    return Statement(
        id=f"{article}-{by}-{number}",
        article=article,
        start=0,
        end=4,
        text="word",
        party="government",
        direction="accusation",
        kind=("attribution",),
        form="direct",
        government=by,
        about=(to,),
    )


def cyber(article: str, *statements: Statement, actors: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> Reading:
    return Reading(article, "test", statements, cyber=True, governments=names, actors=actors)


def test_the_same_event_in_other_words_joins_and_says_why(stream):
    stream.tell("a", "2031-03-04", "Port cranes stopped by hackers", PORT)
    where = stream.tell("b", "2031-03-05", "Attack halts Ostrava Bay", PORT_AGAIN)
    ((incident, role, reason, score),) = where.joins
    assert incident == stream.incident["a"]
    assert role in {"statement", "follow-up"}
    assert "greywhale" in reason
    assert f"{score:.2f}" in reason


def test_another_event_of_the_same_type_and_day_opens_its_own(stream):
    stream.tell("a", "2031-03-04", "Port cranes stopped by hackers", PORT)
    where = stream.tell("b", "2031-03-04", "Clinic files locked by hackers", CLINIC)
    assert where.joins == ()
    assert where.reason.startswith("opens")


def test_twins_of_one_type_stay_apart(stream):
    first = (
        "Intruders read the mail of twelve members of Ruritania's parliament for a week, Speaker Olga Brandt said. "
        "The security service RSD has taken over the case and asks everybody to change passwords."
    )
    second = (
        "The parliament of Graustark was hacked: somebody copied letters of forty aides, according "
        "to Speaker Jon Vasko. "
        "Its agency GKB traces the visit to rented machines in Zenda."
    )
    stream.tell("a", "2031-03-04", "Members' mail read in Ruritania", first)
    stream.tell("b", "2031-03-09", "Graustark's parliament hacked", second)
    more = (
        "Speaker Jon Vasko now counts forty-five aides of Graustark's parliament; the GKB found rented "
        "machines in Hentzau."
    )
    stream.tell("c", "2031-03-11", "More victims in Graustark", more)
    assert stream.incident["a"] != stream.incident["b"] == stream.incident["c"]


def test_a_headline_alone_proposes_and_does_not_join(stream):
    article = Article("a", "Greywhale stops cranes at Ostrava Bay", PORT, "Sample", published="2031-03-04")
    stream.add(article, cyber("a", names=("NZ",)))
    where = stream.tell("b", "2031-03-04", "Greywhale stops cranes at Ostrava Bay", "")
    assert where.joins == ()
    assert where.possible[0][0] == stream.incident["a"]
    assert "too short" in where.reason


def test_an_anniversary_links_as_retrospective(stream):
    stream.tell("a", "2031-03-04", "Port cranes stopped by hackers", PORT)
    text = "A year after the attack the cranes of Ostrava Bay run again. " + PORT_AGAIN
    ((incident, role, _, _),) = stream.tell("b", "2032-03-05", "Ostrava Bay, a year after Greywhale", text).joins
    assert (incident, role) == (stream.incident["a"], "retrospective")
    text = "Two brothers look at Ostrava Bay, a year after the cranes stood still. " + PORT_AGAIN
    assert stream.tell("c", "2032-03-06", "What Greywhale left", text).joins[0][1] == "retrospective"


def test_a_new_act_months_later_is_a_follow_up(stream):
    stream.tell("a", "2031-03-04", "Port cranes stopped by hackers", PORT)
    article = Article("b", "Ostrava Bay: sanctions over Greywhale", PORT_AGAIN, "Sample", published="2031-11-05")
    ((incident, role, _, _),) = stream.add(article, cyber("b", accuses("b", "NZ", "CN"))).joins
    assert (incident, role) == (stream.incident["a"], "follow-up")


def test_an_answer_has_the_role_response(stream):
    stream.tell("a", "2031-03-04", "Port cranes stopped by hackers", PORT)
    answer = Statement("s", "b", 0, 4, "word", "government", "response", ("denial",), "direct", government="CN")
    article = Article("b", "Denial over Ostrava Bay", PORT_AGAIN, "Sample", published="2031-03-05")
    assert stream.add(article, cyber("b", answer)).joins[0][1] == "response"


def test_an_article_that_tells_of_silence_is_no_response(stream):
    stream.tell("a", "2031-03-04", "Port cranes stopped by hackers", PORT)
    silence = Statement("s", "b", 0, 4, "word", "government", "response", ("no_comment",), "direct", government="CN")
    silence = replace(silence, response_codes=("R00",), about=("NZ",))
    article = Article("b", "No word over Ostrava Bay", PORT_AGAIN, "Sample", published="2031-03-05")
    reading = cyber("b", silence)
    assert not any(m.startswith("answers:") for m in incidents.count_terms(article, reading).marks)
    assert stream.add(article, reading).joins[0][1] != "response"


def test_conflicting_explicit_dates_keep_apart_however_alike(stream):
    text = "Hackers took files of the Ruritanian rail office in {}. The office says 700 files are gone."
    for name, day, month in (("a", "2031-06-20", "January 2031"), ("b", "2031-06-21", "May 2031")):
        article = Article(name, "Rail office of Ruritania hacked", text.format(month), "Sample", published=day)
        where = stream.add(article, cyber(name, names=("NZ",)))
    assert where.joins == ()
    assert "another date, 2031-05 against 2031-01" in where.reason
    assert where.possible, "an analyst may overrule it"


def test_different_dates_keep_nothing_apart_where_the_threat_group_agrees(stream):
    text = "Hackers took files of the Ruritanian rail office in {}. The office says 700 files are gone."
    for name, day, month in (("a", "2031-06-20", "January 2031"), ("b", "2031-06-21", "May 2031")):
        article = Article(name, "Rail office of Ruritania hacked", text.format(month), "Sample", published=day)
        where = stream.add(article, cyber(name, actors=("APT40",)))
    assert where.joins


def test_another_accused_state_keeps_apart_and_the_answer_of_the_accused_does_not(stream):
    text = "The mint of Ruritania was robbed of 900 plates through its mail server, the minister Ada Quill said."
    for name, accusation in (("a", accuses("a", "NZ", "CN")), ("b", accuses("b", "NZ", "RU"))):
        article = Article(name, "Mint robbed through mail", text, "Sample", published="2031-03-04")
        where = stream.add(article, cyber(name, accusation))
    assert where.joins == ()
    assert "another accused, RU against CN" in where.reason
    counter = Article("c", "China: the accuser hacks", text, "Sample", published="2031-03-14")
    assert stream.add(counter, cyber("c", accuses("c", "CN", "NZ"))).joins[0][0] == stream.incident["a"]


def test_general_news_asks_nobody(stream):
    stream.tell("a", "2031-03-04", "Greywhale stops cranes at Ostrava Bay", PORT)
    where = stream.tell("b", "2031-03-04", "Greywhale stops cranes at Ostrava Bay", "")
    assert (where.joins, where.possible) == ((), ())


def test_flaws_of_two_patch_days_keep_apart(stream):
    text = "Softmark has closed {} holes in its programs, among them {} in the print queue, which attackers use."
    stream.tell("a", "2031-05-13", "Patch day of Softmark", text.format(61, "CVE-2031-20111"))
    where = stream.tell("b", "2031-06-10", "Patch day of Softmark", text.format(73, "CVE-2031-30222"))
    assert where.joins == ()
    assert "other flaws, CVE-2031-30222 against CVE-2031-20111" in where.reason
    assert stream.tell("c", "2031-05-14", "Softmark holes", text.format(61, "CVE-2031-20999")).joins


def test_a_date_told_in_part_is_no_conflict(stream):
    text = "Hackers took files of the Ruritanian rail office in {}. The office says 700 files are gone."
    stream.tell("a", "2031-06-20", "Rail office of Ruritania hacked", text.format("January 2031"))
    assert stream.tell("b", "2031-06-21", "Rail office of Ruritania hacked", text.format("2031")).joins


def test_the_same_denial_on_different_affairs_does_not_glue(stream):
    denial = "The spokesperson called the claim groundless and said the country opposes all forms of cyberattacks."
    stream.tell("a", "2031-03-04", "Port cranes stopped by hackers", f"{PORT} {denial}")
    where = stream.tell("b", "2031-03-05", "Clinic files locked", f"{CLINIC} {denial}")
    assert where.joins == ()


def test_a_round_up_does_not_glue_two_incidents(stream):
    stream.tell("a", "2031-03-04", "Port cranes stopped by hackers", PORT)
    stream.tell("b", "2031-03-04", "Clinic files locked by hackers", CLINIC)
    where = stream.tell("week", "2031-03-07", "The week in hacking", f"{PORT}\n\n{CLINIC}")
    assert {j[0] for j in where.joins} == {stream.incident["a"], stream.incident["b"]}, "it stands in both"
    assert where.joins[1][1] == "mention"
    assert "paragraph" in where.joins[1][2]
    clinic = "The Saint Amara clinic in Belmonte operates again. Piet Okoro said no bitcoin went to the gang Redlatch."
    stream.tell("c", "2031-03-08", "Belmonte clinic recovers", clinic)
    stream.tell("d", "2031-03-08", "Ostrava Bay loads again", PORT_AGAIN)
    assert stream.incident["c"] == stream.incident["b"] != stream.incident["a"] == stream.incident["d"]


def test_one_matter_in_two_scripts_is_bridged_by_what_reading_found(stream):
    english = Article("a", "Ruritania blames China for ministry hack", PORT, "Sample", published="2031-03-04")
    chinese = Article(
        "b",
        "外交部回应",
        "三月五日，发言人说有关指责毫无根据，中方坚决反对一切形式的网络攻击。",
        "样本",
        published="2031-03-05",
    )
    accusation = accuses("a", "NZ", "CN")
    answer = Statement(
        "s", "b", 0, 4, "word", "government", "response", ("denial",), "direct", government="CN", about=("NZ",)
    )
    stream.add(english, cyber("a", accusation, names=("NZ", "CN"), actors=("APT40",)))
    where = stream.add(chinese, cyber("b", answer, names=("CN", "NZ"), actors=("APT40",)))
    ((incident, role, reason, _),) = where.joins
    assert (incident, role) == (stream.incident["a"], "response")
    assert "NZ of CN" in reason
    assert "APT40" in reason


def test_governments_alone_join_nothing_where_no_day_is_known(stream):
    english = Article("a", "Ruritania blames China for ministry hack", PORT, "Sample", published="2031-03-04")
    urdu = Article(
        "b",
        "چین کا جواب",
        "چین نے الزامات کو بے بنیاد قرار دیا ہے اور کہا ہے کہ وہ ہر قسم کے حملوں کا مخالف ہے",
        "Sample",
    )
    parties = ("NZ", "CN")
    stream.add(english, cyber("a", accuses("a", "NZ", "CN"), names=parties))
    where = stream.add(urdu, cyber("b", accuses("b", "NZ", "CN"), names=parties))
    assert where.joins == ()
    assert "only governments in common" in where.reason


def test_a_mark_that_several_incidents_offer_tells_less():
    accused = Features({}, {}, {}, marks=frozenset({"accuses:US>CN"}), day="2031-03-04")
    alone, shared = offers([accused], [[accused]]), offers([accused], [[accused], [accused]])
    (only,), (either,) = weighed([accused], [accused], alone), weighed([accused], [accused], shared)
    assert either.adds == only.adds / 2
    assert only.words == "same accusation US of CN"


def test_a_mark_of_other_days_tells_nothing_and_without_a_day_little():
    march = Features({}, {}, {}, marks=frozenset({"accuses:US>CN"}), day="2031-03-04")
    same, later, undated = march, replace(march, day="2031-04-20"), replace(march, day=None)
    assert weighed([later], [march], offers([later], [[march]])) == ()
    (full,), (part,) = (weighed([new], [march], offers([new], [[march]])) for new in (same, undated))
    assert 0 < part.adds < full.adds / 2


def test_a_page_without_a_day_tells_nothing_of_a_matter_long_before():
    march = Features({}, {}, {}, marks=frozenset({"accuses:US>CN"}), day="2031-03-04")
    members = [march, replace(march, day=None)]
    weeks, months = replace(march, day="2031-03-24"), replace(march, day="2031-05-24")
    assert weighed([weeks], members, offers([weeks], [members]))
    assert weighed([months], members, offers([months], [members])) == ()


def test_half_alike_weeks_later_joins_only_by_something_that_lasts():
    def told(likeness: float, day: str, *marks: str) -> Features:
        vector = {"crane": likeness, "other": (1 - likeness**2) ** 0.5}
        return Features(vector, vector, vector, marks=frozenset({"accuses:US>CN", *marks}), day=day)

    flaw = "cve:CVE-2031-0101"
    crane = {"crane": 1.0}
    member = Features(crane, crane, crane, marks=frozenset({"accuses:US>CN", flaw}), day="2031-03-04")

    def joins(new: Features) -> bool:
        matches = rank([new], [Neighbour("a", "i", "a", member)], Settings())
        assert matches[0].score < Settings().join
        return fits(matches[0], [new], matches, Settings())

    assert joins(told(0.14, "2031-03-16"))
    assert not joins(told(0.2, "2031-04-18"))
    assert joins(told(0.14, "2031-04-18", flaw))


def test_half_alike_without_a_day_joins_only_by_more_than_governments_in_common():
    governments = frozenset({"names:CN", "names:US"})
    crane, some = {"crane": 1.0}, {"crane": 0.13, "other": 0.99}
    members = [
        Neighbour(
            f"m{n}", "i", f"m{n}", Features(crane, crane, crane, governments | {"accuses:US>CN"}, day="2031-03-04")
        )
        for n in range(3)
    ]
    for marks, joins in ((governments, False), (governments | {"accuses:US>CN"}, True)):
        new = Features(some, some, some, marks=marks)
        matches = rank([new], members, Settings())
        assert matches[0].score > Settings().clear
        assert fits(matches[0], [new], matches, Settings()) is joins


def test_a_name_in_both_titles_speaks_for_one_matter_for_two_months():
    named = Features({}, {}, {}, marks=frozenset({"subject:voltara"}), day="2031-03-04")
    weeks, year = replace(named, day="2031-04-20"), replace(named, day="2032-03-04")
    (found,) = weighed([weeks], [named], offers([weeks], [[named]]))
    assert (found.words, found.veto) == ("same name in the title: voltara", False)
    assert weighed([year], [named], offers([year], [[named]])) == ()


def test_a_mark_counts_by_the_share_of_a_group_that_brings_it():
    marked = Features({}, {}, {}, marks=frozenset({"accuses:US>CN"}), day="2031-03-04")
    plain = replace(marked, marks=frozenset({"names:CN"}))
    offered = offers([marked], [[marked]])
    (all_of_it,), (half,) = weighed([marked], [marked], offered), weighed([marked, plain], [marked], offered)
    assert half.adds == all_of_it.adds / 2


def test_a_page_without_a_day_on_another_year_stays_apart_whatever_marks_agree():
    def dated(year: str, day: str | None) -> Features:
        return Features({}, {}, {}, marks=frozenset({"accuses:NO>CN"}), dates=frozenset({year}), day=day)

    members = [dated("2028", "2031-06-17")] * 3
    for year, veto in (("2030-03", True), ("2028", False)):
        found = weighed([dated(year, None)], members, offers([dated(year, None)], [members]))
        assert any(e.veto for e in found) is veto
    assert not any(e.veto for e in weighed([dated("2030", "2031-06-18")], members, offers([], [])))


def test_chinese_words_meet_by_pairs_of_characters(stream):
    stream.tell(
        "a",
        "2031-03-04",
        "海港起重机遭入侵",
        "星期二，东湾海港的起重机被黑客关闭，四千个集装箱滞留码头，港长说正在调查灰鲸程序。",
    )
    where = stream.tell(
        "b", "2031-03-05", "东湾海港恢复", "东湾海港的起重机恢复运行，港长说灰鲸程序已经清除，集装箱开始离开码头。"
    )
    assert where.joins[0][0] == stream.incident["a"]
    assert "in common: 海港" in where.joins[0][2]


def test_the_id_of_an_incident_comes_from_its_first_article():
    article = Article("a", "t", "x", "s")
    assert incidents.incident_id(article) == incidents.incident_id(Article("a", "other", "y", "z"))
    assert incidents.incident_id(article) != incidents.incident_id(Article("b", "t", "x", "s"))


def neighbour(name: str, incident: str) -> Neighbour:
    vector = {"crane": 0.8, "harbour": 0.6}
    return Neighbour(name, incident, name, Features(vector, vector, vector, day="2031-03-04"))


@given(st.permutations([neighbour(f"n{i}", f"i{i % 3}") for i in range(9)]))
def test_the_order_of_neighbours_changes_nothing(near):
    vector = {"crane": 0.8, "harbour": 0.6}
    features = Features(vector, vector, vector, day="2031-03-05")
    article = Article("x", "cranes of the harbour", "", "s")
    where = incidents.assign(article, Reading("x", "test"), features, near)
    assert where == incidents.assign(article, Reading("x", "test"), features, sorted(near, key=lambda n: n.article))
    assert where.joins[0][0] == "i0"


@given(
    st.dictionaries(st.text("abc", max_size=3), st.floats(0, 1)),
    st.dictionaries(st.text("abc", max_size=3), st.floats(0, 1)),
)
def test_cosine_is_symmetric(a, b):
    assert abs(cosine(a, b) - cosine(b, a)) < 1e-9


def test_settings_move_the_bounds(stream):
    vector = {"crane": 0.8, "harbour": 0.6}
    other = {"crane": 0.5, "quay": 0.866}
    features = Features(vector, vector, vector)
    near = [Neighbour("n", "i", "n", Features(other, other, other))]
    article, reading = Article("x", "t", "", "s"), Reading("x", "test")
    assert incidents.assign(article, reading, features, near, settings=Settings(join=0.25)).joins
    assert not incidents.assign(article, reading, features, near, settings=Settings(join=0.5)).joins


def test_an_article_of_5000_characters_is_grouped_well_under_ten_milliseconds(stream):
    for i in range(70):
        stream.tell(f"a{i}", "2031-03-04", f"Matter {i}", f"{PORT} {CLINIC} Name{i} Place{i} " * 12)
    start = time.process_time()
    for i in range(20):
        stream.tell(f"b{i}", "2031-03-04", f"Matter {i}", f"{PORT} {CLINIC} Name{i} Place{i} " * 12)
    assert (time.process_time() - start) / 20 < 0.05, "five times the goal: the machine may be busy"
