"""Lists of feeds as other readers keep them: OPML 1.0 and 2.0 in, 2.0 out, with what only feeds.toml says beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING, Any

from briefing.feedkeys import FEED_KEYS
from briefing.sources.decode import decoded
from briefing.sources.headers import variables
from briefing.sources.outcomes import LARGEST, Failed

if TYPE_CHECKING:
    from lxml import etree

OURS = "urn:briefing:opml:1"  # the namespace of the attributes that are keys of feeds.toml
STANDARD = ("url", "name")  # keys that OPML has attributes for
MOST = 10_000  # feeds of one file
LONGEST_NAME = 200
AMPERSAND = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}))?(;)?")
CHARSET = re.compile(rb"""^[^>]{0,200}encoding\s*=\s*["']([\w.:-]{2,40})""")
READ_AS_FEED = ("feed", "gnews")
# Headers that hold no secret when they hold a value and no $NAME.
HARMLESS = ("user-agent", "accept", "accept-language", "accept-encoding", "referer", "cache-control")


@dataclass(frozen=True, slots=True)
class Outlines:
    """The feeds of an OPML file as tables of feeds.toml, not yet examined, and what was wrong, in sentences."""

    tables: tuple[dict[str, Any], ...]
    wrong: tuple[str, ...] = ()


def read_opml(body: bytes, name: str) -> Outlines | Failed:
    """The feeds of an OPML file, whatever folders they stand in; `name` is called in what is wrong.

    Damaged XML gives what came before the damage. No entity is ever resolved: a file that declares one is refused.
    """
    if len(body) > LARGEST:
        return Failed(name, f"{name} is larger than {LARGEST / 1e6:g} MB.")
    text = decoded(body, _charset(body)) or ""
    if "<!ENTITY" in text:
        return Failed(name, f"{name} declares entities, as no list of feeds needs to; it is not read.")
    from lxml import etree  # loaded with the first file

    body = AMPERSAND.sub(_escaped, text).encode("utf-8", "replace")
    found: list[dict[str, Any]] = []
    wrong: list[str] = []
    steps = etree.iterparse(
        BytesIO(body),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        recover=True,
        huge_tree=False,
        encoding="utf-8",
    )
    first = True
    try:
        for event, element in steps:
            tag = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
            if event == "end":
                element.clear()
                continue
            if first and tag != "opml":
                return Failed(name, f"{name} is no OPML file: it begins with <{tag[:40]}>.")
            first = False
            table = _table(element) if tag == "outline" else None
            if table is not None and not table["url"]:
                wrong.append(f'{name}: "{table["name"]}" has no address.')
            elif table is not None:
                found.append(table)
            if len(found) > MOST:
                return Failed(name, f"{name} holds more than {MOST:,} feeds; no more are read from one file.")
    except etree.XMLSyntaxError as error:
        if first:
            return Failed(name, f"{name} is no OPML file.")
        wrong.append(_damaged(name, error.lineno, len(found)))
    else:
        if first:
            return Failed(name, f"{name} is no OPML file.")
        if errors := [e for e in steps.error_log if e.level_name != "WARNING" and e.domain_name != "NAMESPACE"]:
            wrong.append(_damaged(name, errors[0].line, len(found)))
    return Outlines(tuple(found), tuple(wrong))


def write_opml(tables: Iterable[Mapping[str, Any]], *, now: datetime) -> tuple[bytes, tuple[str, ...]]:
    """OPML 2.0 of tables of feeds.toml, one folder for each role, and which secrets were left out, in sentences.

    What is no feed to other readers (a page of links) stands as a link. A header goes along only where its value names
    a variable, or where it holds no secret by its nature.
    """
    from lxml import etree

    root = etree.Element("opml", version="2.0", nsmap={"briefing": OURS})
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = "Feeds of briefing"
    etree.SubElement(head, "dateCreated").text = format_datetime(now)
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {}
    left: list[str] = []
    for table in tables:
        role = table.get("role", "press")
        if role not in folders:
            folders[role] = etree.SubElement(body, "outline", text=role)
        outline = etree.SubElement(folders[role], "outline", _standard(table))
        for key, value in table.items():
            if key == "headers":
                value, secret = _shared(value)
                left += [f"feed {table['id']}: its header {h} may be a secret and was left out." for h in secret]
            if key not in STANDARD:
                outline.set(f"{{{OURS}}}{key}", _told(value))
    return etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="utf-8"), tuple(left)


# ------------------------------------------------------------------------------------------------ in
def _charset(body: bytes) -> str | None:
    found = CHARSET.match(body)
    return found[1].decode("ascii", "replace") if found else None


def _escaped(match: re.Match[str]) -> str:
    """An ampersand as XML wants it: many addresses hold bare ones, and a forgiving parser drops what follows them."""
    name, decimal, hexadecimal, end = match.groups()
    number = int(decimal) if decimal else int(hexadecimal, 16) if hexadecimal else 0
    is_character = number in (9, 10, 13) or 0x20 <= number < 0xD800 or 0xE000 <= number < 0x110000
    return match[0] if end and (name or (is_character and number not in (0xFFFE, 0xFFFF))) else f"&amp;{match[0][1:]}"


def _table(outline: etree._Element) -> dict[str, Any] | None:
    """The table of an outline that is a feed, its url empty where it says none; None for a folder or a mere link."""
    ours = dict(_ours(outline))
    given = {str(key).lower(): str(value) for key, value in outline.attrib.items() if not str(key).startswith("{")}
    is_feed = "xmlurl" in given or given.get("type", "").lower() in ("rss", "atom", "rdf")
    if not is_feed and not ours:
        return None
    address = given.get("xmlurl") or (given.get("url") if ours or "xmlurl" not in given else None) or ""
    table = {"url": _address(address), "name": _line(given.get("title") or given.get("text") or ""), **ours}
    return {key: value for key, value in table.items() if value != "" or key in STANDARD}


def _ours(outline: etree._Element) -> Iterator[tuple[str, Any]]:
    """The keys of feeds.toml that an outline gives; a value that can be none stays text, and validation tells it."""
    for attribute, value in outline.attrib.items():
        name, text = str(attribute), str(value)
        if name.startswith(f"{{{OURS}}}"):
            key = name.partition("}")[2]
            yield key, _parsed(text) if FEED_KEYS.get(key) in (dict, bool) else text


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _address(text: str) -> str:
    """An address without blanks around it; feed: and feed:// are what some readers write before it."""
    text = text.strip()
    if text.lower().startswith("feed:"):
        text = text[5:].removeprefix("//") if "://" in text[7:] else f"http:{text[5:]}"
    return text


def _line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in unescape(text)).split())[:LONGEST_NAME]


def _damaged(name: str, line: int | None, kept: int) -> str:
    return f"{name} is damaged at line {line}; feeds kept: {kept}."


# ------------------------------------------------------------------------------------------------ out
def _standard(table: Mapping[str, Any]) -> dict[str, str]:
    name = table.get("name") or table["id"]
    if table.get("kind", "feed") in READ_AS_FEED:
        return {"type": "rss", "text": name, "title": name, "xmlUrl": table["url"]}
    return {"type": "link", "text": name, "title": name, "url": table["url"]}


def _shared(headers: Mapping[str, str]) -> tuple[dict[str, str], Sequence[str]]:
    """The headers that may leave the house, and the names of the others."""
    kept = {name: value for name, value in headers.items() if variables(value) or name.lower() in HARMLESS}
    return kept, [name for name in headers if name not in kept]


def _told(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str).strip('"')
