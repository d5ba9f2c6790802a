"""The health of a feed, judged by what it sends, not by whether it answers; the same for commands, app and paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from briefing import wording
from briefing.outside import Feed, FeedState

FINE = ("ok", "unchanged")
TROUBLE = ("failing", "html", "unparsable", "blocked", "gone", "limited", "stale", "empty")
WORDS = (*TROUBLE, "never", *FINE, "paused")  # in the order in which a person wants to see them
QUIET = timedelta(days=21)  # for so long no source is stale, however often it used to write
RHYTHMS = 5  # times the usual pause between two entries that a source may be silent
ONE_ENTRY = timedelta(days=366)  # how long one that has no rhythm may be
UNHEARD = timedelta(days=1)  # without a good answer, at least three intervals
# fault -> word; any other is failing
SPEAKING = {"html": "html", "unparsable": "unparsable", "blocked": "blocked", "robots": "blocked"}
HINTS = {
    "html": "Its feed may have moved, or the site asks for a browser.",
    "blocked": "It may want other headers, or not be reached from this network.",
    "absent": "It may have moved: a path can hold a person, a cabinet or a year.",
}


@dataclass(frozen=True, slots=True)
class Health:
    """How a feed is: the verdict in a word of WORDS, since when, and the reason in sentences."""

    word: str
    since: datetime | None = None
    reason: str = ""

    @property
    def fine(self) -> bool:
        """Whether it brings what it should."""
        return self.word in FINE

    @property
    def in_trouble(self) -> bool:
        """Whether a person should look at it."""
        return self.word in TROUBLE


def health(feed: Feed, state: FeedState, now: datetime) -> Health:
    """The verdict on a feed by what polling remembers of it; `state` of another address than the feed's counts too.

    A failure ends with the next good answer and never with "not modified".
    """
    if not feed.enabled:
        return Health("paused", None, _sentence(feed.reason or "enabled = false"))
    if state.gone:
        return Health("gone", state.last_poll, "Its server answered 410: it is not asked again; its articles stay.")
    if state.limited_until and now < state.limited_until:
        until = wording.short_time(state.limited_until.isoformat(timespec="seconds"))
        return Health("limited", state.last_poll, f"Its server asked to wait until {until}.")
    if state.failing_since or state.status == "failed":
        return _failing(state)
    if state.last_poll is None or state.status == "never":
        return Health("never", None, _sentence(state.error or "it was not asked yet."))
    return _silent(feed, state, now) or _answering(feed, state)


def counts(verdicts: Iterable[Health]) -> dict[str, int]:
    """How many feeds are fine ("ok"), then how many of each other word, those in trouble first."""
    words = ["ok" if v.fine else v.word for v in verdicts]
    return {word: words.count(word) for word in ("ok", *WORDS) if word == "ok" or word in words}


def _failing(state: FeedState) -> Health:
    word = SPEAKING.get(state.fault or "", "failing")
    times = f"{wording.count(state.failures, 'time')} in a row: " if state.failures > 1 else ""
    said = _sentence(state.error or (f"the server answers {state.http}." if state.http else "the poll failed."))
    moved = f" Its server named {state.moved} for good." if state.moved else ""
    hint = "" if state.moved else HINTS.get(state.fault or "", "")
    return Health(word, state.failing_since or state.last_poll, f"{times}{said}{moved} {hint}".strip())


def _silent(feed: Feed, state: FeedState, now: datetime) -> Health | None:
    """Empty or stale, or None."""
    damaged = _sentence(state.error) if state.error else ""
    if state.status == "empty" or (state.status == "not-modified" and not state.entries):
        return Health("empty", state.last_good, f"It answers without an entry. {damaged}".strip())
    unheard = max(UNHEARD, 3 * timedelta(seconds=feed.every))
    if state.last_good is None or now - state.last_good > unheard:
        asked = state.last_poll is not None and now - state.last_poll <= unheard
        why = "It gave no good answer since then." if asked else "It was not asked since then."
        if state.status == "limited":  # what its server said counts no more, and is all that is known
            why = "Its server asked to wait; that time is over, and it was not asked since."
        elif not state.last_good:
            why = "It gave no good answer yet."
        return Health("stale", state.last_good, why)
    newest = _moment(state.newest)
    usual = None if state.rhythm is None else timedelta(seconds=state.rhythm)
    allowed = max(QUIET, RHYTHMS * usual) if usual is not None else ONE_ENTRY
    if newest is None or now - newest <= allowed:
        return None
    pause = f"; the usual pause between two is {_span(usual)}" if usual is not None else ""
    old = f"It answers, but its newest entry is of {wording.short_time(state.newest)}{pause}."
    return Health("stale", newest, f"{old} {damaged}".strip())


def _answering(feed: Feed, state: FeedState) -> Health:
    word = "ok" if state.status == "new" else "unchanged"
    damaged = _sentence(state.error) if state.error else ""
    moved = ""
    if state.moved and state.moved != feed.url:
        moved = f"Its server names {state.moved} for good: `briefing feeds move {feed.id}` takes that address."
    return Health(word, state.last_good, f"{damaged} {moved}".strip())


def _sentence(text: str) -> str:
    """An outcome's own words, which begin small and may lack their end; a host's name keeps its own letters."""
    text = text.strip()
    first = text.split(" ", 1)[0]
    begun = text if "." in first[:-1] else f"{text[:1].upper()}{text[1:]}"
    return f"{begun}{'' if text.endswith(('.', '?', '!')) else '.'}"


def _moment(text: str | None) -> datetime | None:
    """An ISO date or UTC instant as a moment; of a day, month or year its end: nothing is called older than it is."""
    if not text:
        return None
    if len(text) > len("2000-01-01"):
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    last_day = {4: "-12-31", 7: "-28", 10: ""}[len(text)]
    return datetime.fromisoformat(text + last_day).replace(tzinfo=UTC) + timedelta(days=1)


def _span(span: timedelta) -> str:
    return wording.count(span.days, "day") if span.days else wording.count(max(1, span.seconds // 3600), "hour")
