"""Bytes of a file or a mail -> text, or the finding that they are none."""

from __future__ import annotations

import codecs
import re

MARKS = (  # the longer mark first: that of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SIGNATURES = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF")
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
SAMPLE = 4_096


def decoded(body: bytes, charset: str | None = None) -> str | None:
    """The text by its byte order mark, else UTF-8, UTF-16 without a mark, the named charset, Windows-1252.

    UTF-8 goes before a named charset, because other text is hardly ever valid UTF-8 by chance and names often lie. A
    line end stays as it is. None = binary.
    """
    for mark, encoding in MARKS:
        if body.startswith(mark):
            return _text(body[len(mark) :], encoding)
    if body.startswith(SIGNATURES):
        return None
    if b"\0" in body:
        wide = _utf16(body[:SAMPLE])
        return _text(body, wide) if wide else None
    escapes = charset is not None and charset.lower().startswith(("iso-2022", "hz", "utf-7"))  # look like ASCII
    names = [charset, "utf-8"] if escapes else ["utf-8", charset, "cp1252"]
    text = next((found for name in names if name and (found := _text(body, name)) is not None), None)
    if text is None or len(CONTROLS.findall(body[:SAMPLE])) * 10 > len(body[:SAMPLE]):
        return None
    return text


def charset_of_html(body: bytes) -> str | None:
    """The charset that an HTML page names for itself."""
    found = META_CHARSET.search(body[:SAMPLE])
    return found[1].decode("ascii", "replace") if found else None


def _text(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except (UnicodeError, LookupError):  # broken bytes; a charset that nobody knows
        return None


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark shows as a zero in nearly every second byte of text in Latin letters."""
    half = len(sample) // 2
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if half > 1 and sample[first::2].count(0) > 0.7 * half and sample[1 - first :: 2].count(0) == 0:
            return encoding
    return None
