"""The TOML files beside this module, each read once."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Any

from briefing.errors import ConfigError


@functools.cache
def table(name: str) -> dict[str, Any]:
    """The file of this name as it stands, not to be changed. Raises ConfigError where it is no TOML."""
    try:
        return tomllib.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))
    except tomllib.TOMLDecodeError as bad:
        raise ConfigError(f"{name}: {bad}") from bad
