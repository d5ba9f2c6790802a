"""The server of `refresh.py`, a process of its own on loopback so that its work is not counted.

    python feedserver.py FOLDER --feeds 200 --hosts 20

Writes the feeds of `feedworld` into FOLDER (0.xml, 1.xml, ... as they stand at first, for what reads files) and prints
a line of JSON with its port. Feed n stands at http://127.0.0.<1 + n % hosts>:<port>/n.xml. Each line of JSON on stdin
sets how it answers from then on (the fields of `Manner`); the reply counts the answers since the one before. It ends
with its stdin.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from feedworld import Version, world

LATENCY = (0.05, 0.5)  # seconds
LONGEST_HEAD = 65_536


def latencies(feeds: int) -> list[float]:
    """Seconds that each feed's answer is held back where answers are slow; the same in each run."""
    chance = random.Random(11)
    return [chance.uniform(*LATENCY) for _ in range(feeds)]


@dataclass(frozen=True, slots=True)
class Manner:
    """How the feeds are answered."""

    later: bool = False  # with what came since
    validators: bool = True  # sent, and 304 for who sends one of them back
    slow: bool = False


@dataclass(slots=True)
class Feeds:
    """The feeds, how they are answered, and how often each status was by now."""

    versions: list[tuple[Version, Version]]
    packed: dict[bytes, bytes]
    delays: list[float]
    manner: Manner = Manner()
    answered: Counter[int] = field(default_factory=Counter)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                named = (line.partition(":") for line in head[1:])
                given = {name.strip().lower(): value.strip() for name, _, value in named}
                answer = await self._answer(head[0].split(" ")[1], given)
                writer.write(answer)
                await writer.drain()
                if given.get("connection", "").lower() == "close" or head[0].endswith("1.0"):
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            return  # the client has gone, as every client does in the end
        finally:
            writer.close()

    async def _answer(self, path: str, given: dict[str, str]) -> bytes:
        name = path.removeprefix("/").removesuffix(".xml")
        if not name.isdigit() or int(name) >= len(self.versions):
            return self._packet(404, {}, b"")
        if self.manner.slow:
            await asyncio.sleep(self.delays[int(name)])
        version = self.versions[int(name)][self.manner.later]
        headers = {"Content-Type": version.content_type, "Vary": "Accept-Encoding"}
        if self.manner.validators:
            headers |= {"ETag": version.etag, "Last-Modified": version.modified}
            if given.get("if-none-match") == version.etag or given.get("if-modified-since") == version.modified:
                return self._packet(304, headers, b"")
        if "gzip" in given.get("accept-encoding", ""):
            return self._packet(200, {**headers, "Content-Encoding": "gzip"}, self.packed[version.body])
        return self._packet(200, headers, version.body)

    def _packet(self, status: int, headers: dict[str, str], body: bytes) -> bytes:
        self.answered[status] += 1
        length = {} if status == 304 else {"Content-Length": str(len(body))}
        lines = "".join(f"{name}: {value}\r\n" for name, value in (headers | length).items())
        return f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n{lines}\r\n".encode() + body


async def run(feeds: Feeds, hosts: int) -> None:
    """Serve on as many loopback addresses, one port for all, until stdin ends."""
    names = [f"127.0.0.{1 + n}" for n in range(hosts)]
    first = await asyncio.start_server(feeds.serve, names[0], 0, limit=LONGEST_HEAD, backlog=500)
    port = first.sockets[0].getsockname()[1]
    if names[1:]:
        await asyncio.start_server(feeds.serve, names[1:], port, limit=LONGEST_HEAD, backlog=500)
    say({"port": port})
    while line := await asyncio.to_thread(sys.stdin.readline):
        say({str(status): count for status, count in feeds.answered.items()})
        feeds.manner, feeds.answered = Manner(**json.loads(line)), Counter()


def say(what: object) -> None:
    """One line of JSON."""
    print(json.dumps(what), flush=True)


def main() -> None:
    """Make the world and serve it."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--feeds", type=int, default=200)
    options.add_argument("--hosts", type=int, default=20)
    asked = options.parse_args()
    versions = list(world(asked.feeds))
    for number, (now, _) in enumerate(versions):
        (asked.folder / f"{number}.xml").write_bytes(now.body)
    packed = {version.body: gzip.compress(version.body, 6) for both in versions for version in both}
    asyncio.run(run(Feeds(versions, packed, latencies(asked.feeds)), asked.hosts))


if __name__ == "__main__":
    main()
