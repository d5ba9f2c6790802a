"""What is remembered of feeds from one poll to the next: how it went, and which entries they held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.model import FeedState
from briefing.store import rows
from briefing.store.door import Store, transaction
from briefing.store.reads import marks


def entries(store: Store) -> dict[str, str]:
    """What each feed held at its last good poll, as JSON: mark -> [what the feed calls it, id of its article or null].

    As text, for of most feeds nobody asks: they have nothing new.
    """
    return dict(store.db.execute("SELECT feed, entries FROM feed_entries").fetchall())


def save_entries(store: Store, feed: str, held: Mapping[str, Sequence[str | None]]) -> None:
    """Store what a feed holds now, in the form of `entries`."""
    with transaction(store):
        store.db.execute("INSERT OR REPLACE INTO feed_entries VALUES (?, ?)", (feed, rows.pack(held)))


def save_state(store: Store, state: FeedState) -> None:
    """Store what polling one feed left to remember."""
    with transaction(store):
        store.db.execute(
            f"INSERT OR REPLACE INTO feed_states VALUES ({marks(20)})",  # noqa: S608
            (
                state.feed,
                state.validators.etag,
                state.validators.last_modified,
                rows.maybe_stamp(state.last_poll),
                rows.maybe_stamp(state.last_good),
                rows.maybe_stamp(state.failing_since),
                rows.maybe_stamp(state.limited_until),
                state.gone,
                state.status,
                state.http,
                state.error,
                state.entries,
                state.failures,
                state.fault,
                state.moved,
                state.newest,
                state.rhythm,
                state.setup,
                state.body,
                state.head,
            ),
        )
