"""What is remembered of feeds from one poll to the next: how it went, and which entries they held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from sqlite3 import Row

from briefing.outside import FeedState, Validators
from briefing.store.door import Store, transaction
from briefing.store.stamps import maybe_stamp, moment, pack


def states(store: Store) -> dict[str, FeedState]:
    """What polling remembers, by feed."""
    return {r["feed"]: _state(r) for r in store.db.execute("SELECT * FROM feed_states")}


def entries(store: Store) -> dict[str, str]:
    """What each feed held at its last good poll, as JSON: mark -> [what the feed calls it, id of its article or null].

    As text, for of most feeds nobody asks: they have nothing new.
    """
    return dict(store.db.execute("SELECT feed, entries FROM feed_entries").fetchall())


def save_entries(store: Store, feed: str, held: Mapping[str, Sequence[str | None]]) -> None:
    """Store what a feed holds now, in the form of `entries`."""
    with transaction(store):
        store.db.execute("INSERT OR REPLACE INTO feed_entries VALUES (?, ?)", (feed, pack(held)))


def save_state(store: Store, state: FeedState) -> None:
    """Store what polling one feed left to remember."""
    with transaction(store):
        store.db.execute(
            f"INSERT OR REPLACE INTO feed_states VALUES ({', '.join('?' * 20)})",  # noqa: S608
            (
                state.feed,
                state.validators.etag,
                state.validators.last_modified,
                maybe_stamp(state.last_poll),
                maybe_stamp(state.last_good),
                maybe_stamp(state.failing_since),
                maybe_stamp(state.limited_until),
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


def _state(row: Row) -> FeedState:
    """A FeedState from its row."""
    return FeedState(
        feed=row["feed"],
        validators=Validators(row["etag"], row["last_modified"]),
        last_poll=moment(row["last_poll"]),
        last_good=moment(row["last_good"]),
        failing_since=moment(row["failing_since"]),
        limited_until=moment(row["limited_until"]),
        gone=bool(row["gone"]),
        status=row["status"],
        http=row["http"],
        error=row["error"],
        entries=row["entries"],
        failures=row["failures"],
        fault=row["fault"],
        moved=row["moved"],
        newest=row["newest"],
        rhythm=row["rhythm"],
        setup=row["setup"],
        body=row["body"],
        head=row["head"],
    )
