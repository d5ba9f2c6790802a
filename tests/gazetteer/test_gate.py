"""The gate: what can hold a government's words on a cyber operation passes, general news does not."""

from __future__ import annotations

import pytest

from briefing.gazetteer import load

GATE = load().gate


@pytest.mark.parametrize(
    "term", ["Cyberangriff", "hackers", "web shell", "webshells", "zero-day", "网络攻击", "サイバー攻撃", "взлом"]
)
def test_a_cyber_term_of_any_language_passes_beside_a_state(term: str) -> None:
    assert GATE.lets_in(f"Norway: {term}.")
    assert not GATE.lets_in(f"Ruritania: {term}.")


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("Norway's ministry named APT31 as the culprit; China was silent.", True),
        ("Beijing called the report on the breach a fiction.", True),  # a weak term beside a state that many accused
        ("Oslo called the report on the breach a fiction.", False),  # a weak term beside another state
        ("Analysts in Taiwan tie the firm to APT41.", True),  # a numbered group is a cyber term
        ("An engine called APT41 was sold.", False),
        ("China's exports rose in May.", False),
        ("The NCSC warned of malware.", True),  # an office alone names a state
        ("A malware list without a state.", False),
        ("Beijing's ferries, and a porcelain china cup: nothing else.", False),
    ],
)
def test_what_passes(text: str, passes: bool) -> None:
    assert GATE.lets_in(text) is passes
