"""The faults that a feed can have, each with what must come of it: the server's answers here, the documents beside it.

A fault is a function that registers an address of its own with a World. All texts are invented.
"""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from briefing.model import Article
from tests.sources.server import (
    Answer,
    Handler,
    Server,
    conditional,
    dripping,
    endless,
    in_turn,
    plain,
    raw,
    redirect,
    reset,
    serving,
    short,
    silent,
)

Check = Callable[[Sequence[Article]], None]
OK = b"HTTP/1.1 200 OK\r\n\r\n"
HANGING = "/hanging/"  # what its paths begin with; the tests ask them with a short deadline
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'
BELLS = "The bells of the harbour rang"  # words of every entry


@dataclass(frozen=True, slots=True)
class Fault:
    """A feed with a fault, and what three polls of it must leave.

    `outcome` is ok, damaged (entries were kept, and a sentence says what was wrong), failed, gone, limited or empty;
    `says` is a pattern that the sentence has to hold, `never` are paths that nobody may ask for.
    """

    name: str
    url: str
    stored: tuple[int, int, int] = (2, 2, 2)  # articles after each poll
    edited: tuple[int, int, int] = (0, 0, 0)  # articles that each poll changes
    outcome: str = "ok"
    says: str = ""
    never: tuple[str, ...] = ()
    check: Check = lambda articles: None


@dataclass(slots=True)
class World:
    """A server with good and faulty feeds."""

    server: Server
    folder: Path  # for files that no feed may read
    faults: list[Fault] = field(default_factory=list)
    stack: ExitStack = field(default_factory=ExitStack)

    def path(self, name: str, hanging: bool = False) -> str:
        return f"{HANGING if hanging else '/fault/'}{name}"

    def answers(self, name: str, answer: Answer, *, hanging: bool = False, **expected: object) -> None:
        """A fault that is one answer at one address."""
        url = self.server.on(self.path(name, hanging), answer)
        self.faults.append(Fault(name, url, **expected))  # type: ignore[arg-type]

    def fails(self, name: str, answer: Answer, says: str, **expected: object) -> None:
        """A fault of which nothing is stored."""
        self.answers(name, answer, stored=(0, 0, 0), says=says, **{"outcome": "failed", **expected})  # type: ignore[arg-type]

    def sends(self, name: str, body: str | bytes, headers: dict[str, str] | None = None, **expected: object) -> None:
        """A fault that is a document."""
        data = body if isinstance(body, bytes) else body.encode()
        self.answers(name, plain(data, **{"content_type": "application/rss+xml", **(headers or {})}), **expected)  # type: ignore[arg-type]


def item(number: object, *, title: str = "Notice {0}", guid: str = "tag:{0}", link: str = "/n/{0}", more: str = "",
         text: str = f"{BELLS} {{0}} times today.") -> str:  # fmt: skip
    """An entry of an RSS feed; a part that is given as "" is left out."""
    parts = (("title", title), ("guid", guid), ("link", link), ("description", text))
    return f"<item>{''.join(f'<{n}>{v.format(number)}</{n}>' for n, v in parts if v)}{more}</item>"


def rss(*items: str, head: str = DECLARATION, channel: str = "") -> str:
    return f'{head}<rss version="2.0"><channel><title>Harbour</title>{channel}{"".join(items)}</channel></rss>'


TWO = rss(item(1), item(2))
GOOD = TWO.encode()
CUT = GOOD[: GOOD.index(b"Notice 2") + 4]


def status(world: World) -> None:
    """Answers that are no feed by their status."""
    for number in (401, 403, 404, 500, 503):
        world.fails(f"status-{number}", plain(b"<h1>No</h1>", number), str(number))
    world.fails("no-content", plain(status=204), "204")
    world.fails("not-modified-unasked", plain(status=304), "304")
    world.fails("gone", plain(status=410), "gone", outcome="gone")
    world.fails("limited-seconds", plain(status=429, retry_after="3600"), "429", outcome="limited")
    date = "Tue, 06 May 2031 09:00:00 GMT"
    world.fails("limited-date", plain(status=503, retry_after=date), "503", outcome="limited")


def redirects(world: World) -> None:
    """Redirects, good and bad."""
    for number in (301, 302, 303, 307, 308):
        world.server.on(f"/moved/{number}", plain(GOOD))
        world.answers(f"redirect-{number}", redirect(f"/moved/{number}", number))
    for number in (301, 308):
        world.fails(f"redirect-itself-{number}", redirect(f"/fault/redirect-itself-{number}", number), "redirects")
    world.server.on("/back", redirect("/fault/redirect-two"))
    world.fails("redirect-two", redirect("/back"), "redirects")
    for number in range(10):
        world.server.on(
            "/fault/redirect-grows" + "/on" * number, redirect("/fault/redirect-grows" + "/on" * (number + 1))
        )
    world.fails("redirect-grows", redirect("/fault/redirect-grows/on"), "redirects")
    world.server.on("/fault/redirect-grows", redirect("/fault/redirect-grows/on"))
    inner = world.folder / "inner.xml"
    inner.write_text(TWO, encoding="utf-8")
    only = "http:// or https://"
    for name, target in {
        "file": "file:///etc/hostname",
        "file-with-feed": inner.as_uri(),
        "javascript": "javascript:alert(1)",
        "gopher": world.server.url("/never/gopher").replace("http", "gopher"),
        "ftp": world.server.url("/never/ftp").replace("http", "ftp"),
        "data": "data:text/xml,<rss/>",
    }.items():
        world.fails(f"redirect-{name}", redirect(target), only, never=("/never/gopher", "/never/ftp"))
    elsewhere = {
        "link-local": "169.254.169.254",
        "private": "10.0.0.1",
        "this-host": "0.0.0.0",
        "mapped": "[::ffff:10.0.0.1]",
    }
    for name, host in elsewhere.items():  # the server itself stands on this machine, and these do not
        world.fails(f"redirect-{name}", redirect(f"http://{host}/latest"), "is followed to")
    world.fails("redirect-nowhere", redirect("http://nowhere.invalid/feed"), "does not resolve")
    world.fails("redirect-to-a-long-name", redirect(f"http://{'a' * 30_000}.invalid/"), "not valid")
    world.fails("redirect-without-target", plain(status=302), "without a target")
    world.fails(
        "redirect-to-escapes", raw(b"HTTP/1.1 302 x\r\nLocation: \x1b[31m://x\r\nContent-Length: 0\r\n\r\n"), ""
    )


def transport(world: World) -> None:
    """Connections that drip, break, never end or speak something else."""
    late = "did not end within"
    for name, answer in {
        "drip": dripping(OK),
        "drip-declared": dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"),
        "drip-headers": dripping(b"HTTP/1.1 200 OK\r\nX-Slow: "),
        "silence": silent,
    }.items():
        world.fails(name, answer, late, hanging=True)
    world.fails("endless", endless, "larger than")
    world.fails("fifty-megabytes", large, "larger than")
    zeros = gzip.compress(bytes(50_000_000))
    world.fails("bomb", plain(zeros, content_encoding="gzip"), "compressed|larger than")
    world.fails("bomb-double", plain(gzip.compress(zeros), content_encoding="gzip"), "compressed|larger than")
    world.fails("reset-early", reset(), "broke off")
    world.answers("reset-in-body", reset(CUT, len(GOOD)), stored=(1, 1, 1), outcome="damaged", says="kept")
    world.answers("body-too-short", short(CUT, len(GOOD)), stored=(1, 1, 1), outcome="damaged", says="kept")
    whole = short(GOOD, len(GOOD) + 100)
    world.answers("body-too-short-but-whole", whole, outcome="damaged", says="broke off")
    world.sends("gzip-unsaid", gzip.compress(GOOD))
    world.sends("gzip-said-falsely", GOOD, {"content_encoding": "gzip"})
    world.sends("deflate-raw", zlib.compress(GOOD)[2:-4], {"content_encoding": "deflate"})
    packed = gzip.compress(GOOD)
    world.fails("gzip-corrupt", plain(packed[:10] + b"\xff" * 40, content_encoding="gzip"), "")
    checksum = packed[:-8] + b"checksum"
    world.sends("gzip-checksum", checksum, {"content_encoding": "gzip"}, outcome="damaged", says="kept")
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    world.fails("chunks-that-are-none", raw(chunked + b"zz\r\n" + GOOD), "broke off")
    unended = raw(chunked + b"%x\r\n" % len(GOOD) + GOOD + b"\r\n")
    world.answers("chunks-without-end", unended, outcome="damaged", says="broke off")
    world.fails("status-beyond", raw(b"HTTP/1.1 99999 OK\r\n\r\n" + GOOD), "not HTTP")
    world.fails("huge-header", raw(b"HTTP/1.1 200 OK\r\nX-Huge: " + b"x" * 200_000 + b"\r\n\r\n"), "not HTTP")
    many = b"".join(b"X-%d: y\r\n" % number for number in range(5_000))
    world.fails("many-headers", raw(b"HTTP/1.1 200 OK\r\n" + many + b"\r\n"), "not HTTP")
    world.fails("not-http", raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "not HTTP")
    world.fails("reason-escapes", raw(b"HTTP/1.1 500 \x1b[31mred\x9b\r\nContent-Length: 0\r\n\r\n"), "500")
    length = b"Content-Length: %d\r\n\r\n" % len(GOOD)
    world.answers("reason-escapes-good", raw(b"HTTP/1.1 200 \x1b[31mred\x9b\r\n" + length + GOOD))
    world.fails("empty-body", plain(), "empty")
    world.fails("blank-body", plain(b"  \r\n "), "empty")
    closed = world.stack.enter_context(socket.socket())
    closed.bind(("127.0.0.1", 0))
    refused = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    world.faults.append(Fault("refused", refused, (0, 0, 0), outcome="failed", says="refuses"))
    world.faults.append(
        Fault("unresolved", "http://nowhere.invalid/", (0, 0, 0), outcome="failed", says="does not resolve")
    )
    secure = world.stack.enter_context(serving(self_signed(world.folder)))
    url = secure.on("/feed", plain(GOOD)).replace("http:", "https:")
    world.faults.append(Fault("self-signed", url, (0, 0, 0), outcome="failed", says="certificate"))


def large(handler: Handler) -> None:
    """A well-formed feed of 50 MB."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n" + GOOD[: GOOD.index(b"<item>")])
    for number in range(500):
        handler.wfile.write(item(number, text=f"{BELLS} and rang. " * 2_200).encode())
    handler.wfile.write(b"</channel></rss>")


def self_signed(folder: Path) -> ssl.SSLContext:
    """A context with a certificate that nobody has signed, made by the openssl command."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    make = ["openssl", "req", "-x509", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-newkey", "rsa:2048"]
    subprocess.run([*make, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def cache(world: World) -> None:
    """Validators and bytes that change although the entries do not, and validators as no client expects them."""
    world.answers("etag-changes", in_turn(*(plain(GOOD, etag=f'"{number}"') for number in range(3))))
    noise = [GOOD.replace(b"<item>", b"<!-- %d --><item>" % number) for number in range(3)]
    world.answers("bytes-change", in_turn(*(plain(body) for body in noise)))
    modified = "Tue, 06 May 2031 08:00:00 GMT"
    world.answers("weak-etag", conditional(GOOD, 'W/"a"', modified))
    world.answers("unquoted-etag", conditional(GOOD, "abc def", modified))
    world.answers("etag-of-letters-beyond-ascii", conditional(GOOD, '"\xe9"', modified))
    world.answers("date-that-is-none", conditional(GOOD, '"a"', "last Tuesday"))
    world.answers("huge-etag", plain(GOOD, etag=f'"{"x" * 20_000}"'))
    several = b"ETag: a\r\nETag: b\r\nLast-Modified: x\r\nLast-Modified: y\r\nContent-Length: %d\r\n\r\n" % len(GOOD)
    world.answers("several-etags", raw(b"HTTP/1.1 200 OK\r\n" + several + GOOD))


@contextmanager
def faulty_world(folder: Path, families: Iterable[Callable[[World], None]]) -> Iterator[World]:
    """A running server with every fault of some families."""
    with serving() as server, ExitStack() as stack:
        world = World(server, folder, stack=stack)
        for family in families:
            family(world)
        yield world
