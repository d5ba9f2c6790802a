"""The headers of a feed's request, with its secrets taken from the environment at the last moment."""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefing.feedkeys import is_header_value
from briefing.sources.outcomes import Failed

REFERENCE = re.compile(r"\$(?:(?P<dollar>\$)|(?P<bare>[A-Za-z_]\w*)|\{(?P<braced>[A-Za-z_]\w*)\})", re.ASCII)


def with_secrets(headers: Mapping[str, str], environment: Mapping[str, str], *, name: str) -> dict[str, str] | Failed:
    """The headers with each $NAME and ${NAME} replaced by that variable of the environment; $$ is a dollar sign.

    A variable that is missing, empty, or holds what a header cannot, is the failure of the feed called `name`. It names
    the variable; what a variable holds is never told.
    """
    told: dict[str, str] = {}
    for header, value in headers.items():
        for variable in variables(value):
            held = environment.get(variable)
            if not held:
                return Failed(name, f"its header {header} needs the environment variable {variable}, which is not set.")
            if not is_header_value(held):
                return Failed(
                    name, f"the environment variable {variable} holds what a header cannot: {header} needs it."
                )
        told[header] = REFERENCE.sub(lambda m: "$" if m["dollar"] else environment[m["bare"] or m["braced"]], value)
    return told


def variables(value: str) -> list[str]:
    """The variables of the environment that a header's value names."""
    return [m["bare"] or m["braced"] for m in REFERENCE.finditer(value) if not m["dollar"]]
