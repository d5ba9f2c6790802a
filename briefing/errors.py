"""Every exception we raise; each carries the exit code of the command that meets it.

    BriefingError
    +-- UsageError            2  a wrong call
    |   +-- ConfigError       2  feeds.toml is wrong: names the feed, the key and the line
    +-- AppFailed             1  the terminal app ended by a fault of its own
    +-- NothingDone           3  every input failed, or what was asked for is unknown
    +-- StoreError            4
        +-- StoreForeign      4  another program's file
        +-- StoreNewer        4  written by a later version
        +-- StoreDamaged      4  left byte by byte as it was
        +-- StoreBusy         4  somebody else holds it
        +-- StoreReadOnly     4  a command that writes met a store it may not write
        +-- StoreFull         4  no room on the disk

A message is one plain sentence that names the file, feed or key. What is expected to fail (a feed, one of several
files) is a value and no exception: model.Poll, sources.Failed.
"""

from __future__ import annotations


class BriefingError(Exception):
    """The base of all; never raised itself."""

    exit_code = 1


class UsageError(BriefingError):
    """The command was called wrongly."""

    exit_code = 2


class ConfigError(UsageError):
    """feeds.toml cannot be used as it is."""


class AppFailed(BriefingError):
    """The terminal app ended by a fault of its own, which it has shown."""


class NothingDone(BriefingError):
    """Nothing of what was asked for could be done."""

    exit_code = 3


class StoreError(BriefingError):
    """The store cannot serve."""

    exit_code = 4


class StoreForeign(StoreError):
    """The file belongs to another program."""


class StoreNewer(StoreError):
    """The file was written by a later version of briefing."""


class StoreDamaged(StoreError):
    """SQLite finds the file damaged."""


class StoreBusy(StoreError):
    """Another process holds the store."""


class StoreReadOnly(StoreError):
    """The store may be read but not written."""


class StoreFull(StoreError):
    """The disk is full."""
