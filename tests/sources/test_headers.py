"""Secrets in headers: taken from the environment, named when they are missing, never told."""

from __future__ import annotations

import pytest

from briefing.sources.headers import variables, with_secrets
from briefing.sources.outcomes import Failed


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("Bearer $DESK_KEY", "Bearer abc"),
        ("${DESK_KEY}x", "abcx"),
        ("$DESK_KEY:$OTHER", "abc:de"),
        ("$$DESK_KEY", "$DESK_KEY"),
        ("5 $ and $5", "5 $ and $5"),
        ("none", "none"),
    ],
)
def test_a_variable_takes_the_place_of_its_name(given: str, sent: str) -> None:
    environment = {"DESK_KEY": "abc", "OTHER": "de"}
    assert with_secrets({"Authorization": given}, environment, name="one") == {"Authorization": sent}


def test_what_a_variable_holds_is_not_looked_into_again() -> None:
    assert with_secrets({"A": "$ONE"}, {"ONE": "$TWO", "TWO": "no"}, name="one") == {"A": "$TWO"}


@pytest.mark.parametrize("held", [None, "", "two\r\nX-Injected: lines", "\x1b[31m", "密"])
def test_a_variable_that_cannot_be_sent_is_named_and_not_told(held: str | None) -> None:
    environment = {} if held is None else {"DESK_KEY": held}
    failed = with_secrets({"X-Plain": "1", "Authorization": "Bearer $DESK_KEY"}, environment, name="one")
    assert isinstance(failed, Failed)
    assert failed.name == "one"
    assert "DESK_KEY" in failed.reason
    assert "Authorization" in failed.reason
    assert not held or held not in failed.reason


def test_the_variables_of_a_value_are_known() -> None:
    assert variables("$A ${B} $$C $1 ${no-name}") == ["A", "B"]
