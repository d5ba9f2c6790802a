"""What English words decide: kinds, levels, response codes, likelihood, channels. Sentences of our own."""

from __future__ import annotations

import re
from time import perf_counter

import pytest

from briefing.gazetteer import load
from briefing.model import Article, Statement
from briefing.statements import statements_in

ACCUSED = "Norway said Chinese state-sponsored hackers were behind the cyber attack on a port. "


def read(text: str, government: str) -> list[Statement]:
    article = Article(id="a", title="", text=text, source="s", published="2031-05-06")
    return [s for s in statements_in(article, load()).statements if government in s.governments]


def answer(words: str) -> list[Statement]:
    return read(f"{ACCUSED}China's embassy in Oslo said {words}.", "CN")


def accusation(words: str) -> list[Statement]:
    return read(f"Norway's foreign ministry said {words}.", "NO")


def codes(statements: list[Statement]) -> set[str]:
    return {c for s in statements for c in s.response_codes}


def kinds(statements: list[Statement]) -> set[str]:
    return {k for s in statements for k in s.kind}


def timed(pattern: re.Pattern[str], text: str) -> float:
    start = perf_counter()
    pattern.findall(text)
    return perf_counter() - start


ANSWERS = {
    "R01": [
        "it repudiated the allegation in full",
        "China has never done such a thing",
        "China has consistently fought hacking in accordance with the law",
        "the Chinese government had no hand in the theft of the files",
        "China does not carry out cyber attacks on others",
        "China had never hacked anybody",
        "it rejected the charge outright",
        "no Chinese officials were involved in the hack",
        "China had never taken part in hacking",
        "China opposes cyber attacks of every kind",
        "it firmly opposes and cracks down on all forms of cyber attack",
        "the country had nothing to do with the break-in",
        "Beijing does not encourage or condone hacking",
        "China was not involved in any such attack",
        "China has always been a staunch defender of cyber security",
        "it categorically denied the charge",
        "China stands against hacking in any form",
        "no Chinese agency had any part in it",
    ],
    "R02": [
        "the report was riddled with falsehoods",
        "the story did not have a grain of truth",
        "the accusations were totally unfounded",
        "the tale was cooked up",
        "the charge did not hold water",
        "Norway had fabricated the evidence",
        "the allegation was a complete invention",
        "the whole thing was a hoax",
        "this was pure speculation",
        "the claim did not correspond to the facts",
        "the story was made up",
        "the charge was entirely without foundation",
        "the accusation had no basis in fact",
        "the claim was a pure fabrication",
        "the so-called attack had been invented out of thin air",
        "the report was a fairy tale",
        "this was nothing but a rumour",
        "the allegation was far-fetched",
        "Norway was telling lies",
        "the findings were sheer nonsense",
        "such groundless accusations helped nobody",
        "this was not true",
    ],
    "R03": [
        "it was deeply dissatisfied with the Norwegian statement",
        "it was gravely concerned about the smear",
        "China expresses its strong indignation at the accusation",
        "China was strongly opposed to the false claims",
        "it voiced strong dissatisfaction with the declaration",
        "China strongly deplores the statement",
        "it was strongly dissatisfied with the claim",
        "it expressed its firm opposition to the accusation",
        "China resolutely objects to the accusation",
        "it strongly protested against the allegation",
    ],
    "R04": [
        "it had delivered a formal protest over the slander",
        "it had made stern representations to Norway about the slander",
        "it had summoned the Norwegian chargé d'affaires over the false claims",
        "China had handed over a note of protest against the baseless claims",
        "it had lodged solemn representations with Oslo over the false claims",
        "China had made a démarche about the baseless allegation",
        "it had filed a formal complaint over the groundless accusation",
    ],
    "R05": [
        "attributing a hack is technically complicated",
        "Norway had yet to show its evidence",
        "Norway had produced no proof whatsoever",
        "any accusation must be backed by hard facts",
        "Norway had offered nothing but conjecture instead of evidence",
        "Oslo should first share the technical details of the hack",
        "the so-called evidence was flimsy",
        "such conclusions were premature",
        "Norway should put its proof on the table",
        "Norway had not shown a shred of evidence",
        "the conclusions must rest on facts and evidence",
        "tracing the source of a cyber attack is a complex matter",
        "it is hard to pinpoint where a cyber attack comes from",
        "one should not jump to conclusions",
        "the report lacked professionalism",
        "this was a presumption of guilt",
        "whoever accuses must prove it",
        "Norway should take a professional and responsible attitude",
    ],
    "R06": [
        "it was a campaign of defamation",
        "Norway was stirring up anti-China sentiment",
        "Norway was vilifying China for political ends",
        "it was an anti-China propaganda campaign",
        "the hack was being used to tarnish China's image",
        "Norway was spreading lies about Chinese hackers",
        "it was a politically driven accusation",
        "Norway was using hacking as a tool to contain China",
        "it was slanderous",
        "Norway was smearing China",
        "it was an attempt to blacken China's name",
        "the matter was being politicised",
        "this was a political stunt",
        "Norway was hyping up the matter",
        "this was disinformation",
        "Norway was using cyber security as a pretext to discredit China",
        "it was a witch hunt",
        "it came from a Cold War mentality",
        "Norway should stop slinging mud",
        "this was vilification",
    ],
    "R07": [
        "American agencies were the ones spying on the world",
        "the greatest threat in cyberspace is the United States",
        "the United States runs the largest spying network in the world",
        "Washington was a habitual offender in hacking",
        "those who live in glass houses should not throw stones, as the US hacked everybody",
        "the NSA had broken into Chinese universities",
        "the US was blaming others for what it does itself",
        "America was the world's number one hacker",
        "the United States was the biggest hacker of them all",
        "it was a case of a thief crying stop thief",
        "it was the pot calling the kettle black",
        "Washington was the true empire of hacking",
        "American cyber attacks were the real threat",
        "the United States applied double standards",
        "the US should look in the mirror",
        "most attacks on Chinese networks came from the United States",
        "the US had been tapping the phones of its own allies",
    ],
    "R08": [
        "China too was a victim of hacking",
        "China was among the worst affected by hacking",
        "China was a major victim of cyber theft",
        "Chinese networks are attacked from abroad every day",
        "China was itself one of the main victims of hacking",
        "China suffers from cyber attacks every day",
        "the country was among those hit hardest by cyber attacks",
        "China faces a large number of cyber attacks",
    ],
    "R09": [
        "the allies were joining forces to smear China",
        "Norway was repeating what Washington says",
        "Norway was a pawn of Washington",
        "a few countries had formed a clique against China over the hack",
        "Norway was following the American lead blindly",
        "the United States had roped in its allies to accuse China of hacking",
        "Norway had ganged up on China with others",
        "Norway was parroting Washington's words",
        "Oslo was dancing to Washington's tune",
        "the allies had colluded against China over the hack",
        "Norway was acting at the bidding of the United States",
        "Norway had ulterior motives",
    ],
    "R10": [
        "China favoured talks on cyber security over false accusations",
        "it was ready for consultations on the hack",
        "the international community should strengthen cooperation against hacking",
        "countries should build a peaceful and secure cyberspace together",
        "all countries should work together to keep cyberspace safe from hackers",
        "problems of hacking should be solved through dialogue",
        "China called for a community with a shared future in cyberspace instead of groundless charges",
        "it stood ready to work with all parties against hackers",
    ],
    "R11": [
        "China would hit back at any sanctions over the false charges",
        "China would respond with firm countermeasures to the false accusation",
        "whoever smears China will pay the price",
        "Norway must bear all the consequences of its slander",
        "China would resolutely defend its interests against such slander",
        "China would take all necessary measures against the groundless sanctions",
        "China reserved the right to respond to the smears",
        "it would firmly safeguard its legitimate rights and interests against such smears",
        "such smears would not go unanswered",
        "relations would suffer from the false charges",
    ],
    "R14": [
        "it had not heard of the hack",
        "it could not confirm the reports of the hack",
        "it had no comment on the hack",
        "it knew nothing of the hack",
        "it had nothing further to say on the hack",
        "it was not aware of the situation",
        "it had nothing to share on the hack",
        "it was not familiar with the report",
        "it had no information on the hack",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("code", "words"), [(c, w) for c, many in ANSWERS.items() for w in many])
def test_an_answer_has_its_response_code(code: str, words: str) -> None:
    said = answer(words)
    assert code in codes(said), [(s.kind, s.response_codes, s.text) for s in said]
    assert {s.direction for s in said} == {"response"}


ANSWER_KINDS = {
    "denial": ("R01", "R02", "R03", "R06"),
    "demand_evidence": ("R05",),
    "counter_accusation": ("R07", "R09"),
    "no_comment": ("R14",),
}


@pytest.mark.parametrize(("kind", "words"), [(k, w) for k, cs in ANSWER_KINDS.items() for c in cs for w in ANSWERS[c]])
def test_an_answer_has_the_kind_of_its_code(kind: str, words: str) -> None:
    assert kind in kinds(answer(words))


LEVELS = {
    "L0": [
        "it condemned the cyber attack on the port",
        "the breach of the port's servers was unacceptable",
    ],
    "L1": [
        "it supported the statement by Sweden on the hack",
        "it stood alongside Sweden after the cyber attack",
        "it backed Sweden's findings on the hack",
        "it joined Sweden in its concern and stands in solidarity with it after the hack",
        "it took note of Sweden's attribution of the hack",
        "it stood firmly with Sweden after the hack",
        "it expressed its solidarity with Sweden over the cyber attack",
        "it shared Sweden's assessment of the hack",
        "it welcomed Sweden's attribution of the hack",
    ],
    "L2": [
        "the hackers from China had read the port's mail",
        "the intruders in the port's network were probably Chinese",
        "Chinese hackers had broken into the port's network",
        "the malware was of Chinese origin and came from a Chinese group",
        "a Chinese hacking group had stolen the files",
        "the hack was launched from China",
        "the attack emanated from Chinese soil",
        "the hackers were based in China",
        "the servers used for the hack stood in China",
        "the campaign was run from within China",
        "the intrusions came from Chinese territory",
        "the hacking was carried out from inside China",
        "the hackers were operating from China",
        "the attacks were launched from servers in China",
        "China allowed its territory to be used for the attacks",
    ],
    "L3": [
        "a group tied to China did it",
        "hackers with Chinese links did it",
        "the hack had links to China",
        "a group associated with China stole the files",
        "a China-nexus actor read the mail",
        "a China-linked group was behind the hack",
        "the group had ties to China",
        "a group of Chinese-speaking hackers with links to China did it",
    ],
    "L4": [
        "the hackers were steered by Beijing",
        "a government-backed Chinese group did it",
        "the hackers worked on behalf of the Chinese state",
        "the group was funded by the Chinese state",
        "hackers hired by China did it",
        "the intruders answer to the Chinese state",
        "hackers acting at the behest of Beijing did it",
        "Chinese state hackers stole the plans",
        "the hackers enjoyed the backing of Beijing",
        "a state-directed Chinese group did it",
        "the group was run by the Chinese government",
        "hackers employed by the Chinese government did it",
        "a Chinese state-backed group was responsible",
        "hackers backed by Beijing broke into the port",
        "a Beijing-backed group broke into the port",
        "a group working for the Chinese state stole the plans",
        "the hackers were in the service of the Chinese state",
        "the group was tasked by the Chinese authorities",
        "the hackers acted on behalf of China",
        "the group takes its orders from Beijing",
        "the hackers were controlled by the Chinese government",
        "Chinese government hackers stole the plans",
        "the hack was the work of a nation-state, China",
        "the group is affiliated with the Chinese state",
        "PRC state-sponsored operators had been inside the network",
    ],
    "L5": [
        "a unit of the PLA did it",
        "hackers of the Chinese army did it",
        "the hack was run by the PLA",
        "a bureau of the Ministry of State Security had directed the hack",
        "Chinese intelligence had stolen the plans",
        "China's armed forces were behind the hack",
        "the Chinese security services hacked the port",
        "the hackers worked for China's Ministry of State Security",
        "officers of the People's Liberation Army broke into the port",
        "China's intelligence services were behind the hack",
        "the Chinese military had stolen the plans",
        "the company was a front for China's main intelligence agency",
        "the group is an arm of the Ministry of State Security",
    ],
    "L6": [
        "the Chinese government bears responsibility for the hack",
        "China is in breach of international law over the hack",
        "the Chinese state was responsible for the hack",
        "China had broken international law by hacking the port",
        "Beijing must be held accountable as the Chinese government is behind the hack",
        "the hack was ordered by the Chinese leadership",
        "it held China responsible for the hack",
        "the Chinese government was responsible for the hack",
        "China bears full responsibility for the hack",
        "the Chinese government itself ordered the hack",
        "China had violated international law with the hack",
        "responsibility for the hack lies with the Chinese state",
        "China's leadership had approved the hack",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("level", "words"), [(lv, w) for lv, many in LEVELS.items() for w in many])
def test_the_strongest_wording_decides_the_level(level: str, words: str) -> None:
    assert [s.level for s in accusation(words)][:1] == [level]


KINDS = {
    "attribution": [w for lv in ("L2", "L3", "L4", "L5", "L6") for w in LEVELS[lv]],
    "condemnation": [
        "the hack was disgraceful",
        "such hacking could not be tolerated",
        "the hack was a flagrant breach of international rules",
        "the hack was an outrage",
        "this cowardly cyber attack was inexcusable",
        "the hack was a serious breach of trust by China",
        "we strongly deplore the hack",
        "the hack posed a grave threat to our democracy",
        "the hackers had shown contempt for international rules",
        "this was a hostile act by hackers",
        "we will not be intimidated by hackers",
        "the scale of the hacking was shocking",
        "the hack was reckless and irresponsible",
        "such hacking is utterly unacceptable",
        "the hack was an attack on our democracy",
        "Norway would not tolerate malicious cyber activity",
        "this hack will not stand",
        "China's hacking runs contrary to its own commitments",
        "the hackers would be held to account",
        "the hack violated the norms of responsible state behaviour",
        "it was deeply concerned by the hack",
        "the cyber attack was reprehensible",
        "the hack would have serious consequences",
        "this was outright theft by Chinese hackers",
        "the hack was part of a pattern of malign activity",
        "the hackers had behaved with flagrant disregard for the law",
    ],
    "call": [
        "Beijing was asked to explain the hack",
        "China should cease all hacking",
        "China has to rein in its hackers",
        "it demanded that Beijing hand over the hackers",
        "it appealed to China to stop the hacking",
        "China needs to answer for the hack",
        "Beijing should come clean about the hack",
        "the hacking has to stop",
        "China must stop these cyber attacks",
        "China should account for the hack",
        "Beijing ought to rein in its hackers",
        "it called on China to respect the norms of behaviour in cyberspace",
        "China had to put an end to the hacking",
        "it expected China to live up to its promises and stop the hacking",
    ],
    "advisory": [
        "it was advising hospitals to check their logs for the hackers",
        "firms ought to install the latest updates against the hackers",
        "companies should check their systems for signs of the hackers",
        "it urged all firms to update their routers against the hackers",
        "operators were told to disconnect exposed devices after the hack",
        "it recommended that administrators reset their passwords after the hack",
        "the public should stay vigilant about phishing",
        "operators should patch their routers after the hack",
        "companies were advised to hunt for traces of the hackers",
        "it was vital that operators heed the warning about the hackers",
        "users should change their passwords after the hack",
        "it had published indicators of compromise for the hack",
        "organisations should harden their networks against the hackers",
        "network defenders should apply the mitigations in the cyber advisory",
    ],
    "sanction": [
        "it would ban the hackers from entering Norway",
        "the hackers were now subject to an asset freeze",
        "four hackers would be blacklisted",
        "the hackers could no longer travel to Norway and their funds were blocked",
        "it had placed the hackers under sanctions",
        "it had designated a Chinese company for its role in the hack",
        "the assets of three hackers had been frozen",
        "it would bar the hackers from the country",
        "the hackers' assets would be frozen",
        "it had put the hackers on its sanctions list",
        "the hackers would be barred from entering Norway",
        "it would impose a travel ban on the hackers",
        "two Chinese hackers had been sanctioned",
        "it would refuse visas to the hackers",
        "the hackers' company was added to the entity list",
        "restrictive measures would be taken against the hackers",
    ],
    "indictment": [
        "five hackers face trial",
        "a grand jury had returned an indictment against the hackers",
        "three hackers had been charged over the hack",
        "the hackers were wanted on charges of computer crime",
        "a court had issued arrest warrants for two hackers",
        "criminal proceedings had been opened against a hacker",
        "a hacker had been arrested and would be extradited",
        "two hackers had been indicted",
        "a warrant had been issued for the arrest of the hackers",
        "prosecutors had filed charges against two hackers",
        "a grand jury had charged the hackers",
        "it would seek the extradition of the hackers",
        "the hackers face charges of computer intrusion",
        "an indictment against the hackers had been unsealed",
    ],
    "no_comment": [
        "it would neither confirm nor deny the hack",
        "it did not want to comment on the hack",
        "it had no further details on the hack",
        "it would not name the country behind the hack",
        "it could not say who was behind the hack",
        "it would not comment on the hack",
        "it was too early to say who was behind the hack",
        "it was not in a position to discuss the hack",
        "it had nothing to add about the hack",
        "it could neither confirm nor deny the hack",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "words"), [(k, w) for k, many in KINDS.items() for w in many])
def test_a_statement_has_the_kind_of_its_words(kind: str, words: str) -> None:
    said = accusation(words)
    assert kind in kinds(said), [(s.kind, s.text) for s in said]
    assert "denial" not in kinds(said)


ORDINARY = [
    "the wild boar had damaged the port's fences",
    "the port's network was harmed by a storm",
    "it was patching the road to the port",
    "the state visited by the minister was Sweden",
    "the charge for the ferry had risen",
    "the minister held an account with the bank",
    "the list of guests was added to the file",
    "Sweden works with Norway on the port",
    "the warrant officer spoke to the port's staff",
]


@pytest.mark.parametrize("words", ORDINARY)
def test_an_ordinary_word_makes_no_accusation(words: str) -> None:
    assert kinds(read(f"Norway's foreign ministry said {words}.", "NO")) == {"other"}


VICTIMS = [
    "300 victims of the hack had been told",
    "the hackers had spread false names and rumours",
    "the reports of the hack were being checked",
    "it had been a malicious and baffling hack",
    "the hackers had suffered a setback",
    "it was too early to speculate about the hack",
]


@pytest.mark.parametrize("words", VICTIMS)
def test_what_a_victim_says_of_the_deed_is_no_answer(words: str) -> None:
    assert {s.direction for s in accusation(words)} <= {"accusation", "third-party"}


LIKELIHOOD = [
    ("it is highly likely that Chinese hackers did it", "highly likely"),
    ("Chinese hackers were almost certainly responsible for the hack", "almost certainly"),
    ("it was nearly certain that Chinese hackers did it", "nearly certain"),
    ("there was a realistic possibility that Chinese hackers did it", "realistic possibility"),
    ("there was a remote chance that Chinese hackers had not done it", "remote chance"),
    ("it was very unlikely that anybody but Chinese hackers did it", "very unlikely"),
    ("there was a roughly even chance that Chinese hackers did it", "roughly even chance"),
    ("it was improbable that Chinese hackers had acted alone", "improbable"),
    ("Chinese hackers had probably done it", "probably"),
    ("it was highly improbable that Chinese hackers were not behind the hack", "highly improbable"),
]


@pytest.mark.parametrize(("words", "term"), LIKELIHOOD)
def test_a_probability_term_is_kept_whole(words: str, term: str) -> None:
    (said,) = read(f"Britain's Foreign Office said {words}.", "GB")
    assert said.likelihood == (("PHIA", term),)


@pytest.mark.parametrize(
    ("words", "confidence"),
    [
        ("with high confidence that Chinese hackers did it", "high confidence"),
        ("with a moderate degree of confidence that Chinese hackers did it", "moderate degree of confidence"),
        ("with a high degree of certainty that Chinese hackers did it", "high degree of certainty"),
    ],
)
def test_confidence_is_an_axis_of_its_own(words: str, confidence: str) -> None:
    (said,) = read(f"Britain's Foreign Office said {words}.", "GB")
    assert (said.confidence, said.likelihood) == (confidence, ())


@pytest.mark.parametrize(
    ("where", "channel"),
    [
        ("in a joint advisory", "joint-advisory"),
        ("in a joint statement", "joint-statement"),
        ("in a press release", "press-release"),
        ("in a post on X", "social-media"),
        ("at a news conference", "press-conference"),
        ("in an interview", "interview"),
        ("in a security bulletin", "technical-report"),
    ],
)
def test_the_channel_is_told(where: str, channel: str) -> None:
    text = f"Norway's foreign ministry said {where} that Chinese hackers had broken into the port's network."
    assert [s.channel for s in read(text, "NO")] == [channel]


@pytest.mark.parametrize("if_so", ["if confirmed", "if it turns out to be true", "if proven"])
def test_what_would_be_is_no_attribution(if_so: str) -> None:
    assert kinds(accusation(f"{if_so}, the hack by Chinese hackers would be grave")) == {"other"}


@pytest.mark.parametrize(
    "aside",
    [
        ", which is widely believed to work for the Chinese state,",
        ", generally linked to the Chinese state,",
        ", which researchers tie to the Chinese state,",
    ],
)
def test_a_reporters_aside_gives_no_level(aside: str) -> None:
    said = accusation(f"the hacking group APT31{aside} had read the port's mail")
    assert {s.level for s in said} <= {"L0", "L3"}


def test_every_wording_is_searched_in_linear_time() -> None:
    language = load().language("en")
    hostile = ["a " * 20_000, "the state " * 5_000, "sanction " * 5_000, "add " * 5_000, "protest " * 5_000]
    hostile += ["\ue000 " * 8_000, "\ue000" + "x" * 20_000, "hackers " * 5_000, "hold the \ue000 " * 3_000]
    for table in (language.kinds, language.codes, language.levels, language.channels):
        for _, pattern in table.rules:
            for text in hostile:
                short, long = (timed(pattern, part) for part in (text[: len(text) // 8], text))
                assert long < 0.05 + 40 * short, pattern.pattern[:80]
