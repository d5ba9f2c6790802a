"""Article -> Reading: who said what for which government, each judgement with its rule."""

from briefing.statements.reading import RULES, is_official, statements_in, worth_reading

__all__ = ["RULES", "is_official", "statements_in", "worth_reading"]
