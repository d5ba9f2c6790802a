"""The outside world -> raw items: files, feeds, and the one door to the network (sources.http, imported on its own)."""

from __future__ import annotations

from briefing.sources.files import read_files
from briefing.sources.outcomes import Defaults, Failed, Get, Parsed, Polled, Request, Response
from briefing.sources.poll import due, poll, poll_all

__all__ = [
    "Defaults",
    "Failed",
    "Get",
    "Parsed",
    "Polled",
    "Request",
    "Response",
    "due",
    "poll",
    "poll_all",
    "read_files",
]
