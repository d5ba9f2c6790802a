"""Sentences of our own, each with the one statement that matters in it: who speaks, of what kind, how strongly."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from briefing.gazetteer import load
from briefing.model import Article, Statement
from briefing.statements import statements_in

ACCUSED = "On Tuesday several ministries in Europe accused China of hacking their mail servers.\n\n"


@dataclass(frozen=True)
class Case:
    """A text and what must be read from it; a field left at None is not looked at."""

    text: str
    governments: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    level: str | None = None
    direction: str | None = None
    codes: frozenset[str] = frozenset()
    party: str | None = None
    form: str | None = None
    content: str | None = None
    without: frozenset[str] = field(default_factory=frozenset)  # kinds that must not stand

    def __str__(self) -> str:
        return self.text.removeprefix(ACCUSED)[:60]


def of(*values: str) -> frozenset[str]:
    return frozenset(values)


FRAMES = [
    Case(
        "The UK said that Chinese state-backed hackers had read the mail of a port.", ("GB",), of("attribution"), "L4"
    ),
    Case(
        '"This is reckless," the Czech foreign ministry said after the hack by a Chinese group.',
        ("CZ",),
        of("condemnation"),
        form="direct",
    ),
    Case(
        '"This was reckless," said Jana Doe, the Czech foreign minister, after the hack.', ("CZ",), of("condemnation")
    ),
    Case(
        "Jana Doe, the Finnish interior minister, said Chinese hackers were behind the breach.",
        ("FI",),
        of("attribution"),
    ),
    Case(
        "According to the Dutch defence ministry, malware of a Chinese state actor was found on a server.",
        ("NL",),
        of("attribution"),
        "L4",
    ),
    Case(
        "A Chinese state actor hacked the mail of a port, according to the Dutch defence ministry.",
        ("NL",),
        of("attribution"),
        "L4",
    ),
    Case(
        "As per the UK Foreign Office, the Chinese government had ignored repeated calls to stop the hacking.",
        ("GB",),
        of("condemnation"),
    ),
    Case(
        "Norway condemned the intrusion, adding that it came from the territory of China.",
        ("NO",),
        of("attribution"),
        "L2",
    ),
    Case(
        "Norway condemned the cyber attack by China and called on Beijing to stop it.",
        ("NO",),
        of("call"),
        content="Beijing to stop it",
    ),
    Case("China was accused by Canada of hacking a research network.", ("CA",), of("attribution")),
    Case(
        "The US Justice Department charged four people with hacking for the Ministry of State Security.",
        ("US",),
        of("indictment"),
        "L5",
    ),
    Case("The United States sanctioned two Chinese companies for hacking a water utility.", ("US",), of("sanction")),
    Case("Denmark imposed sanctions on a Chinese hacking contractor.", ("DK",), of("sanction")),
    Case(
        "The National Cyber Security Centre of the UK issued tailored guidance after the Chinese hacks.",
        ("GB",),
        of("advisory"),
    ),
    Case("Poland summoned the Chinese ambassador over the cyber attack.", ("PL",), form="act"),
    Case(
        "Its statement, published in Prague by the Czech foreign ministry, said Chinese hackers were responsible.", ()
    ),
    Case("The hackers are backed by the Chinese state, Estonia says.", ("EE",), of("attribution"), "L4"),
    Case(
        "Belgium blamed China for the hack, while Sweden said the investigation goes on.",
        ("BE",),
        of("attribution"),
        content="China for the hack",
    ),
    Case(
        "Australia and New Zealand joined Canada in blaming China for the hack.", ("AU", "NZ", "CA"), of("attribution")
    ),
    Case(
        "The German government, together with Poland, condemned the cyber attack by China.",
        ("DE", "PL"),
        of("condemnation"),
    ),
    Case("The foreign ministry of Estonia denounced China's reckless hacking.", ("EE",), of("condemnation")),
    Case("The EU expressed concern and said the hack had undermined security.", ("EU",), of("condemnation")),
]

LADDER = [
    Case(
        "Norway said a malicious actor had gained access to the mail servers and condemned the hack.",
        ("NO",),
        of("condemnation"),
        "L0",
    ),
    Case(
        "NATO said it stands in solidarity with those affected by the malicious cyber activities.",
        ("NATO",),
        level="L1",
    ),
    Case("Finland said the cyber attack was carried out from Chinese territory.", ("FI",), of("attribution"), "L2"),
    Case("Sweden said China-linked hackers were responsible.", ("SE",), of("attribution"), "L3"),
    Case("Sweden said the hack can be linked to the group known as APT31.", ("SE",), of("attribution"), "L3"),
    Case("Sweden said state-affiliated Chinese actors were responsible.", ("SE",), of("attribution"), "L4"),
    Case("Sweden said the Ministry of State Security was behind the hack.", ("SE",), of("attribution"), "L5"),
    Case("Sweden said the People's Liberation Army ran the hacking campaign.", ("SE",), of("attribution"), "L5"),
    Case("Sweden said it holds the Chinese state responsible for the hack.", ("SE",), of("attribution"), "L6"),
    Case(
        "The EU linked the hack to two groups known as APT40 and APT31, which are believed to be tied to the MSS.",
        ("EU",),
        of("attribution"),
        "L3",
    ),
]

ANSWERS = [
    Case(ACCUSED + "China denied the hacking charges.", ("CN",), of("denial"), direction="response", codes=of("R01")),
    Case(
        ACCUSED + "China's foreign ministry called the accusations groundless.",
        ("CN",),
        of("denial"),
        direction="response",
        codes=of("R02"),
    ),
    Case(
        ACCUSED + "The Chinese embassy in London said it lodged solemn representations over the smear.",
        ("CN",),
        of("denial"),
        codes=of("R04", "R06"),
    ),
    Case(
        ACCUSED + "China said that any claim must be based on evidence and that tracing the source is hard.",
        ("CN",),
        of("demand_evidence"),
        codes=of("R05"),
    ),
    Case(
        ACCUSED + 'China said the United States is the "empire of hacking".',
        ("CN",),
        of("counter_accusation"),
        direction="response",
        codes=of("R07"),
    ),
    Case(
        ACCUSED + "Beijing said China is a victim of cyber attacks.",
        ("CN",),
        of("denial"),
        direction="response",
        codes=of("R08"),
    ),
    Case(
        ACCUSED + "China said Washington had mustered its allies.", ("CN",), of("counter_accusation"), codes=of("R09")
    ),
    Case(
        ACCUSED + "China's foreign ministry declined to comment.",
        ("CN",),
        of("no_comment"),
        direction="response",
        codes=of("R14"),
    ),
    Case(
        ACCUSED + "The Chinese embassy in Oslo did not respond to questions.",
        ("CN",),
        of("no_comment"),
        codes=of("R00"),
    ),
    Case(
        ACCUSED + "China rejects the claim that it hacked the servers.",
        ("CN",),
        of("denial"),
        direction="response",
        without=of("attribution"),
    ),
    Case(
        "China accused the US National Security Agency of hacking a university.",
        ("CN",),
        of("counter_accusation"),
        direction="accusation",
    ),
    Case(
        "China accused Taiwan of hacking its power grid. Taiwan denied the hacking charge.",
        ("TW",),
        of("denial"),
        direction="response",
    ),
    Case(
        "中国外交部发言人表示，有关网络攻击的指控毫无根据，中方坚决反对。",
        ("CN",),
        of("denial"),
        direction="response",
        codes=of("R02"),
    ),
    Case("关于黑客攻击，中国外交部发言人指出：“美国是黑客帝国。”", ("CN",), of("counter_accusation")),
    Case("中国外交部发言人回应称，不了解情况。此前有报道称发生网络攻击。", ("CN",), of("no_comment")),
]

TRAPS = [
    Case("Neither the company nor the Chinese embassy responded to questions on the hack.", ("CN",), of("no_comment")),
    Case("NATO said it would stand by Norway after the cyber attack.", ("NATO",), without=of("attribution")),
    Case("Two people were indicted by a US grand jury over the hacking of a port.", ("US",), of("indictment")),
    Case("China-linked hackers read mail in Oslo.", ()),
    Case("The Ministry of State Security was blamed for the hack.", (), of("attribution")),
    Case(
        'The US spoke of "unsanctioned" cyber operations by Chinese contract hackers.', ("US",), without=of("sanction")
    ),
    Case("The UK said the discharged officer had hacked a Chinese server.", ("GB",), without=of("indictment")),
    Case(
        "Several countries charge China with hacking a port.",
        (),
        of("attribution"),
        without=of("indictment"),
        party="group",
    ),
    Case("Speaking in Beijing, the British foreign minister said the hack was reckless.", ("GB",), of("condemnation")),
    Case("European officials in Washington said the Chinese hack was serious.", (), party="anonymous"),
    Case("Western intelligence sources said the hack came from China.", (), party="anonymous"),
    Case("Western governments said Chinese hackers were responsible.", (), of("attribution"), party="group"),
    Case(
        "Microsoft said Chinese state-sponsored hackers were responsible.", (), of("attribution"), "L4", party="company"
    ),
    Case("The Global Times said the United States runs the largest hacking operation.", (), party="media"),
    Case("Chinese hackers said they had stolen the data.", ()),
    Case("A Dutch broadcaster said Chinese hackers were behind the attack.", ()),
    Case("The foreign ministry said Chinese hackers had read its mail.", ()),
    Case("A former British minister said Chinese state-backed hackers were responsible.", ()),
    Case("The Washington Post said Chinese hackers were responsible.", (), party="media"),
    Case("Huawei said it has nothing to do with the cyber attack on Norway.", (), party="company"),
    Case("The company wrote that a group named after China's capital hacked it.", ()),
    Case("The UK asked whether China was behind the hack.", ("GB",), without=of("attribution")),
    Case("The UK would say nothing of the kind, but Finland said the hackers were from China.", ("FI",)),
    Case("The UK, the US and the EU said Chinese hackers were responsible.", ("GB", "US", "EU"), of("attribution")),
    Case("The NCSC said Chinese hackers had attacked a port.", ()),
    Case("The Dutch NCSC said Chinese hackers had attacked a port.", ("NL",), of("attribution")),
    Case("South Korea's NIS said Chinese hackers had attacked a port.", ("KR",), of("attribution")),
    Case("China said TikTok is no threat and called the charge groundless.", ("CN",), direction="third-party"),
]


def read(text: str, **fields: str) -> tuple[Statement, ...]:
    lang = "zh" if any("\u4e00" <= c <= "\u9fff" for c in text) else "en"
    article = Article(id="a", title="", text=text, source="s", published="2024-05-02", lang=lang, **fields)
    return statements_in(article, load()).statements


@pytest.mark.parametrize("case", [*FRAMES, *LADDER, *ANSWERS, *TRAPS], ids=str)
def test_sentence(case: Case) -> None:
    found = [s for s in read(case.text) if s.start >= (len(ACCUSED) if case.text.startswith(ACCUSED) else 0)]
    if not case.governments:
        assert all(not s.governments for s in found), [(s.governments, s.text, dict(s.why)) for s in found]
    wanted = [s for s in found if s.governments == case.governments and case.kinds <= set(s.kind)]
    if case.party:
        wanted = [s for s in wanted if s.party == case.party]
    if case.kinds or case.party or case.governments:
        assert wanted, [(s.governments, s.party, s.kind, s.text, dict(s.why)) for s in found]
    if case.level:
        assert case.level in {s.level for s in wanted}, [(s.level, dict(s.why)) for s in wanted]
    if case.direction:
        assert {s.direction for s in wanted} == {case.direction}, [dict(s.why) for s in wanted]
    assert case.codes <= {c for s in wanted for c in s.response_codes}, [(s.response_codes, s.text) for s in wanted]
    if case.form:
        assert case.form in {s.form for s in wanted}
    if case.content:
        assert case.content in {s.text for s in wanted}
    assert not any(case.without & set(s.kind) for s in found), [(s.kind, dict(s.why)) for s in found]
