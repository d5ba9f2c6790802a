"""Answers, silences and several speakers in the many frames that tell them: sentences of our own."""

from __future__ import annotations

import pytest

from briefing.gazetteer import load
from briefing.model import Article
from briefing.statements import statements_in

BEFORE = "On Tuesday several ministries in Europe accused China of hacking their mail servers.\n\n"
Told = dict[str, str]  # government -> a kind that its words must have

ANSWERS: list[tuple[str, Told]] = [
    ('The Chinese embassy hit back: "These charges are slander and have no basis."', {"CN": "denial"}),
    ('"These charges are slander and have no basis," the Chinese embassy shot back.', {"CN": "denial"}),
    ('"Slander," retorted the Chinese embassy.', {"CN": "denial"}),
    ('"Slander", was the reply of the Chinese embassy.', {"CN": "denial"}),
    ("The Chinese embassy brushed the charges aside.", {"CN": "denial"}),
    ("The Chinese embassy waved away the charges as groundless.", {"CN": "denial"}),
    ("China poured scorn on the charges.", {"CN": "denial"}),
    ("China took issue with the charges.", {"CN": "denial"}),
    ("China disputed the charges.", {"CN": "denial"}),
    ("China let it be known that the charges were groundless.", {"CN": "denial"}),
    ("China made clear that the charges were groundless.", {"CN": "denial"}),
    ("Beijing maintains that the charges are groundless.", {"CN": "denial"}),
    ("Beijing is of the view that the charges are groundless.", {"CN": "denial"}),
    ("Beijing will have none of it: the charges, its foreign ministry says, are groundless.", {"CN": "denial"}),
    ("Beijing's answer: the charges are groundless.", {"CN": "denial"}),
    ("Beijing's answer came on Friday: the charges are groundless.", {"CN": "denial"}),
    ('A reply from Beijing arrived on Friday: "The charges are groundless."', {"CN": "denial"}),
    ("Beijing says it had nothing to do with the hack.", {"CN": "denial"}),
    ("Beijing denies any part in the hack.", {"CN": "denial"}),
    ("Beijing has denied involvement.", {"CN": "denial"}),
    ("Not us, says Beijing.", {"CN": "denial"}),
    ("The charges are groundless, if one believes Beijing.", {"CN": "denial"}),
    ("The charges, in Beijing's words, are groundless.", {"CN": "denial"}),
    ('In the words of the Chinese embassy, the charges are "pure fiction".', {"CN": "denial"}),
    ('As the Chinese embassy put it, the charges are "pure fiction".', {"CN": "denial"}),
    ('The Chinese embassy would say only that China "opposes all hacking".', {"CN": "denial"}),
    ("China's foreign ministry, through Wan Example, added that the charges were groundless.", {"CN": "denial"}),
    ("China has called on Norway to produce evidence.", {"CN": "demand_evidence"}),
    ("China has denied the charges and accused Norway of smearing it.", {"CN": "denial"}),
    ("China denies it.", {"CN": "denial"}),
    ("China, for its part, denied the charges.", {"CN": "denial"}),
    ("China's embassy in Oslo, in an e-mailed statement, called the charges groundless.", {"CN": "denial"}),
    (
        "A spokesperson for China's embassy in Oslo told NRK by e-mail that the charges were groundless.",
        {"CN": "denial"},
    ),
    ("In an e-mail to NRK the Chinese embassy in Oslo called the charges groundless.", {"CN": "denial"}),
    ('The charges are "groundless", the Chinese embassy in Oslo wrote to NRK.', {"CN": "denial"}),
    ('The charges were "groundless", according to the Chinese embassy in Oslo.', {"CN": "denial"}),
    ('"Groundless": that is what the Chinese embassy in Oslo called the charges.', {"CN": "denial"}),
    ("The Chinese embassy in Oslo let NRK know that the charges were groundless.", {"CN": "denial"}),
    ('The Chinese embassy in Oslo replied that China "opposes all hacking".', {"CN": "denial"}),
    ("Beijing issued a denial.", {"CN": "denial"}),
    ("From Beijing came a flat denial.", {"CN": "denial"}),
    ("From China's embassy in Oslo came a denial in strong words: the charges are slander.", {"CN": "denial"}),
    ('From the Chinese foreign ministry comes the answer that the charges are "groundless".', {"CN": "denial"}),
    ('From Beijing came a reply on Friday: "The charges are groundless."', {"CN": "denial"}),
    ('Beijing sees "politically motivated slander" in the charges.', {"CN": "denial"}),
    ('The Chinese embassy saw "a smear" in the charges.', {"CN": "denial"}),
    ("The charges are groundless, officials in Beijing said.", {"CN": "denial"}),
    ("Senior government officials in Beijing called the charges groundless.", {"CN": "denial"}),
    ('"The charges are groundless", though, said the Chinese embassy.', {"CN": "denial"}),
    ('"The charges are slander", however, replied the Chinese embassy.', {"CN": "denial"}),
    ("Denials came from Beijing.", {"CN": "denial"}),
    ("Beijing's denial was swift.", {"CN": "denial"}),
    ("Beijing was quick to deny the charges.", {"CN": "denial"}),
    ("Beijing, which denies the charges, has summoned Norway's ambassador.", {"CN": "denial"}),
    ('Beijing rejects the charges as "pure fiction".', {"CN": "denial"}),
    ("Beijing, for its part, rejects the charges.", {"CN": "denial"}),
    ("Beijing, Norway's largest trading partner, denies the charges.", {"CN": "denial"}),
    ('The charges were rejected by Beijing as "pure fiction".', {"CN": "denial"}),
    ("The charges were denied by the Chinese embassy.", {"CN": "denial"}),
    ("The charges drew a sharp denial from Beijing.", {"CN": "denial"}),
    ("Beijing expressed strong dissatisfaction with the charges.", {"CN": "denial"}),
    ("Beijing voiced its firm opposition to the charges.", {"CN": "denial"}),
    ("Beijing lodged solemn representations with Norway.", {"CN": "other"}),
    ("Beijing has demanded that Norway show its evidence.", {"CN": "demand_evidence"}),
    ("Where is the evidence, asked the Chinese embassy.", {"CN": "demand_evidence"}),
    (
        "Chinese foreign ministry spokesman Wan Example, at a briefing in Beijing, dismissed the charges.",
        {"CN": "denial"},
    ),
    ('Taiwan\'s defence ministry rejected the warrants as "a farce".', {"TW": "denial"}),
    ('"The US is the empire of hacking," countered the Chinese embassy.', {"CN": "counter_accusation"}),
]

SILENCES: list[tuple[str, Told]] = [
    ("The Chinese embassy would not be drawn.", {"CN": "no_comment"}),
    ("The Chinese embassy declined to comment on Tuesday.", {"CN": "no_comment"}),
    ("Neither Norway's police nor the Chinese embassy would comment.", {"NO": "no_comment", "CN": "no_comment"}),
    ("The White House refused to point the finger.", {"US": "no_comment"}),
    ("The White House was unable to give details of the hack.", {"US": "no_comment"}),
    ("The Chinese embassy had no immediate comment.", {"CN": "no_comment"}),
    ("There was no immediate comment from Beijing.", {"CN": "no_comment"}),
    ("No comment came from the Chinese embassy.", {"CN": "no_comment"}),
    ("The Chinese embassy did not immediately return requests for comment.", {"CN": "no_comment"}),
    ("China stayed silent.", {"CN": "no_comment"}),
    ("China has said nothing.", {"CN": "no_comment"}),
    ("The Chinese embassy could not be reached.", {"CN": "no_comment"}),
    ("The Norwegian foreign ministry could neither confirm nor deny the report.", {"NO": "no_comment"}),
    ("Requests for comment to the Chinese embassy went unanswered.", {"CN": "no_comment"}),
    ("The Chinese embassy did not answer questions about the hack.", {"CN": "no_comment"}),
    ("The Chinese embassy has so far not commented.", {"CN": "no_comment"}),
    ("Asked about the hack, the Chinese embassy did not respond.", {"CN": "no_comment"}),
    ("China's foreign ministry said it was not aware of the hack.", {"CN": "no_comment"}),
    ("Beijing has yet to react.", {"CN": "no_comment"}),
    ("Beijing did not immediately respond.", {"CN": "no_comment"}),
    ("Norway's foreign minister refused to be drawn on who was behind the hack.", {"NO": "no_comment"}),
    ("Norway's police would not comment on who was behind the hack.", {"NO": "no_comment"}),
    ("The Chinese embassy left questions unanswered.", {"CN": "no_comment"}),
    ("An inquiry to the Chinese embassy remained unanswered.", {"CN": "no_comment"}),
    ("The Chinese embassy was not available for comment.", {"CN": "no_comment"}),
    ("Beijing has yet to address the charges.", {"CN": "no_comment"}),
    ("Chinese officials had not responded by the time of writing.", {"CN": "no_comment"}),
    ("No comment has come from the Chinese Embassy in Washington.", {"CN": "no_comment"}),
    ("The request was not immediately answered by the Chinese embassy.", {"CN": "no_comment"}),
    ("The Chinese embassy in Oslo did not reply to e-mails.", {"CN": "no_comment"}),
    ("The Chinese embassy was yet to comment.", {"CN": "no_comment"}),
    ("Beijing is yet to respond.", {"CN": "no_comment"}),
    ("The Chinese authorities were yet to react on Friday.", {"CN": "no_comment"}),
    ("China was yet to address the charges.", {"CN": "no_comment"}),
    ("A Chinese foreign ministry spokeswoman was not familiar with the incident.", {"CN": "no_comment"}),
    ("Norway's interior ministry had no information about the hack.", {"NO": "no_comment"}),
    ("Norway's foreign ministry said it is not familiar with the case.", {"NO": "no_comment"}),
    ("From Beijing came no reply.", {"CN": "no_comment"}),
    ("From the Chinese embassy in Oslo there came only silence.", {"CN": "no_comment"}),
]

SEVERAL: list[tuple[str, Told]] = [
    (
        "Chinese state hackers read the mail, finds the report that Norway's police issued on Monday in partnership "
        "with Sweden's police.",
        {"NO": "attribution", "SE": "attribution"},
    ),
    ("Chinese state hackers read the mail, says a report which Norway's police published.", {"NO": "attribution"}),
    ("Chinese state hackers read the mail, warns the bulletin that Norway's police released.", {"NO": "attribution"}),
    (
        "Norway and Sweden have jointly put out an analysis of what Chinese state hackers did in its servers.",
        {"NO": "attribution", "SE": "attribution"},
    ),
    ("Norway published an analysis by which Chinese state hackers entered a port.", {"NO": "attribution"}),
    ("Norway on Monday raised the threat level for ports over Chinese hackers.", {"NO": "advisory"}),
    ("Ola Hagen, for the Norwegian police, said that Chinese hackers were reckless.", {"NO": "condemnation"}),
    ("Ola Hagen, speaking for the Norwegian police, said Chinese hackers were reckless.", {"NO": "condemnation"}),
    ("Ola Hagen, on behalf of Norway's government, said Chinese hackers were reckless.", {"NO": "condemnation"}),
    ("Norway has used sanctions against Chinese hackers for the first time.", {"NO": "sanction"}),
    ("Norway resorted to sanctions against Chinese hackers.", {"NO": "sanction"}),
    ("Norway has approved sanctions on Chinese hackers.", {"NO": "sanction"}),
    ("Norway renewed sanctions against three Chinese hackers.", {"NO": "sanction"}),
    ("The Norwegian indictment of three Chinese hackers fills forty pages.", {"NO": "indictment"}),
    ("Norway's indictment of a Chinese hacker came first.", {"NO": "indictment"}),
    ("Chinese hackers read the mail, said Ann Sample, acting U.S. Attorney in Boston.", {"US": "attribution"}),
    ("The EU was hit. Two Chinese companies helped to hack the port, the Council says.", {"EU": "attribution"}),
    ("Norway joined Sweden in condemning the Chinese hack.", {"NO": "condemnation", "SE": "condemnation"}),
    (
        "China dismissed as slander the Norwegian accusation that it had hacked a port.",
        {"CN": "denial", "NO": "attribution"},
    ),
    ("China rejected as groundless Norway's claim that it had hacked a port.", {"CN": "denial", "NO": "attribution"}),
    ("Norway and Denmark co-signed the American advisory on Chinese hackers.", {"NO": "advisory", "DK": "advisory"}),
    (
        "Norway, Denmark and Finland signed up to the advisory on Chinese hackers.",
        {"NO": "advisory", "DK": "advisory", "FI": "advisory"},
    ),
    (
        "In a joint advisory, the NSA and Britain's NCSC warned of Chinese hackers.",
        {"US": "advisory", "GB": "advisory"},
    ),
    (
        "A joint statement by Norway, Sweden and Finland condemned the Chinese hack.",
        {"NO": "condemnation", "SE": "condemnation", "FI": "condemnation"},
    ),
    ("Norway blamed China whereas Sweden declined to name a culprit.", {"NO": "attribution", "SE": "no_comment"}),
    (
        "Norway blamed China for the hack, but the Chinese embassy nevertheless denied it.",
        {"NO": "attribution", "CN": "denial"},
    ),
    (
        "Condemnation came from Norway and Sweden, who called the Chinese hack reckless.",
        {"NO": "condemnation", "SE": "condemnation"},
    ),
    *(
        (text, {"NO": "attribution", "SE": "attribution", "FI": "attribution"})
        for text in (
            "Alongside Sweden and Finland, Norway accused China of hacking a port.",
            "Joined by Sweden and Finland, Norway accused China of hacking a port.",
            "Jointly with Sweden and Finland, Norway accused China of hacking a port.",
            "In concert with Sweden and Finland, Norway accused China of hacking a port.",
            "Norway, in coordination with Sweden and Finland, accused China of hacking a port.",
            "Norway, joined by Sweden and Finland, accused China of hacking a port.",
            "Norway, alongside Sweden and Finland, accused China of hacking a port.",
        )
    ),
    ("Norway blamed Chinese hackers acting, it says, together with Swedish intelligence.", {"NO": "attribution"}),
    (
        "Responding to a claim by Norway's Police Security Service that China had hacked a port, "
        "the Chinese embassy said the story was groundless.",
        {"CN": "denial", "NO": "attribution"},
    ),
    ("Asked about Norwegian claims, the Chinese embassy said they were groundless.", {"CN": "denial"}),
    (
        "China's army broke into the port: that is the view which the Norwegian police take.",
        {"NO": "attribution"},
    ),
    (
        "China's army broke into the port: such is the conclusion of the Norwegian police.",
        {"NO": "attribution"},
    ),
    (
        "China's army broke into the port - that was the finding Norway's police reached.",
        {"NO": "attribution"},
    ),
    (
        "Ola Hagen, who heads the Norwegian police, has become the first in Scandinavia to blame China.",
        {"NO": "attribution"},
    ),
    ("Norway, in Sweden for talks, accused China of hacking a port.", {"NO": "attribution"}),
    ("Oslo itself has for years accused China of hacking its ports.", {"NO": "attribution"}),
    ("Norway's services report today that Chinese hackers broke into a port.", {"NO": "attribution"}),
    (
        "The Chinese state hacked a port, Ola Hagen, a spokesman for Norway's government, told Fjord radio on Monday.",
        {"NO": "attribution"},
    ),
    ("While Norway blamed China, Sweden kept silent.", {"NO": "attribution", "SE": "no_comment"}),
    ("Norway as well as Sweden blamed China.", {"NO": "attribution", "SE": "attribution"}),
    ("Both Norway and Sweden have blamed China.", {"NO": "attribution", "SE": "attribution"}),
    (
        "Neither Norway's police nor the Chinese embassy responded to questions.",
        {"NO": "no_comment", "CN": "no_comment"},
    ),
]


def told(text: str) -> dict[str, set[str]]:
    """Which governments say something in a text, and of which kinds."""
    text = BEFORE + text
    found: dict[str, set[str]] = {}
    for s in statements_in(Article(id="a", title="", text=text, source="s", published="2024-05-02"), load()).statements:
        assert text[s.start : s.end] == s.text
        for government in s.governments if s.start >= len(BEFORE) else ():
            found.setdefault(government, set()).update(s.kind)
    return found


@pytest.mark.parametrize(("text", "wanted"), [*ANSWERS, *SILENCES, *SEVERAL])
def test_who_answers_is_silent_or_signs(text: str, wanted: Told) -> None:
    found = told(text)
    assert found.keys() == wanted.keys(), found
    assert all(kind in found[government] for government, kind in wanted.items()), found


@pytest.mark.parametrize(
    ("text", "government", "words"),
    [
        (
            "Chinese hackers read the mail. So says the Norwegian police in a report.",
            "NO",
            "Chinese hackers read the mail",
        ),
        (
            "Chinese hackers read the mail, the Norwegian police found in a report on Sunday.",
            "NO",
            "Chinese hackers read the mail",
        ),
        (
            "Servers had been hacked by China, Norwegian officials claim, with great skill.",
            "NO",
            "Servers had been hacked by China",
        ),
        (
            "It was not China that hacked the port, a Chinese embassy spokesperson answered a journalist.",
            "CN",
            "It was not China that hacked the port",
        ),
        ("China hacks nobody, its embassy spokesperson Liu Pengyu wrote.", "CN", "China hacks nobody"),
        ("Two Chinese men hacked a port, the Justice Department revealed.", "US", "Two Chinese men hacked a port"),
    ],
)
def test_the_clause_before_its_verb(text: str, government: str, words: str) -> None:
    article = Article(id="a", title="", text=text, source="s", published="2024-05-02")
    (told,) = [s for s in statements_in(article, load()).statements if s.governments]
    assert (told.government, told.text) == (government, words)


def test_what_will_be_denied_is_not_yet() -> None:
    text = "Chinese hackers read the mail, Norway said. Beijing will dispute any such accusation."
    article = Article(id="a", title="", text=text, source="s", published="2024-05-02")
    assert {g for s in statements_in(article, load()).statements for g in s.governments} == {"NO"}


def test_sanctions_over_another_matter_are_left_out() -> None:
    text = "Chinese hackers read the mail, Norway said. Sweden put sanctions on Chinese officials over Xinjiang."
    article = Article(id="a", title="", text=text, source="s", published="2024-05-02")
    assert {g for s in statements_in(article, load()).statements for g in s.governments} == {"NO"}


@pytest.mark.parametrize(
    "silence",
    [
        "was not familiar with the incident",
        "had no information about it",
        "has yet to comment on the hack",
        "knew nothing of it",
    ],
)
def test_who_knows_nothing_does_not_comment(silence: str) -> None:
    text = f"Chinese hackers read the mail, Norway said. The Chinese embassy {silence}."
    article = Article(id="a", title="", text=text, source="s", published="2024-05-02")
    (told,) = [s for s in statements_in(article, load()).statements if s.government == "CN"]
    assert told.kind == ("no_comment",)


@pytest.mark.parametrize(
    "dated",
    [
        "Two days after Beijing announced new tariffs the port went dark.",
        "A week before Beijing announced that the deal was done the activity stopped.",
        "The mail was read weeks after Beijing said it would raise spending.",
        "It was found shortly before Beijing confirmed a visit.",
        "Just after Beijing declared the talks open, the port went dark.",
    ],
)
def test_what_only_dates_an_event_is_no_answer(dated: str) -> None:
    assert told(dated) == {}


@pytest.mark.parametrize(
    "said",
    [
        "Ola Hagen, for example, said Chinese hackers were reckless.",
        "Ola Hagen, for years a critic of Norway, said Chinese hackers were reckless.",
        "Ola Hagen, for a firm in Norway, said Chinese hackers were reckless.",
        "Sweden has threatened to use sanctions against Chinese hackers.",
    ],
)
def test_who_speaks_for_no_government_or_only_threatens(said: str) -> None:
    assert told(said) == {}


def test_a_dated_accusation_is_one() -> None:
    text = "Hours after Norway said that Chinese hackers had read its mail, Beijing called the charges groundless."
    assert told(text).keys() == {"NO", "CN"}


def test_so_says_before_another_clause_has_no_content_to_cut() -> None:
    text = "Chinese hackers read the mail. So says Norway, and so Sweden said, while Denmark denied that it was hacked."
    article = Article(id="a", title="", text=text, source="s", published="2024-05-02")
    assert "NO" in {g for s in statements_in(article, load()).statements for g in s.governments}
