"""The names that a reader is shown for the codes of governments and the keys of institutions."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources


@functools.cache
def government_names() -> Mapping[str, str]:
    """Code -> name, such as "GB" -> "United Kingdom"."""
    return {row["code"]: row["names"][0] for row in _rows("government")}


@functools.cache
def institution_names() -> Mapping[str, str]:
    """Key -> name, such as "cn-mfa" -> "Ministry of Foreign Affairs"."""
    return {row["key"]: row["name"] for row in _rows("institution")}


def _rows(noun: str) -> list[dict[str, str]]:
    file = resources.files(__package__).joinpath(f"{noun}s.toml")
    rows: list[dict[str, str]] = tomllib.loads(file.read_text(encoding="utf-8"))[noun]
    return rows
