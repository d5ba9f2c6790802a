"""The outside world -> raw items: feeds, listings, files, and the one door to the network.

What only some commands need is imported on its own: sources.files for an import, sources.http and sources.parsers for a
refresh.
"""

from __future__ import annotations

from briefing.sources.outcomes import Defaults, Failed, Get, Parsed, Polled, Read, Request, Response
from briefing.sources.poll import due, poll, poll_all

__all__ = [
    "Defaults",
    "Failed",
    "Get",
    "Parsed",
    "Polled",
    "Read",
    "Request",
    "Response",
    "due",
    "poll",
    "poll_all",
]
