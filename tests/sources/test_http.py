"""The one door to the network, against a server that misbehaves."""

from __future__ import annotations

import gzip
import re
import socket
import time
import zlib

import pytest

from briefing.sources.http import USER_AGENT, _zone, fetch
from briefing.sources.outcomes import Failed, Request, Response
from tests.sources.server import Server, dripping, endless, plain, raw, redirect, reset, short, silent

OK = b"HTTP/1.1 200 OK\r\n\r\n"


def got(answer: Response | Failed) -> Response:
    assert isinstance(answer, Response), answer
    return answer


def refused(answer: Response | Failed) -> str:
    assert isinstance(answer, Failed), answer
    assert answer.reason.isprintable()
    return answer.reason


def test_a_good_answer(server: Server) -> None:
    url = server.on("/feed", plain(b"<rss/>", content_type="text/xml", etag='W/"1"'))
    answer = got(fetch(Request(url, {"X-Key": "k"})))
    assert (answer.status, answer.body, answer.url, answer.moved, answer.cut) == (200, b"<rss/>", url, None, False)
    assert (answer.headers["content-type"], answer.headers["etag"]) == ("text/xml", 'W/"1"')
    sent = server.asked[0][1]
    assert (sent["user-agent"], sent["x-key"]) == (USER_AGENT, "k")
    assert "://" not in sent["user-agent"]


def test_a_header_of_the_feed_replaces_ours(server: Server) -> None:
    got(fetch(Request(server.on("/", plain()), {"user-agent": "other/1"})))
    assert server.asked[0][1]["user-agent"] == "other/1"


@pytest.mark.parametrize("status", [301, 308])
def test_permanent_redirects_are_told(server: Server, status: int) -> None:
    target = server.on("/new", plain(b"here"))
    answer = got(fetch(Request(server.on("/old", redirect("/new", status)))))
    assert (answer.body, answer.url, answer.moved) == (b"here", target, target)


def test_a_target_with_letters_that_an_address_may_not_hold(server: Server) -> None:
    server.on("/h%C3%A4fen%20a", plain(b"here"))
    answer = raw("HTTP/1.1 302 Found\r\nLocation: /häfen a\r\nContent-Length: 0\r\n\r\n".encode())
    assert got(fetch(Request(server.on("/", answer)))).body == b"here"


def test_after_a_temporary_redirect_the_old_address_stays(server: Server) -> None:
    server.on("/b", redirect("/c", 301))
    server.on("/c", plain(b"here"))
    answer = got(fetch(Request(server.on("/a", redirect("/b", 302)))))
    assert (answer.body, answer.moved) == (b"here", None)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("/start", "more than 5 redirects"),
        ("", "without a target"),
        ("file:///etc/hostname", "http://"),
        ("gopher://127.0.0.1/", "http://"),
        ("javascript:alert(1)", "http://"),
        ("http://[bad/", "not valid"),
        ("http://127.0.0.1:99999/", "not valid"),
        (f"http://{'a' * 30_000}.invalid/", "not valid"),
        ("http://nowhere.invalid/", "does not resolve"),
    ],
)
def test_a_redirect_that_leads_nowhere(server: Server, target: str, words: str) -> None:
    assert words in refused(fetch(Request(server.on("/start", redirect(target, 301)))))


def test_a_chain_that_grows_ends(server: Server) -> None:
    for number in range(9):
        server.on(f"/{number}", redirect(f"/{number + 1}"))
    assert "redirects" in refused(fetch(Request(server.url("/0"))))
    assert len(server.asked) == 6


def test_secrets_stay_with_their_host(server: Server) -> None:
    target = server.on("/there", plain(b"ok")).replace("127.0.0.1", "localhost")
    got(fetch(Request(server.on("/here", redirect(target)), {"Authorization": "secret"})))
    assert ["authorization" in headers for _, headers in server.asked] == [True, False]


def test_no_redirect_from_outside_to_a_private_address(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = server.on("/inner", plain(b"secret"))
    outer = server.on("/outer", redirect(inner))
    # The outer name stands for a public address whose connection ends up here.
    port = server.server_address[1]
    connect = socket.create_connection

    def to_here(address: tuple[bytes, int], *, timeout: float) -> socket.socket:
        return connect(("127.0.0.1", port), timeout=timeout)

    def resolve(host: bytes | str, *_: object, **__: object) -> list[object]:
        name = host if isinstance(host, str) else host.decode()
        address = {"outer.example": "203.1.113.9", "inner.example": "10.0.0.1"}.get(name, name)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr("socket.create_connection", to_here)
    monkeypatch.setattr("socket.getaddrinfo", resolve)
    start = outer.replace("127.0.0.1", "outer.example")
    assert "loopback address (127.0.0.1)" in refused(fetch(Request(start)))
    server.on("/outer", redirect(inner.replace("127.0.0.1", "inner.example")))
    assert "private address (10.0.0.1)" in refused(fetch(Request(start)))
    assert [path for path, _ in server.asked] == ["/outer", "/outer"]


def test_outside_the_public_network_no_zone_but_that_of_the_feed_is_asked(server: Server) -> None:
    here = got(fetch(Request(server.on("/list", plain(b"x")))))
    assert here.zone == "loopback"
    page = server.on("/page", plain(b"matter"))
    assert got(fetch(Request(page, zone=here.zone))).body == b"matter"
    assert "zero address" in refused(fetch(Request("http://0.0.0.0/", zone="private")))
    for zone in ("public", "private"):
        assert "loopback address" in refused(fetch(Request(page, zone=zone)))
    for inner in ("http://169.254.10.1/keys", "http://10.0.0.1/", "http://[fe80::1]/", "http://0.0.0.0/"):
        assert "address (" in refused(fetch(Request(inner, zone="loopback"))), inner
    assert [path for path, _ in server.asked] == ["/list", "/page"]


@pytest.mark.parametrize(
    "answer",
    [
        silent,
        dripping(b"HTTP/1.1 200 OK\r\nX-Slow: "),
        dripping(OK),
        dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"),
        dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
)
def test_the_deadline_holds_however_slowly_it_comes(server: Server, answer: object) -> None:
    url = server.on("/slow", answer)  # type: ignore[arg-type]
    began = time.monotonic()
    assert "did not end within 0.3 seconds" in refused(fetch(Request(url), deadline=0.3))
    assert time.monotonic() - began < 3


def test_the_deadline_holds_over_redirects(server: Server) -> None:
    server.on("/slow", dripping(OK))
    assert "did not end" in refused(fetch(Request(server.on("/a", redirect("/slow"))), deadline=0.3))


def test_a_request_may_shorten_the_deadline_and_not_lengthen_it(server: Server) -> None:
    url = server.on("/slow", dripping(OK))
    assert "did not end within 0.2 seconds" in refused(fetch(Request(url, seconds=0.2)))
    assert "did not end within 0.2 seconds" in refused(fetch(Request(url, seconds=9.0), deadline=0.2))


def test_the_deadline_holds_for_a_handshake_that_never_comes() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        url = f"https://user:secret@127.0.0.1:{listening.getsockname()[1]}/"
        assert "did not end within 0.2 seconds" in refused(fetch(Request(url), deadline=0.2))


def test_an_endless_body_ends(server: Server) -> None:
    assert "larger than 1 MB" in refused(fetch(Request(server.on("/", endless)), largest=1_000_000))


def test_a_gzip_bomb_is_not_unpacked(server: Server) -> None:
    single = gzip.compress(bytes(50_000_000))
    for body in (single, gzip.compress(single)):
        url = server.on("/bomb", plain(body, content_encoding="gzip"))
        assert "compress" in refused(fetch(Request(url)))


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(b"<rss/>"), "gzip"),
        (gzip.compress(b"<rss/>"), ""),
        (gzip.compress(b"<rs") + gzip.compress(b"s/>"), "gzip"),
        (gzip.compress(gzip.compress(b"<rss/>")), "gzip, gzip"),
        (zlib.compress(b"<rss/>"), "deflate"),
        (zlib.compress(b"<rss/>")[2:-4], "deflate"),
        (b"<rss/>", "gzip"),
        (b"<rss/>", "deflate"),
    ],
)
def test_compression_said_or_not_or_falsely(server: Server, body: bytes, encoding: str) -> None:
    url = server.on("/", plain(body, content_encoding=encoding) if encoding else plain(body))
    assert got(fetch(Request(url))).body == b"<rss/>"


@pytest.mark.parametrize("answer", [short(b"<rss><item/>", 9000), reset(b"<rss><item/>")])
def test_a_body_that_breaks_off_is_kept_and_marked(server: Server, answer: object) -> None:
    found = got(fetch(Request(server.on("/", answer))))  # type: ignore[arg-type]
    assert (found.body, found.cut) == (b"<rss><item/>", True)


def test_many_compressed_parts_are_read_and_enormously_many_are_not(server: Server) -> None:
    url = server.on("/", plain(gzip.compress(b"<a/>") * 300, content_encoding="gzip"))
    assert got(fetch(Request(url))).body == b"<a/>" * 300
    url = server.on("/", plain(gzip.compress(b"") * 500_000, content_encoding="gzip"))
    assert "more parts" in refused(fetch(Request(url)))


@pytest.mark.parametrize(
    ("address", "zone"),
    [
        ("0.0.0.0", "zero"),
        ("::", "zero"),
        ("::1", "loopback"),
        ("::127.0.0.1", "loopback"),
        ("::ffff:10.0.0.1", "private"),
        ("::ffff:0:10.0.0.1", "private"),
        ("64:ff9b::7f00:1", "loopback"),
        ("64:ff9b::a9fe:a9fe", "link-local"),
        ("64:ff9b:1::10.0.0.1", "private"),
        ("2002:7f00:1::", "loopback"),
        ("2002:a00:1::5", "private"),
        ("fec0::1", "private"),
        ("127.1", "loopback"),
        ("2130706433", "loopback"),
        ("feeds.example", "public"),
        ("64:ff9b::808:808", "public"),
        ("2002:808:808::1", "public"),
        ("2606:4700::1", "public"),
        ("8.8.8.8", "public"),
    ],
)
def test_an_address_lies_where_the_one_that_it_stands_for_does(address: str, zone: str) -> None:
    assert _zone(address) == zone


@pytest.mark.parametrize("body", [gzip.compress(bytes(50_000_000)), b"x"], ids=["bomb", "short"])
def test_of_an_answer_that_is_none_only_the_status_counts(server: Server, body: bytes) -> None:
    server.on("/", raw(b"HTTP/1.1 410 Gone\r\nContent-Length: 99999999\r\n\r\n" + body))
    assert got(fetch(Request(server.url("/")))).status == 410


def test_a_gzip_body_with_a_wrong_checksum_is_kept_and_marked(server: Server) -> None:
    for body in (gzip.compress(b"<rss/>"), gzip.compress(b"<rss/>" * 100_000), gzip.compress(b"<rss>") * 2):
        whole = gzip.decompress(body)
        found = got(fetch(Request(server.on("/", plain(body[:-8] + b"checksum", content_encoding="gzip")))))
        assert (found.body, found.cut) == (whole, True)


def test_a_gzip_body_that_breaks_off_is_kept_as_far_as_it_came(server: Server) -> None:
    lines = b"".join(b"<item>%d</item>\n" % number for number in range(5000))
    body = gzip.compress(lines)
    found = got(fetch(Request(server.on("/", short(body[:-2000], len(body))))))
    assert found.cut
    assert lines.startswith(found.body)
    assert len(found.body) > 1000


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (reset(), "broke off"),
        (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "not HTTP"),
        (raw(b"HTTP/1.1 200 OK\r\nX-Huge: " + b"x" * 100_000 + b"\r\n\r\n"), "not HTTP"),
    ],
)
def test_what_is_no_answer(server: Server, answer: object, words: str) -> None:
    assert words in refused(fetch(Request(server.on("/", answer))))  # type: ignore[arg-type]


def test_escape_codes_in_the_reason_phrase_are_not_repeated(server: Server) -> None:
    answer = got(fetch(Request(server.on("/", raw(b"HTTP/1.1 500 \x1b[31mred\r\nContent-Length: 0\r\n\r\n")))))
    assert answer.status == 500


def test_a_refused_connection_and_a_name_that_does_not_resolve(server: Server) -> None:
    url = server.url("/")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert "refuses" in refused(fetch(Request(f"http://127.0.0.1:{free.getsockname()[1]}/")))
    assert "does not resolve" in refused(fetch(Request("http://nowhere.invalid/")))
    secure = url.replace("http://", "https://user:secret@")
    assert re.fullmatch(r"no secure connection to 127\.0\.0\.1:\d+ could be made\.", refused(fetch(Request(secure))))


def test_only_http_is_opened() -> None:
    for url in ("file:///etc/hostname", "ftp://127.0.0.1/", "nothing", ""):
        assert "http://" in refused(fetch(Request(url)))


def test_a_proxy_of_the_environment_is_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.on("http://feeds.example:80/a?b=c", plain(b"by proxy"))
    monkeypatch.setenv("http_proxy", server.url("").replace("://", "://us%40er:pass@"))
    assert got(fetch(Request("http://feeds.example/a?b=c"))).body == b"by proxy"
    assert server.asked[0][1]["proxy-authorization"].startswith("Basic ")
    server.on("http://[2606:4700::1]:80/", plain(b"by number"))
    assert got(fetch(Request("http://[2606:4700::1]/"))).body == b"by number"
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert got(fetch(Request(server.on("/direct", plain(b"direct"))))).body == b"direct"
    monkeypatch.setenv("https_proxy", "socks5://127.0.0.1:1")
    assert "socks5" in refused(fetch(Request("https://feeds.example/")))
