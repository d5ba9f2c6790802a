"""Whose words an article carries. All matters here are invented."""

from __future__ import annotations

import pytest

from briefing.incidents.origins import Likeness, copied

WIRE = (
    "BRUNN, March 4 (Sample) - The grid operator Voltara said on Tuesday that intruders had switched off two of its "
    "substations near Brunn for 47 minutes. Chief engineer Hanna Ilves told reporters that the intruders used the "
    "password of a supplier, Norrbyte, and left when the night shift noticed them. The national centre NCSR has sent "
    "eight people to Brunn. Some 61,000 households were without light, Mayor Teo Marsh said. Voltara has changed all "
    "passwords and asks Norrbyte to explain itself by Friday. The regulator Enerkon wants a report within 30 days."
)
# The same story with most content words replaced one by one, as a rewriting machine does it.
SPUN = (
    "BRUNN, March 4 (Sample) - The network administrator Voltara stated on Tuesday that trespassers "
    "had turned off two of its "
    "stations close to Brunn for 47 minutes. Head designer Hanna Ilves informed journalists that "
    "the trespassers utilised the "
    "secret word of a provider, Norrbyte, and departed when the night team spotted them. The public "
    "hub NCSR has dispatched "
    "eight persons to Brunn. Some 61,000 homes were without lamps, Mayor Teo Marsh stated. Voltara has altered all "
    "secret words and requests Norrbyte to justify itself by Friday. The watchdog Enerkon needs a paper within 30 days."
)
OWN = (
    "Lights went out in Brunn when strangers reached into two substations, and Voltara took three "
    "quarters of an hour to "
    "throw them out. Our reporter met families who ate by candle. Mayor Teo Marsh walked from door to door and counted "
    "61,000 dark homes. How a supplier's password came into foreign hands nobody at Norrbyte would say. Enerkon, the "
    "regulator, has opened a file, and engineer Hanna Ilves has not slept since."
)
LIGHT = " ".join(reversed(WIRE.split(". ")))


def test_a_verbatim_copy_shares_the_origin_whoever_prints_it(stream):
    stream.tell("wire", "2031-03-04", "Substations switched off", WIRE)
    stream.tell("copy", "2031-03-05", "Brunn in the dark", f"{WIRE}\n\nRead more in our app.")
    assert stream.origin["copy"].origin == "wire"
    assert "wire" in stream.origin["copy"].reason


def test_sentences_in_another_order_are_still_a_copy(stream):
    stream.tell("wire", "2031-03-04", "Substations switched off", WIRE)
    stream.tell("light", "2031-03-05", "Brunn in the dark", LIGHT)
    assert stream.origin["light"].origin == "wire"


def test_a_spun_copy_keeps_names_figures_and_their_order(stream):
    stream.tell("wire", "2031-03-04", "Substations switched off", WIRE)
    stream.tell("spun", "2031-03-06", "Stations turned off", SPUN)
    assert stream.origin["spun"].origin == "wire"
    assert stream.origin["spun"].reason != "its own words: no earlier article shares them"


def test_a_copy_of_a_copy_has_the_first_origin(stream):
    stream.tell("wire", "2031-03-04", "Substations switched off", WIRE)
    stream.tell("copy", "2031-03-05", "Brunn in the dark", WIRE)
    stream.tell("third", "2031-03-05", "Brunn without light", LIGHT)
    assert stream.origin["third"].origin == "wire"


@pytest.mark.parametrize("text", [OWN, "Short.", ""])
def test_an_article_with_own_words_is_its_own_origin(stream, text):
    stream.tell("wire", "2031-03-04", "Substations switched off", WIRE)
    stream.tell("own", "2031-03-05", "A night in Brunn", text)
    assert stream.origin["own"].origin == "own"


def test_two_versions_that_credit_one_agency_need_less():
    alike = Likeness(strings=0.04, contained=0.1, anchors=0.25, body=0.5)
    assert copied(alike, None) is None
    assert "Agence Exemple" in (copied(alike, "Agence Exemple") or "")
    assert copied(alike._replace(anchors=0.05), "Agence Exemple") is None, "an agency writes more than one story"


def test_the_same_text_years_later_is_no_copy_of_today(stream):
    stream.tell("wire", "2031-03-04", "Substations switched off", WIRE)
    stream.tell("later", "2033-03-04", "Substations switched off", WIRE)
    assert stream.origin["later"].origin == "later"
