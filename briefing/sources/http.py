"""The only door to the network: one polite GET with limits on time, bytes and hops.

The deadline holds for the whole request, name resolution, handshake and dripping headers included: a watchdog shuts
the socket when it passes. An address is checked as it is connected to, so that a name cannot change in between.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.client import HTTPException, InvalidURL
from queue import Empty, SimpleQueue
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit
from urllib.request import getproxies_environment, proxy_bypass

from urllib3 import BaseHTTPResponse, make_headers
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, ProtocolError

from briefing import __version__
from briefing.sources.outcomes import LARGEST, Failed, Request, Response

USER_AGENT = f"briefing-reader/{__version__}"
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
DEADLINE = 30.0  # seconds for a request with all its redirects
GRACE = 1.0  # seconds that a socket waits longer than the watchdog, whose sentence says what happened
HOPS = 5
SAFE = "%/:=&?~#+!$,;'@()*[]"  # characters of an address that stand as they are
REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT = (301, 308)
CHUNK = 65_536
RATIO, RATIO_FROM = 150, 2_000_000  # from so many bytes on, no text is compressed better than this
LAYERS = 2  # of compression that are undone
GZIP = b"\x1f\x8b"
PRIVATE = "no redirect is followed to a private address ({})."


class _Refused(Exception):
    """Why a request does not go on, as a sentence; never leaves this module."""


@dataclass(slots=True)
class _Guard:
    """Watches one request: when it has to end, and which addresses it may connect to."""

    seconds: float
    ends: float  # on the monotonic clock
    private: bool | None = None  # whether the asked address is a private one; None = nothing was asked yet
    proxied: bool = False
    sockets: list[socket.socket] = field(default_factory=list)
    expired: bool = False

    @property
    def late(self) -> str:
        return f"the answer did not end within {self.seconds:g} seconds."

    def left(self) -> float:
        """Seconds left; raises _Refused when there are none."""
        left = self.ends - time.monotonic()
        if self.expired or left <= 0:
            raise _Refused(self.late)
        return left

    def expire(self) -> None:
        """Shut every socket, so that whatever waits on one returns at once."""
        self.expired = True
        for watched in self.sockets:
            try:
                watched.shutdown(socket.SHUT_RDWR)
            except OSError:  # the other side closed it before
                continue

    def close(self) -> None:
        for watched in self.sockets:
            watched.close()

    def admit(self, address: str) -> None:
        """Raise _Refused when a redirect leads from a public address to a private one."""
        private = _is_private(address)
        if self.private is None:
            self.private = private
        elif private and not self.private:
            raise _Refused(PRIVATE.format(address))

    def connect(self, host: str, port: int) -> socket.socket:
        """A connection to the first address of a host that answers."""
        error: OSError | None = None
        for address in _resolved(host, port, self.left()):
            if not self.proxied:
                self.admit(address)
            try:
                connection = socket.create_connection((address, port), timeout=self.left())
            except OSError as failure:
                error = failure
                continue
            connection.settimeout(self.left() + GRACE)
            self.sockets.append(connection.dup())  # a handshake detaches the socket itself
            return connection
        raise error or OSError(f"{host} has no address")


class _Plain(HTTPConnection):
    """A connection whose sockets a guard makes."""

    guard: _Guard

    def _new_conn(self) -> socket.socket:
        return self.guard.connect(self._dns_host, self.port)


class _Secure(HTTPSConnection):
    """The same over TLS."""

    guard: _Guard

    def _new_conn(self) -> socket.socket:
        return self.guard.connect(self._dns_host, self.port)


def fetch(request: Request, *, deadline: float = DEADLINE, largest: int = LARGEST) -> Response | Failed:
    """GET an address over http or https, following at most five redirects; every failure is a value.

    `deadline` in seconds is for everything together; `largest` in bytes is for the body, before and after it is
    decompressed. The body of an answer that broke off is kept as far as it came.
    """
    deadline = deadline if request.seconds is None else min(deadline, request.seconds)
    guard = _Guard(deadline, time.monotonic() + deadline)
    watchdog = threading.Timer(deadline, guard.expire)
    watchdog.daemon = True
    watchdog.start()
    try:
        return _follow(request, guard, largest)
    except _Refused as refusal:
        return Failed(request.url, str(refusal))
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        return Failed(request.url, guard.late if guard.expired else _sentence(error, request.url))
    finally:
        watchdog.cancel()
        guard.close()


def _follow(request: Request, guard: _Guard, largest: int) -> Response:
    common = {"User-Agent": USER_AGENT, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate", "Connection": "close"}
    given = {name.lower() for name in request.headers}
    headers = {**{name: value for name, value in common.items() if name.lower() not in given}, **request.headers}
    url, moved, permanent = request.url, None, True
    for _ in range(HOPS + 1):
        with _answer(url, headers, guard) as answer:
            if answer.status not in REDIRECTS:
                body, cut = _body(answer, guard, largest)
                names = {name.lower(): value for name, value in answer.headers.items()}
                return Response(answer.status, names, body, url, moved, cut)
            target = answer.headers.get("location", "").strip()
        if not target:
            raise _Refused(f"the answer is a redirect ({answer.status}) without a target.")
        permanent = permanent and answer.status in PERMANENT
        previous, url = url, urljoin(url, quote(target.encode("latin-1", "replace"), safe=SAFE))
        moved = url if permanent else moved
        if urlsplit(previous)[:2] != urlsplit(url)[:2]:
            headers = common
    raise _Refused(f"more than {HOPS} redirects were asked for.")


@contextmanager
def _answer(url: str, headers: Mapping[str, str], guard: _Guard) -> Iterator[BaseHTTPResponse]:
    """One answer, its body not read yet."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _Refused("only addresses that begin with http:// or https:// are opened.")
    host = parts.hostname if parts.hostname.isascii() else parts.hostname.encode("idna").decode("ascii")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    target = parts._replace(scheme="", netloc="", fragment="", path=parts.path or "/").geturl()
    proxy = "" if proxy_bypass(host) else getproxies_environment().get(parts.scheme, "")
    guard.proxied = bool(proxy)
    if proxy:
        guard.admit(host)
        connection, target, headers = _by_proxy(proxy, parts, host, port, target, headers, guard)
    else:
        connection = _connection(parts.scheme, host, port, guard)
    try:
        connection.request("GET", quote(target, safe=SAFE), headers=headers, preload_content=False)
        answer = connection.getresponse()
        try:
            yield answer
        finally:
            answer.close()
    finally:
        connection.close()


def _by_proxy(
    proxy: str, parts: SplitResult, host: str, port: int, target: str, headers: Mapping[str, str], guard: _Guard
) -> tuple[_Plain | _Secure, str, Mapping[str, str]]:
    """The connection, target and headers for a request by way of the proxy of the environment."""
    way = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    if way.scheme != "http" or not way.hostname:
        raise _Refused(f"a proxy of the kind {way.scheme}:// is not supported.")
    login = f"{unquote(way.username)}:{unquote(way.password or '')}" if way.username else None
    sign_in = make_headers(proxy_basic_auth=login)
    connection = _connection(parts.scheme, way.hostname, way.port or 80, guard)
    if parts.scheme == "https":
        connection.set_tunnel(host, port, headers=sign_in)
        return connection, target, headers
    return connection, f"http://{host}:{port}{target}", {**headers, **sign_in}


def _connection(scheme: str, host: str, port: int, guard: _Guard) -> _Plain | _Secure:
    connection: _Plain | _Secure
    if scheme == "https":
        connection = _Secure(host, port, timeout=guard.left() + GRACE, ssl_context=_tls())
    else:
        connection = _Plain(host, port, timeout=guard.left() + GRACE)
    connection.guard = guard
    return connection


@cache
def _tls() -> ssl.SSLContext:
    """The system's trusted certificates, loaded once: it costs more than a request."""
    return ssl.create_default_context()


def _resolved(host: str, port: int, seconds: float) -> tuple[str, ...]:
    """The addresses of a host; the system's resolver knows no time limit, so it is waited for from outside."""
    try:
        return (str(ipaddress.ip_address(host.strip("[]"))),)
    except ValueError:
        found: SimpleQueue[tuple[str, ...] | OSError] = SimpleQueue()

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.put(tuple(dict.fromkeys(str(answer[4][0]) for answer in answers)))
        except (OSError, UnicodeError):
            found.put(OSError(f"the name {host} does not resolve."))

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = found.get(timeout=seconds)
    except Empty:
        raise _Refused(f"the name {host} was not resolved within the time limit.") from None
    if isinstance(answer, OSError):
        raise _Refused(str(answer))
    return answer


def _is_private(host: str) -> bool:
    """Whether an address, or the name of this machine, lies outside the public network."""
    try:
        address = ipaddress.ip_address(host.split("%")[0].strip("[]"))
    except ValueError:
        return host.lower().rstrip(".").endswith(("localhost", ".local", ".internal"))
    mapped = getattr(address, "ipv4_mapped", None) or address
    return not mapped.is_global or mapped.is_multicast


def _body(answer: BaseHTTPResponse, guard: _Guard, largest: int) -> tuple[bytes, bool]:
    """The body, decompressed, and whether it broke off."""
    body = bytearray()
    cut = False
    try:
        while chunk := answer.read1(CHUNK, decode_content=False):
            guard.left()
            body += chunk
            if len(body) > largest:
                raise _Refused(f"the answer is larger than {largest / 1e6:g} MB.")
    except ProtocolError:
        if not body or guard.expired:
            raise
        cut = True
    guard.left()
    return _inflated(bytes(body), answer.headers.get("content-encoding", "").lower(), largest, cut)


def _inflated(body: bytes, encoding: str, largest: int, cut: bool) -> tuple[bytes, bool]:
    """Undo gzip, said or not, and deflate; a body that only claims to be compressed stays as it is."""
    for _ in range(LAYERS):
        if body.startswith(GZIP):
            windows: tuple[int, ...] = (zlib.MAX_WBITS | 16,)
        elif "deflate" in encoding:
            windows, encoding = (zlib.MAX_WBITS, -zlib.MAX_WBITS), ""
        else:
            break
        inflated = next((found for window in windows if (found := _inflate(body, window, largest))), None)
        if inflated is None:
            break
        body, ended = inflated
        cut = cut or not ended
    return body, cut


def _inflate(body: bytes, window: int, largest: int) -> tuple[bytes, bool] | None:
    """The decompressed bytes and whether their end was there; None when they are not compressed so."""
    out = bytearray()
    rest, stream = body, zlib.decompressobj(window)
    try:
        while rest:
            out += stream.decompress(rest, CHUNK * 16)
            if len(out) > largest:
                raise _Refused(f"the answer is larger than {largest / 1e6:g} MB when decompressed.")
            if len(out) > RATIO_FROM and len(out) > RATIO * len(body):
                raise _Refused("the answer is compressed like no text is, and was not decompressed.")
            rest = stream.unconsumed_tail
            if stream.eof and stream.unused_data.startswith(GZIP):  # a file of several parts
                rest, stream = stream.unused_data, zlib.decompressobj(window)
    except zlib.error:
        return (bytes(out), False) if out else None
    return (bytes(out), stream.eof) if out or stream.eof else None


def _sentence(error: Exception, url: str) -> str:
    """Why a request failed, in our words: those of the other side may hold anything."""
    host = url.partition("//")[2].partition("/")[0].rpartition("@")[2] or "the host"
    match error:
        case ssl.SSLCertVerificationError():
            return f"the certificate of {host} is not trusted ({error.verify_message})."
        case ssl.SSLError():
            return f"no secure connection to {host} could be made."
        case ConnectionRefusedError():
            return f"{host} refuses the connection."
        case TimeoutError():
            return f"{host} does not answer in time."
        case ConnectionError() | ProtocolError():
            return "the connection broke off before the answer came."
        case InvalidURL() | ValueError():
            return "the address is not valid."
        case HTTPException():
            return "the answer is not HTTP."
    return f"{host} cannot be reached."
