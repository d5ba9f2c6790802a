"""The store: nouns in, nouns out, one SQLite file. `open_store` is the door; reads, writes and search are its rooms."""

from briefing.store.door import Store, attempt, explained, open_store, remove_store, transaction

__all__ = ["Store", "attempt", "explained", "open_store", "remove_store", "transaction"]
