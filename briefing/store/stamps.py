"""Moments and lists as the store writes them: text that sorts as they do, JSON as compact as it gets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


def stamp(moment: datetime) -> str:
    """A moment as the store writes it: UTC, to the second, so that text order is time order."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def exact(moment: datetime) -> str:
    """A moment to the microsecond: what periods are bounded by, so that nothing stands on both sides of a bound."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def maybe_stamp(moment: datetime | None) -> str | None:
    """`stamp`, or None."""
    return stamp(moment) if moment else None


def moment(text: str | None) -> datetime | None:
    """The moment that `stamp` wrote, or None."""
    return datetime.fromisoformat(text) if text else None


def pack(value: object) -> str:
    """JSON as compact as it gets."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"no JSON for {type(value).__name__}")
