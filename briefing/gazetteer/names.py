"""The names that a reader is shown for the codes of governments and the keys of institutions."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from briefing.gazetteer.tables import table


@functools.cache
def government_names() -> Mapping[str, str]:
    """Code -> name, such as "GB" -> "United Kingdom"."""
    return {row["code"]: row["names"][0] for row in _rows("government")}


@functools.cache
def institution_names() -> Mapping[str, str]:
    """Key -> name, such as "cn-mfa" -> "Ministry of Foreign Affairs"."""
    return {row["key"]: row["name"] for row in _rows("institution")}


@functools.cache
def actor_names() -> Mapping[str, tuple[tuple[str, str | None], ...]]:
    """Name of a threat group -> its names with their namers, that name itself first."""
    return {
        row["name"]: ((row["name"], row.get("by")), *((a["name"], a["by"]) for a in row.get("aliases", ())))
        for row in _rows("actor")
    }


@functools.cache
def land_words() -> Mapping[str, str]:
    """Names, demonyms, capitals and regions of every government -> its code."""
    keys = ("names", "demonyms", "metonyms", "regions")
    return {word: row["code"] for row in _rows("government") for key in keys for word in row.get(key, ())}


@functools.cache
def parliaments() -> frozenset[str]:
    """The keys of parliaments as entities, such as "institution:no-storting"."""
    return frozenset(f"institution:{row['key']}" for row in _rows("institution") if row["kind"] == "parliament")


@functools.cache
def office_words() -> frozenset[str]:
    """Offices and titles that every state has, in all languages, in lower case: "foreign ministry", "мид"."""
    return frozenset(word for row in _rows("office") for word in row["words"])


@functools.cache
def abbreviations() -> frozenset[str]:
    """What institutions are called for short: "FBI", "NÚKIB"."""
    return frozenset(word for row in _rows("institution") for word in row.get("abbreviations", ()))


def _rows(noun: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table(f"{noun}s.toml")[noun]
    return rows
