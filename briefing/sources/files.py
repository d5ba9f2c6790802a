"""Files of an analyst's disk -> raw items: texts, pages, mails, feeds, article lines, folders of these."""

from __future__ import annotations

import email
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email.errors import MessageError
from email.header import Header, decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from pathlib import Path
from typing import BinaryIO

from briefing.outside import ROLES, Feed, RawItem
from briefing.sources.decode import SAMPLE, charset_of_html, decoded
from briefing.sources.feed import parse_feed
from briefing.sources.outcomes import LARGEST, Defaults, Failed, Read
from briefing.sources.page import head_of, holds_text

TEXT, PAGE, MAIL, LINES, JSON = (".txt",), (".html", ".htm"), (".eml",), (".jsonl",), (".json",)
FEEDS = (".xml", ".rss", ".atom", ".rdf")
ENDINGS = (*TEXT, *PAGE, *MAIL, *FEEDS, *JSON, *LINES)
STDIN = "-"
FEW = 5  # complaints about lines of one file that are told one by one
STRINGS = ("url", "title", "text", "html", "published", "source", "lang", "speaks_for", "role")


def read_files(
    paths: Sequence[Path | str], defaults: Defaults, stdin: BinaryIO, *, read: Read | None = None
) -> Iterator[RawItem | Failed]:
    """The items of files and folders in the order given, a folder's files by name; "-" reads article lines of `stdin`.

    A hidden file and, inside a folder, a file of another kind is passed over. Every other input that gives nothing
    gives a Failed that names it. `defaults` fill what an item does not say itself; `read` parses feeds.
    """
    for path in paths:
        if str(path) == STDIN:
            yield from _lines(stdin, "stdin", defaults)
        else:
            yield from _read(Path(path), defaults, read)


def _read(path: Path, defaults: Defaults, read: Read | None) -> Iterator[RawItem | Failed]:
    try:
        if path.is_dir():
            yield from _folder(path, defaults, read)
        elif not path.exists():
            yield Failed(str(path), f"{path} does not exist.")
        elif path.suffix.lower() not in ENDINGS:
            yield Failed(str(path), f"{path} is of a kind that is not read; the endings {' '.join(ENDINGS)} are.")
        elif path.suffix.lower() in LINES:
            with path.open("rb") as file:
                yield from _lines(file, str(path), defaults)
        else:
            yield from _file(path, defaults, read)
    except OSError as error:
        yield Failed(str(path), f"{path} cannot be read: {error.strerror or error}.")


def _folder(folder: Path, defaults: Defaults, read: Read | None) -> Iterator[RawItem | Failed]:
    found = False
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in ENDINGS:
                found = True
                yield from _read(Path(here, name), defaults, read)
    if not found:
        yield Failed(str(folder), f"{folder} holds no file that can be read; the endings {' '.join(ENDINGS)} are.")


def _file(path: Path, defaults: Defaults, read: Read | None) -> Iterator[RawItem | Failed]:
    """The items of one file of any kind but article lines, which are read one by one."""
    name, ending = str(path), path.suffix.lower()
    with path.open("rb") as file:
        body = file.read(LARGEST + 1)
    if len(body) > LARGEST:
        yield Failed(name, f"{path} is larger than {LARGEST // 1_000_000} MB.")
        return
    if not body.strip():
        yield Failed(name, f"{path} is empty.")
        return
    if ending in MAIL:
        yield _mail(body, path, defaults)
        return
    if ending in FEEDS:
        yield from _feed(body, path, defaults, read)
        return
    text = decoded(body, charset_of_html(body) if ending in PAGE else None)
    if text is None:
        yield Failed(name, f"{path} is binary and no text.")
    elif ending in JSON:
        yield from _json(text, body, path, defaults, read)
    elif ending in PAGE:
        head = head_of(text)
        if not head.title and not holds_text(text):
            yield Failed(name, f"{path} is a page without title and text.")
            return
        page = RawItem(source=head.site or "", title=head.title, html=text, url=head.url, lang=head.lang, role="")
        yield _completed(replace(page, published=head.published), path.name, defaults)
    else:
        yield _completed(RawItem(source="", text=text, role=""), path.name, defaults)


def _completed(item: RawItem, name: str, defaults: Defaults) -> RawItem:
    """The item with the defaults of the command line where it says nothing; its source is at least the file's name."""
    return replace(
        item,
        source=item.source or defaults.source or name,
        published=item.published or defaults.published,
        speaks_for=item.speaks_for or defaults.speaks_for,
        role=item.role or defaults.role or "press",
    )


def _feed(body: bytes, path: Path, defaults: Defaults, read: Read | None) -> Iterator[RawItem | Failed]:
    parsed = parse_feed(body, content_type=None, feed=Feed(id="", url="", role=""), read=read)
    if isinstance(parsed, Failed):
        yield Failed(str(path), f"{path}: {parsed.reason}")
        return
    for item in parsed.items:
        yield _completed(replace(item, feed=None), path.name, defaults)
    if not parsed.items:
        yield Failed(str(path), f"{path} is a feed without entries.")
    elif parsed.damaged:
        yield Failed(str(path), f"{path}: {parsed.damaged}")


def _json(text: str, body: bytes, path: Path, defaults: Defaults, read: Read | None) -> Iterator[RawItem | Failed]:
    """A JSON Feed, one article line, or an array of article lines."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Failed(str(path), f"{path} is no JSON: {error}.")
        return
    if isinstance(value, dict) and "items" in value:
        yield from _feed(body, path, defaults, read)
        return
    values = value if isinstance(value, list) else [value]
    wrong = _Wrong()
    for number, value in enumerate(values, 1):
        item = _article_line(value, f"{path}, item {number}", path.name, defaults)
        if isinstance(item, Failed):
            wrong.add(item)
        else:
            yield item
    yield from wrong.told(str(path), "item")
    if not values:
        yield Failed(str(path), f"{path} is an empty array.")


def _lines(file: BinaryIO, name: str, defaults: Defaults) -> Iterator[RawItem | Failed]:
    """Article lines, one JSON object each; a wrong line is named by its number, and the others are read.

    Complaints follow the items. Where no line can be read and the beginning is no text, that is the only one.
    """
    head, good, wrong = b"", False, _Wrong()
    for number, line in enumerate(iter(lambda: file.readline(LARGEST + 1), b""), 1):
        where = f"{name}, line {number}"
        if len(line) > LARGEST:
            yield Failed(where, f"{where}: the line is longer than {LARGEST // 1_000_000} MB; the rest is not read.")
            break
        if not line.strip():
            continue
        head += line if len(head) < SAMPLE else b""
        item = _line(line, where, Path(name).name, defaults)
        if isinstance(item, Failed):
            wrong.add(item)
        else:
            good = True
            yield item
    else:
        if not head:
            yield Failed(name, f"{name} is empty.")
    if wrong.first and not good and decoded(head) is None:
        yield Failed(name, f"{name} is binary and no text.")
    else:
        yield from wrong.told(name, "line")


class _Wrong:
    """What is wrong in one file: the first FEW complaints, and how many more there are."""

    def __init__(self) -> None:
        self.first: list[Failed] = []
        self.more = 0

    def add(self, complaint: Failed) -> None:
        if len(self.first) < FEW:
            self.first.append(complaint)
        else:
            self.more += 1

    def told(self, name: str, noun: str) -> Iterator[Failed]:
        yield from self.first
        if self.more:
            yield Failed(name, f"{name}: {self.more:,} more {noun}{'' if self.more == 1 else 's'} like these.")


def _line(line: bytes, where: str, name: str, defaults: Defaults) -> RawItem | Failed:
    text = decoded(line)
    if text is None:
        return Failed(where, f"{where}: the line is binary and no JSON.")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Failed(where, f"{where}: the line is no JSON: {error}.")
    return _article_line(value, where, name, defaults)


def _article_line(value: object, where: str, name: str, defaults: Defaults) -> RawItem | Failed:
    if not isinstance(value, dict):
        return Failed(where, f"{where}: an article line is a JSON object with text or html, and this is none.")
    wrong = next((key for key in STRINGS if not isinstance(value.get(key), str | None)), None)
    if wrong:
        return Failed(where, f'{where}: the value of "{wrong}" has to be a string or null.')
    if not isinstance(value.get("id"), str | int | None):
        return Failed(where, f'{where}: the value of "id" has to be a string.')
    given = {key: value.get(key) for key in STRINGS}
    if not (given["text"] or "").strip() and not (given["html"] or "").strip():
        return Failed(where, f'{where}: "text" or "html" is needed, and both are missing or empty.')
    if given["role"] and given["role"] not in ROLES:
        return Failed(where, f'{where}: the value of "role" is none of {", ".join(ROLES)}.')
    identity = value.get("id")
    item = RawItem(
        id=None if identity is None else str(identity),
        source=given["source"] or "",
        title=given["title"] or "",
        text=given["text"],
        html=given["html"],
        url=given["url"],
        published=given["published"],
        lang=given["lang"],
        speaks_for=given["speaks_for"],
        role=given["role"] or "",
    )
    return _completed(item, name, defaults)


def _mail(body: bytes, path: Path, defaults: Defaults) -> RawItem | Failed:
    try:
        message, parts = _with_text(email.message_from_bytes(body))
    except (MessageError, RecursionError, ValueError, LookupError) as error:
        return Failed(str(path), f"{path} cannot be read as a mail: {type(error).__name__}.")
    texts = {part.get_content_subtype(): words for part in reversed(parts) if (words := _part(part)).strip()}
    text, html = texts.get("plain"), texts.get("html")
    if not (text or html):
        return Failed(str(path), f"{path} is a mail without a text.")
    name, address = parseaddr(str(message.get("From", "")))  # taken apart before it is decoded: a name may hold a comma
    item = RawItem(
        source=_decoded(name) or address,
        title=_header(message, "Subject"),
        text=text,
        html=None if text else html,
        guid=_header(message, "Message-ID") or None,
        published=_header(message, "Date") or None,
        role="",
    )
    return _completed(item, path.name, defaults)


def _with_text(message: Message) -> tuple[Message, list[Message]]:
    """The mail with its text parts; one that only passes another on gives that one."""
    parts = list(message.walk())
    passed_on = next((part for part in parts if part.get_content_type() == "message/rfc822"), None)
    own = parts[: parts.index(passed_on)] if passed_on else parts
    texts = [part for part in own if part.get_content_maintype() == "text" and not part.get_filename()]
    inner = passed_on.get_payload() if passed_on else None
    if isinstance(inner, list) and isinstance(inner[0], Message) and not any(_part(part).strip() for part in texts):
        return _with_text(inner[0])
    return message, texts


def _part(part: Message) -> str:
    body = part.get_payload(decode=True)
    return (decoded(body, part.get_content_charset()) or "") if isinstance(body, bytes) else ""


def _header(message: Message, name: str) -> str:
    value = message.get(name)
    return "" if value is None else _decoded(value)


def _decoded(value: str | Header) -> str:
    """A header's value with its encoded words decoded, or as it stands when they cannot be."""
    try:
        return str(make_header(decode_header(value)))
    except (MessageError, UnicodeError, LookupError, ValueError):
        return str(value)
