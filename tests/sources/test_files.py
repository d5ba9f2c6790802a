"""Files of an analyst's disk -> raw items, and one plain sentence for what is none."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from briefing.model import RawItem
from briefing.sources import files
from briefing.sources.files import read_files
from briefing.sources.outcomes import Defaults, Failed
from tests.sources.test_feed import rss

NOTHING = Defaults()


def read(*paths: Path | str, stdin: bytes = b"", defaults: Defaults = NOTHING) -> list[RawItem | Failed]:
    found = list(read_files(paths, defaults, io.BytesIO(stdin)))
    assert all(item.reason.endswith(".") and item.reason.isprintable() for item in found if isinstance(item, Failed))
    return found


def item(found: list[RawItem | Failed]) -> RawItem:
    assert len(found) == 1
    assert isinstance(found[0], RawItem), found
    return found[0]


def reason(found: list[RawItem | Failed]) -> str:
    assert len(found) == 1
    assert isinstance(found[0], Failed), found
    return found[0].reason


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    def make(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


Write = Callable[[str, bytes | str], Path]


def test_a_text_is_kept_to_the_last_line_end(write: Write) -> None:
    path = write("note.txt", "Harbour hit\r\n\r\nThe port said so.\r\n")
    defaults = Defaults(published="2031-05-06", speaks_for="RT", role="official")
    found = item(read(path, defaults=defaults))
    assert found.text == "Harbour hit\r\n\r\nThe port said so.\r\n"
    assert (found.source, found.published, found.speaks_for, found.role) == ("note.txt", "2031-05-06", "RT", "official")
    assert item(read(path, defaults=Defaults(source="Port"))).source == "Port"


@pytest.mark.parametrize(
    "body",
    [
        "Café “x”".encode(),
        b"\xef\xbb\xbf" + "Café “x”".encode(),
        "Café “x”".encode("utf-16"),
        "Café “x”".encode("cp1252"),
    ],
)
def test_text_in_the_usual_encodings(write: Write, body: bytes) -> None:
    assert item(read(write("a.txt", body))).text == "Café “x”"


def test_utf16_without_a_mark(write: Write) -> None:
    assert item(read(write("a.txt", "The port was hit.".encode("utf-16-le")))).text == "The port was hit."


@pytest.mark.parametrize(
    "body",
    [b"text with a \0 in it", b"%PDF-1.7 all ascii", b"\x89PNG\r\n\x1a\n", bytes(range(1, 32)) * 30, b"\x81\x8d\x8f"],
)
def test_a_binary_file_is_named(write: Write, body: bytes) -> None:
    for path in (write("a.txt", body), write("a.jsonl", body), write("b.jsonl", (body + b"\n") * 300)):
        assert reason(read(path)) == f"{path} is binary and no text."


def test_a_page_tells_its_own_head(write: Write) -> None:
    path = write(
        "page.html",
        '<html lang="fr"><head><meta charset="utf-8"><title>Site | Titre</title>'
        '<meta property="og:title" content="Le port &amp; la mer"><meta property="og:site_name" content="Le Quai">'
        '<meta property="article:published_time" content="2031-05-05T10:00:00+02:00">'
        '<link rel="canonical" href="https://quai.example/a"></head><body><p>Texte.</p></body></html>',
    )
    found = item(read(path, defaults=Defaults(source="x", published="2000-01-01")))
    assert (found.title, found.url, found.lang) == ("Le port & la mer", "https://quai.example/a", "fr")
    assert (found.source, found.published) == ("Le Quai", "2031-05-05T10:00:00+02:00")


def test_a_page_in_the_charset_that_it_names(write: Write) -> None:
    page = "<meta http-equiv=Content-Type content='text/html; charset=gb2312'><title>港口网络</title>"
    assert item(read(write("page.htm", page.encode("gb2312")))).title == "港口网络"


def test_a_mail_of_a_press_office(write: Write) -> None:
    path = write(
        "mail.eml",
        b"From: =?utf-8?q?Presse_H=C3=A4fen?= <press@tides.example>\r\nSubject: =?iso-8859-1?q?Erkl=E4rung?=\r\n"
        b" zum Hafen\r\nDate: Mon, 05 May 2031 09:00:00 +0200\r\nMessage-ID: <1@tides.example>\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/alternative; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"Der Hafen wurde gest=F6rt.\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>HTML</p>\r\n--b--\r\n",
    )
    found = item(read(path))
    assert (found.source, found.title, found.guid) == ("Presse Häfen", "Erklärung zum Hafen", "<1@tides.example>")
    assert (found.text, found.html) == ("Der Hafen wurde gestört.", None)
    assert found.published == "Mon, 05 May 2031 09:00:00 +0200"


@pytest.mark.parametrize(
    ("body", "text", "html"),
    [
        (b"Content-Type: text/html; charset=nobody-knows\n\n<p>Words</p>", None, "<p>Words</p>"),
        (b"Subject: =?x?q?broken\nFrom: \x1b@\nContent-Type: ;;;\n\nWords", "Words", None),
    ],
)
def test_a_mail_that_is_not_quite_one(write: Write, body: bytes, text: str | None, html: str | None) -> None:
    found = item(read(write("a.eml", body)))
    assert (found.text, found.html) == (text, html)


def test_a_sender_with_a_comma_in_an_encoded_name(write: Write) -> None:
    mail = EmailMessage()
    mail["From"] = '"Hafenamt Grünau, Presse" <presse@grünau.example>'
    mail.set_content("Die Kräne stehen.")
    assert item(read(write("a.eml", bytes(mail)))).source == "Hafenamt Grünau, Presse"


def test_a_mail_that_only_passes_another_on_is_that_one(write: Write) -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "Press office <press@port.example>", "The cranes stand still"
    inner["Date"] = "Mon, 05 May 2031 08:00:00 +0000"
    inner.set_content("<p>The cranes stand still.</p>", subtype="html")
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "Desk <desk@x.example>", "Fwd: The cranes"
    outer.set_content("\n")
    outer.add_attachment(inner)
    found = item(read(write("a.eml", bytes(outer))))
    assert (found.source, found.title) == ("Press office", "The cranes stand still")
    assert "stand still" in (found.html or "")
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "Desk <desk@x.example>", "Fwd: The cranes"
    outer.set_content("See below, and call them.")
    outer.add_attachment(inner)
    assert item(read(write("b.eml", bytes(outer)))).source == "Desk"


def test_a_mail_without_a_text_is_named(write: Write) -> None:
    body = b"Subject: x\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n\n%PDF"
    assert "a mail without a text" in reason(read(write("a.eml", body)))


def test_a_feed_file_gives_its_entries(write: Write) -> None:
    found = read(write("a.rss", rss(1, 2)), defaults=Defaults(role="wire", published="2031-05-01"))
    assert [each.title for each in found if isinstance(each, RawItem)] == ["Number 1", "Number 2"]
    first = found[0]
    assert isinstance(first, RawItem)
    assert (first.source, first.feed, first.role, first.published) == ("Feed", None, "wire", "2031-05-01")


def test_a_damaged_feed_file_gives_what_is_whole_and_says_so(write: Write) -> None:
    found = read(write("a.xml", rss(1, 2)[:-60]))
    assert isinstance(found[0], RawItem)
    assert isinstance(found[1], Failed)
    assert "damaged" in found[1].reason


@pytest.mark.parametrize(
    ("body", "words"), [("<html></html>", "a web page"), (rss(), "without entries"), ("x", "no feed")]
)
def test_a_feed_file_that_is_none(write: Write, body: str, words: str) -> None:
    assert words in reason(read(write("a.atom", body)))


LINE = {"id": "a1", "title": "T", "text": "Words", "source": "S", "published": None, "speaks_for": "RT", "role": "wire"}


def test_article_lines(write: Write) -> None:
    path = write("a.jsonl", json.dumps(LINE) + "\n\n" + json.dumps({"html": "<p>x</p>", "further": [1]}) + "\n")
    first, second = read(path, defaults=Defaults(role="press", source="D", published="2031-05-01"))
    assert first == RawItem(
        id="a1", title="T", text="Words", source="S", published="2031-05-01", speaks_for="RT", role="wire"
    )
    assert isinstance(second, RawItem)
    assert (second.html, second.source, second.role, second.id) == ("<p>x</p>", "D", "press", None)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "line 2: the line is no JSON"),
        ("[" * 100_000, "line 2: the line is no JSON"),
        ("[]", "line 2: an article line is a JSON object"),
        ('{"text": 5}', 'line 2: the value of "text"'),
        ('{"text": "x", "published": 20310506}', 'line 2: the value of "published"'),
        ('{"text": "x", "id": []}', 'line 2: the value of "id"'),
        ('{"text": "x", "role": "king"}', 'line 2: the value of "role"'),
        ('{"title": "x", "text": " "}', 'line 2: "text" or "html" is needed'),
        ('{"text": "\0"}', "line 2: the line is binary"),
    ],
)
def test_a_wrong_line_is_named_and_the_others_are_read(write: Write, line: str, words: str) -> None:
    found = read(write("a.jsonl", f"{json.dumps(LINE)}\n{line}\n{json.dumps(LINE)}\n"))
    assert [type(each) for each in found] == [RawItem, RawItem, Failed]
    failed = found[-1]
    assert isinstance(failed, Failed)
    assert words in failed.reason
    assert "a.jsonl" in failed.reason


def test_of_many_wrong_lines_the_first_are_named_and_nothing_good_is_lost(write: Write) -> None:
    lines = [*["{"] * 4, json.dumps(LINE), '{"text": "\0"}', *["[]"] * 1_234, json.dumps(LINE)]
    path = write("a.jsonl", "\n".join(lines))
    found = read(path)
    assert [type(each) for each in found] == [RawItem] * 2 + [Failed] * 6
    told = [each.reason for each in found if isinstance(each, Failed)]
    assert [f"{path}, line {n}:" in words for n, words in zip((1, 2, 3, 4, 6), told, strict=False)] == [True] * 5
    assert told[-1] == f"{path}: 1,234 more lines like these."
    items = read(write("a.json", json.dumps([LINE, *[5] * 6])))
    assert [type(each) for each in items] == [RawItem] + [Failed] * 6
    assert isinstance(items[-1], Failed)
    assert items[-1].reason.endswith("a.json: 1 more item like these.")


def test_a_binary_beginning_hides_no_line_behind_it(write: Write) -> None:
    found = read(write("a.jsonl", b"\x89PNG \0\n" + json.dumps(LINE).encode()))
    assert [type(each) for each in found] == [RawItem, Failed]


def test_lines_from_standard_input() -> None:
    assert item(read("-", stdin=json.dumps(LINE).encode())).id == "a1"
    assert reason(read("-", stdin=b"")) == "stdin is empty."


def test_json_files(write: Write) -> None:
    assert item(read(write("a.json", json.dumps(LINE)))).id == "a1"
    assert len(read(write("b.json", json.dumps([LINE, LINE])))) == 2
    feed = {"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "content_text": "Words"}]}
    assert item(read(write("c.json", json.dumps(feed)))).text == "Words"
    assert "no JSON" in reason(read(write("d.json", "[")))
    assert "empty array" in reason(read(write("e.json", "[]")))
    assert "JSON object" in reason(read(write("f.json", "5")))


def test_a_folder_is_read_by_name_and_what_is_hidden_or_strange_is_passed_over(write: Write, tmp_path: Path) -> None:
    for name in ("in/b.txt", "in/a.txt", "in/sub/c.TXT", "in/.hidden.txt", "in/.git/d.txt", "in/picture.png"):
        write(name, Path(name).stem)
    assert [each.text for each in read(tmp_path / "in") if isinstance(each, RawItem)] == ["a", "b", "c"]
    (tmp_path / "bare").mkdir()
    assert "holds no file" in reason(read(tmp_path / "bare"))


def test_what_cannot_be_read_is_named_and_the_next_is_read(write: Write, tmp_path: Path) -> None:
    found = read(tmp_path / "no\x1b[31m.txt", write("a.docx", "x"), write("b.txt", " \n"), write("c.txt", "Words"))
    assert [type(each) for each in found] == [Failed, Failed, Failed, RawItem]
    assert [each.reason.split(" ", 1)[1][:13] for each in found if isinstance(each, Failed)] == [
        "does not exis",
        "is of a kind ",
        "is empty.",
    ]
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    assert "loop.txt" in reason(read(loop))


def test_a_file_beyond_the_limit_is_named(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 1_000)
    assert "larger than" in reason(read(write("a.txt", "x" * 1_001)))
    assert "longer than" in reason(read(write("a.jsonl", '{"text": "' + "x" * 1_001)))
    assert item(read(write("b.txt", "x" * 1_000)))
