"""A small server on loopback that answers well or badly, as its paths say."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers a path by the function that the server holds for it."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        self.close_connection = True
        self.server.answers[self.path](self)

    def log_message(self, *args: object) -> None:
        """Say nothing: the tests look at what came back."""


class Server(ThreadingHTTPServer):
    """Holds the answers by path and remembers what it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, secure: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        if secure:
            self.socket = secure.wrap_socket(self.socket, server_side=True)
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away in the middle of an answer is what several tests are about."""

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"

    def on(self, path: str, answer: Answer) -> str:
        """Answer a path so; returns its address."""
        self.answers[path] = answer
        return self.url(path)


@contextmanager
def serving(secure: ssl.SSLContext | None = None) -> Iterator[Server]:
    server = Server(secure)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def plain(body: bytes = b"", status: int = 200, **headers: str) -> Answer:
    """A whole answer; `etag="x"` becomes the header ETag, `retry_after` becomes Retry-After."""

    def answer(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def conditional(body: bytes, etag: str, modified: str) -> Answer:
    """304 for who sends both validators back exactly, else the body with them."""

    def answer(handler: Handler) -> None:
        given = (handler.headers.get("If-None-Match"), handler.headers.get("If-Modified-Since"))
        if given == (etag, modified):
            plain(status=304)(handler)
        else:
            plain(body, etag=etag, last_modified=modified)(handler)

    return answer


def in_turn(*answers: Answer) -> Answer:
    """Another answer each time; the last one stays."""

    def answer(handler: Handler) -> None:
        asked = sum(path == handler.path for path, _ in handler.server.asked)
        answers[min(asked, len(answers)) - 1](handler)

    return answer


def redirect(target: str, status: int = 302) -> Answer:
    return plain(status=status, location=target)


def raw(data: bytes) -> Answer:
    """Bytes of our own instead of an HTTP answer."""

    def answer(handler: Handler) -> None:
        handler.wfile.write(data)

    return answer


def dripping(head: bytes, drop: bytes = b"x", pause: float = 0.02) -> Answer:
    """An answer that goes on in drops until the other side has had enough."""

    def answer(handler: Handler) -> None:
        handler.wfile.write(head)
        for _ in range(500):
            handler.wfile.write(drop)
            time.sleep(pause)

    return answer


def endless(handler: Handler) -> None:
    """A body without an end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n")
    while True:
        handler.wfile.write(b"<!-- and so on -->" * 4096)


def silent(handler: Handler) -> None:
    """Takes the request and says nothing."""
    handler.connection.settimeout(10)
    handler.connection.recv(1)


def short(body: bytes, declared: int) -> Answer:
    """A body that ends before its declared length."""
    return raw(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % declared + body)


def reset(body: bytes = b"", declared: int = 1000) -> Answer:
    """The beginning of an answer, then a reset connection."""

    def answer(handler: Handler) -> None:
        if body:
            short(body, declared)(handler)
            time.sleep(0.05)
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.connection.close()

    return answer
