"""What the command line hands to the app."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from briefing.model import Feed


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the app: where its files lie, whom it watches, and the clock it goes by."""

    store_path: Path
    config_path: Path
    watch: tuple[str, ...]
    speaks: Mapping[str, str]  # feed id -> government it speaks for
    feeds: tuple[Feed, ...]
    clock: Callable[[], datetime]
    demo: bool = False
    notice: str | None = None  # a line that stays on screen, such as "this is a sample"
    keys: Mapping[str, str] = field(default_factory=dict)  # action id -> keys that replace those of the table
