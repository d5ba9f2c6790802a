"""The only door to the network: one polite GET with limits on time, bytes and hops.

The deadline holds for the whole request, name resolution, handshake and dripping headers included: before each read
the socket is given the time that is left. An address is checked as it is connected to, so that a name cannot change in
between.
"""

from __future__ import annotations

import io
import ipaddress
import os
import socket
import ssl
import threading
import time
import zlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead, InvalidURL
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from briefing import __version__
from briefing.sources.outcomes import LARGEST, Failed, Request, Response

USER_AGENT = f"briefing/{__version__}"  # without an address: there are servers that drop requests with one in it
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
DEADLINE = 30.0  # seconds for a request with all its redirects
HOPS = 5
LONGEST_HOST = 253  # characters of a name that can resolve (RFC 1035)
SAFE = "%/:=&?~#+!$,;'@()*[]"  # characters of an address that stand as they are
REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT = (301, 308)
CHUNK = 65_536
RATIO, RATIO_FROM = 150, 2_000_000  # from so many bytes on, no text is compressed better than this
PARTS = 1_000  # of one compressed body; the time grows with their number times its length
TRAILER = 8  # bytes: checksum and length
LAYERS = 2  # of compression that are undone
GZIP = b"\x1f\x8b"
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
EMBEDDED = (  # IPv6 networks whose addresses hold one of IPv4, and by how many bits it is shifted
    ("::/96", 0),  # IPv4-compatible, RFC 4291, 2.5.5.1
    ("::ffff:0:0/96", 0),  # IPv4-mapped, 2.5.5.2
    ("::ffff:0:0:0/96", 0),  # translated by the system, RFC 7915
    ("64:ff9b::/96", 0),  # NAT64, RFC 6052
    ("2002::/16", 80),  # 6to4, RFC 3056
)
LOCAL = ("fec0::/10", "64:ff9b:1::/48")  # which ipaddress takes for public: RFC 3879, RFC 8215
NOT_PUBLIC = "no redirect or link is followed to a {} address ({})."


class _Refused(Exception):
    """Why a request does not go on, as a sentence; never leaves this module."""


@dataclass(slots=True)
class _Guard:
    """Watches one request: when it has to end, and which addresses it may connect to."""

    seconds: float
    ends: float  # on the monotonic clock
    zone: str | None  # in which the configured address lies; None = nothing was asked yet
    proxied: bool = False
    url: str = ""  # that is asked now: the first one, or where a redirect led

    @property
    def late(self) -> str:
        return f"the answer did not end within {self.seconds:g} seconds."

    @property
    def expired(self) -> bool:
        return time.monotonic() >= self.ends

    def left(self) -> float:
        """Seconds left; raises _Refused when there are none."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise _Refused(self.late)
        return left

    def admit(self, address: str) -> None:
        """Raise _Refused for an address that is not public, unless the configured one lies in the same zone."""
        zone = _zone(address)
        if self.zone is None:
            self.zone = zone
        elif zone not in ("public", self.zone):
            raise _Refused(NOT_PUBLIC.format(zone, address))

    def dial(self, host_and_port: tuple[str, int], *_: object) -> socket.socket:
        """A connection to the first address of a host that answers."""
        host, port = host_and_port
        error: OSError | None = None
        for address in _resolved(host, port, self.left()):
            if not self.proxied:
                self.admit(address)
            try:
                # As bytes, which need no table of the world's letters loaded: it costs as much as many requests.
                connection = socket.create_connection((address.encode(), port), timeout=self.left())  # type: ignore[arg-type]
            except OSError as failure:
                error = failure
                continue
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.settimeout(self.left())
            return connection
        raise error or OSError(f"{host} has no address")


class _Timed(io.RawIOBase):
    """What a socket receives, each read within the time that the guard has left."""

    def __init__(self, guard: _Guard, watched: socket.socket) -> None:
        self._guard, self._socket = guard, watched
        self._file = watched.makefile("rb", buffering=0)  # holds the socket open, as the connection expects

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._socket.settimeout(self._guard.left())
        return self._file.readinto(buffer)

    def close(self) -> None:
        self._file.close()
        super().close()


class _Answer(HTTPResponse):
    """An answer that is read within the time that the guard has left."""

    def __init__(self, guard: _Guard, sock: socket.socket, debuglevel: int = 0, method: str | None = None) -> None:
        super().__init__(sock, debuglevel, method)
        self.fp.close()
        self.fp = io.BufferedReader(_Timed(guard, sock))


def fetch(request: Request, *, deadline: float | None = None, largest: int = LARGEST) -> Response | Failed:
    """GET an address over http or https, following at most five redirects; every failure is a value.

    `deadline` in seconds is for everything together (DEADLINE where none is given), `largest` in bytes is for the body,
    before and after it is decompressed. The body of an answer that broke off is kept as far as it came.
    """
    seconds = min(DEADLINE if deadline is None else deadline, request.seconds or DEADLINE)
    guard = _Guard(seconds, time.monotonic() + seconds, request.zone)
    try:
        return _follow(request, guard, largest)
    except _Refused as refusal:
        return Failed(request.url, str(refusal))
    except (HTTPException, OSError, ValueError) as error:
        return Failed(request.url, guard.late if guard.expired else _sentence(error, guard))


def _follow(request: Request, guard: _Guard, largest: int) -> Response:
    common = {"User-Agent": USER_AGENT, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate", "Connection": "close"}
    given = {name.lower() for name in request.headers}
    headers = {**{name: value for name, value in common.items() if name.lower() not in given}, **request.headers}
    url, moved, permanent = request.url, None, True
    for _ in range(HOPS + 1):
        with _answer(url, headers, guard) as answer:
            names = {name.lower(): value for name, value in answer.headers.items()}
            if answer.status not in REDIRECTS:
                body, cut = _body(answer, guard, largest) if answer.status < 300 else (b"", False)
                return Response(answer.status, names, body, url, moved, cut, guard.zone)
        target = names.get("location", "").strip()
        if not target:
            raise _Refused(f"the answer is a redirect ({answer.status}) without a target.")
        permanent = permanent and answer.status in PERMANENT
        previous, url = url, urljoin(url, quote(target.encode("latin-1", "replace"), safe=SAFE))
        moved = url if permanent else moved
        if urlsplit(previous)[:2] != urlsplit(url)[:2]:
            headers = common
    raise _Refused(f"more than {HOPS} redirects were asked for.")


@contextmanager
def _answer(url: str, headers: Mapping[str, str], guard: _Guard) -> Iterator[HTTPResponse]:
    """One answer, its body not read yet."""
    guard.url = url
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _Refused("only addresses that begin with http:// or https:// are opened.")
    host = parts.hostname if parts.hostname.isascii() else parts.hostname.encode("idna").decode("ascii")
    if len(host) > LONGEST_HOST:
        raise _Refused("the address is not valid.")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    target = parts._replace(scheme="", netloc="", fragment="", path=parts.path or "/").geturl()
    proxy = _proxy(parts.scheme, host)
    guard.proxied = bool(proxy)
    if proxy:
        guard.admit(host)
        connection, target, headers = _by_proxy(proxy, parts, host, port, target, headers, guard)
    else:
        connection = _connection(parts.scheme, host, port, guard)
    try:
        connection.request("GET", quote(target, safe=SAFE), headers=headers)
        answer = connection.getresponse()
        try:
            yield answer
        finally:
            answer.close()
    finally:
        connection.close()


def _proxy(scheme: str, host: str) -> str:
    """The proxy that the environment names for a scheme and host, or nothing."""
    if not (os.environ.get(f"{scheme}_proxy") or os.environ.get(f"{scheme.upper()}_PROXY")):
        return ""  # said at once: going through the whole environment costs as much as a request
    from urllib.request import getproxies_environment, proxy_bypass

    return "" if proxy_bypass(host) else getproxies_environment().get(scheme, "")


def _by_proxy(
    proxy: str, parts: SplitResult, host: str, port: int, target: str, headers: Mapping[str, str], guard: _Guard
) -> tuple[HTTPConnection, str, Mapping[str, str]]:
    """The connection, target and headers for a request by way of the proxy of the environment."""
    way = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    if way.scheme != "http" or not way.hostname:
        raise _Refused(f"a proxy of the kind {way.scheme}:// is not supported.")
    sign_in = {}
    if way.username:
        login = f"{unquote(way.username)}:{unquote(way.password or '')}"
        sign_in = {"Proxy-Authorization": f"Basic {b64encode(login.encode()).decode()}"}
    connection = _connection(parts.scheme, way.hostname, way.port or 80, guard)
    host = f"[{host}]" if ":" in host else host
    if parts.scheme == "https":
        connection.set_tunnel(host, port, headers=sign_in)
        return connection, target, headers
    return connection, f"http://{host}:{port}{target}", {**headers, **sign_in}


def _connection(scheme: str, host: str, port: int, guard: _Guard) -> HTTPConnection:
    """A connection that the guard dials and watches; nothing is sent yet."""
    connection = HTTPSConnection(host, port, context=_tls()) if scheme == "https" else HTTPConnection(host, port)
    connection._create_connection = guard.dial  # type: ignore[attr-defined]
    connection.response_class = partial(_Answer, guard)  # type: ignore[assignment]
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
            answers = socket.getaddrinfo(host.encode(), port, type=socket.SOCK_STREAM)
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


def _zone(host: str) -> str:
    """Where an address, or the name of this machine, lies: public, loopback, link-local, private or zero (none)."""
    address = _address(host)
    if address is None:
        name = host.lower().rstrip(".")
        if name.endswith("localhost"):
            return "loopback"
        return "private" if name.endswith((".local", ".internal")) else "public"
    if address.is_unspecified:  # leads to this machine, and no other zone has to do with it
        return "zero"
    if address.is_loopback:
        return "loopback"
    if address.is_link_local:
        return "link-local"
    local = any(address in ipaddress.ip_network(network) for network in LOCAL)
    return "public" if address.is_global and not address.is_multicast and not local else "private"


def _address(host: str) -> _Address | None:
    """The address that a host is, also in the forms of old that the system takes (127.1, 2130706433); None = a name."""
    with suppress(ValueError):
        return _within(ipaddress.ip_address(host.split("%")[0].strip("[]")))
    with suppress(OSError, ValueError):
        return ipaddress.IPv4Address(socket.inet_aton(host))
    return None


def _within(address: _Address) -> _Address:
    """The IPv4 address that a gateway or the system makes of an IPv6 one, where it stands for one."""
    if isinstance(address, ipaddress.IPv6Address) and int(address) > 1:
        for network, shift in EMBEDDED:
            if address in ipaddress.IPv6Network(network):
                return ipaddress.IPv4Address(int(address) >> shift & 0xFFFFFFFF)
    return address


def _body(answer: HTTPResponse, guard: _Guard, largest: int) -> tuple[bytes, bool]:
    """The body, decompressed, and whether it broke off."""
    body = bytearray()
    cut = False
    try:
        while chunk := answer.read1(CHUNK):
            body += chunk
            if len(body) > largest:
                raise _Refused(f"the answer is larger than {largest / 1e6:g} MB.")
            guard.left()
        cut = bool(answer.length)  # what was declared and did not come
    except (IncompleteRead, ConnectionError, ssl.SSLError):
        if not body:
            raise
        cut = True
    if cut and not body:
        raise ConnectionResetError
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
    rest, trailer, stream = body[:-TRAILER], body[-TRAILER:], zlib.decompressobj(window)
    parts = 1
    try:
        while rest or trailer:
            if not rest:  # by itself, so that a wrong checksum spoils nothing that came before
                rest, trailer = trailer, b""
            out += stream.decompress(rest, CHUNK * 16)
            if len(out) > largest:
                raise _Refused(f"the answer is larger than {largest / 1e6:g} MB when decompressed.")
            if len(out) > RATIO_FROM and len(out) > RATIO * len(body):
                raise _Refused("the answer is compressed like no text is, and was not decompressed.")
            rest = stream.unconsumed_tail
            if stream.eof and stream.unused_data.startswith(GZIP):  # a file of several parts
                rest, stream, parts = stream.unused_data, zlib.decompressobj(window), parts + 1
                if parts > PARTS:
                    raise _Refused("the answer is compressed in more parts than any text is.")
    except zlib.error:
        return (bytes(out), False) if out else None
    return (bytes(out), stream.eof) if out or stream.eof else None


def _sentence(error: Exception, guard: _Guard) -> str:
    """Why a request failed, in our words: those of the other side may hold anything."""
    host = guard.url.partition("//")[2].partition("/")[0].rpartition("@")[2] or "the host"
    match error:
        case ssl.SSLCertVerificationError():
            return f"the certificate of {host} is not trusted ({error.verify_message})."
        case ssl.SSLError():
            return f"no secure connection to {host} could be made."
        case ConnectionRefusedError() if guard.proxied:
            return "the proxy that the environment names refuses the connection."
        case ConnectionRefusedError():
            return f"{host} refuses the connection."
        case TimeoutError():
            return f"{host} does not answer in time."
        case ConnectionError() | IncompleteRead():
            return "the connection broke off before the answer came."
        case InvalidURL() | ValueError():
            return "the address is not valid."
        case HTTPException():
            return "the answer is not HTTP."
    return f"{host} cannot be reached."
