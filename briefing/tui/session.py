"""What the command line hands to the app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefing.config import Config


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the app: its store, its configuration, and the clock it goes by."""

    store_path: Path
    config: Config
    clock: Callable[[], datetime]
    notice: str | None = None  # a line that stays on screen: that this is a sample

    @property
    def demo(self) -> bool:
        """Whether the store is the sample world's, which has no feeds to refresh."""
        return self.notice is not None
