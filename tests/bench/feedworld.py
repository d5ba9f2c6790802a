"""A world of feeds for `refresh.py`: invented news in RSS 2.0, Atom and RDF, as it stands now and a little later.

Every word of it is made by chance and every entry says so; the same numbers give the same bytes. The markup, heads,
ids, links, categories and dates are those of real feeds: full HTML bodies in CDATA or escaped, a summary beside some.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import blake2b
from html import escape
from itertools import accumulate

ENTRIES = 50
WORDS = (200, 800)  # of an entry
SHAPES = ("rss", "atom", "rss", "rss full", "atom", "rss", "rss full", "rdf", "rss", "atom xhtml")
ACCUSING = 4  # one entry of so many tells of a raid and of who blames whom: the others hold nothing to read
NOW = datetime(2025, 5, 1, 12, tzinfo=UTC)
SAID = "All of this is invented, for measuring."
ONSETS, RIMES = "b d f g h k l m n p r s st t tr v w z", "a e i o u a e i o u an er in or el"
SYLLABLES = [a + b for a in ONSETS.split() for b in RIMES.split()]
GLUE = (
    "the of and to a in that is was he for it with as his on be at by had not are but from or have an they which one "
    "you were all her she there would their we him been has when who will no more if out so up said what its about "
    "than into them can only other new some could time these two may then do first any my now such like our over"
)
PLACES = "Strelsau Graustark Ruritania Marvik Kessna Toldorf Gravik Rurina Kesstark Marsau Tolna Strelvik"
RAID = (
    "<p>Officials of {port} said on Monday that intruders had read the e-mail of the office of {town}. Foreign "
    "Minister Ada Quill of {port} accused Chinese state-backed hackers of the raid number {number}. “This was a "
    "reckless act against {town},” she said. China’s foreign ministry rejected the claim.</p>"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of invented news."""

    guid: str
    link: str
    title: str
    author: str
    categories: tuple[str, ...]
    published: datetime
    summary: str
    html: str


@dataclass(frozen=True, slots=True)
class Version:
    """A feed as it stands at one time, with what a server says of it."""

    body: bytes
    content_type: str
    etag: str
    modified: str


class Prose:
    """Words of an invented language among those that hold an English sentence together."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        coined = {"".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 2, 3)))) for _ in range(9_000)}
        self.coined = chance.sample(sorted(coined), len(coined))
        self.words = [*GLUE.split(), *self.coined]
        self.weights = list(accumulate(1 / (rank + 2) for rank in range(len(self.words))))

    def some(self, count: int) -> list[str]:
        """Words, the first ones of the vocabulary the most often, as in real text."""
        return self.chance.choices(self.words, cum_weights=self.weights, k=count)

    def sentences(self, count: int) -> str:
        """About `count` words as sentences."""
        words = self.some(count)
        parts = [words[at : at + 17] for at in range(0, count, 17)]
        return " ".join(" ".join(part).capitalize() + "." for part in parts)

    def title(self) -> str:
        """A headline."""
        names = " ".join(self.chance.sample(self.coined, 2)).title()
        return f"{names} {' '.join(self.some(6))} & {self.chance.choice(self.coined)}"


def world(feeds: int, entries: int = ENTRIES, seed: int = 7) -> Iterator[tuple[Version, Version]]:
    """Each feed now and later: by then every second one has a new entry, and its oldest has left it."""
    chance = random.Random(seed)
    prose = Prose(chance)
    for number in range(feeds):
        site = f"https://desk{number}.example"
        told = [_entry(prose, site, number, at) for at in range(entries + 1)]
        now = _version(number, site, told[1:], NOW)
        later = _version(number, site, told[:-1], NOW + timedelta(hours=1)) if number % 2 == 0 else now
        yield now, later


def _entry(prose: Prose, site: str, feed: int, at: int) -> Entry:
    chance, number = prose.chance, feed * 1000 + 900 - at
    published = NOW + timedelta(minutes=30) - timedelta(hours=7 * at, seconds=chance.randrange(3000))
    title = prose.title()
    link = f"{site}/{published:%Y/%m/%d}/{'-'.join(title.lower().split()[:5])}-{number}/"
    size = chance.randint(*WORDS)
    port, town = chance.sample(PLACES.split(), 2)
    raid = RAID.format(port=port, town=town, number=number)
    return Entry(
        guid=f"{site}/?p={number}",
        link=link,
        title=title,
        author=" ".join(chance.sample(prose.coined, 2)).title(),
        categories=tuple(chance.sample(prose.coined, 3)),
        published=published,
        summary=prose.sentences(34),
        html=_page(prose, size, site, link, title, raid if number % ACCUSING == 0 else ""),
    )


def _page(prose: Prose, size: int, site: str, link: str, title: str, raid: str) -> str:
    """The body of an entry as the editors of real sites leave it."""
    parts = [f'<p>{SAID} <a href="{site}/about/">{prose.sentences(4)}</a> {prose.sentences(40)}</p>', raid]
    if size % 3 == 0:
        parts.insert(0, f'<figure><img loading="lazy" width="1024" src="/uploads/{size}.jpg" alt="" /></figure>')
    left = size - 60
    while left > 0:
        kind = prose.chance.random()
        if kind < 0.1:
            parts.append(f"<h2>{' '.join(prose.some(5)).capitalize()}</h2>")
        elif kind < 0.2:
            parts.append(f"<blockquote><p>&#8220;{prose.sentences(30)}&#8221;</p></blockquote>")
        elif kind < 0.3:
            parts.append("<ul>" + "".join(f"<li>{prose.sentences(10)}</li>" for _ in range(3)) + "</ul>")
        else:
            parts.append(f'<p>{prose.sentences(75)} <a href="{site}/?p={left}"><em>{prose.sentences(3)}</em></a></p>')
        left -= 5 if kind < 0.1 else 30 if kind < 0.3 else 78
    parts.append(f'<p>The post <a href="{link}">{escape(title)}</a> appeared first on <a href="{site}">Desk</a>.</p>')
    return "\n".join(part for part in parts if part)


def _version(number: int, site: str, entries: Sequence[Entry], at: datetime) -> Version:
    shape = SHAPES[number % len(SHAPES)]
    name = f"Invented desk {number}"
    if shape.startswith("atom"):
        text, kind = _atom(name, site, entries, at, xhtml=shape == "atom xhtml"), "application/atom+xml; charset=utf-8"
    elif shape == "rdf":
        text, kind = _rdf(name, site, entries, at), "application/rdf+xml"
    else:
        text, kind = _rss(name, site, entries, at, full=shape == "rss full"), "application/rss+xml; charset=UTF-8"
    body = text.encode()
    return Version(body, kind, f'"{blake2b(body, digest_size=12).hexdigest()}"', format_datetime(at, usegmt=True))


def _rss(name: str, site: str, entries: Sequence[Entry], at: datetime, *, full: bool) -> str:
    """RSS 2.0: the body escaped in the description, or `full` in content:encoded with a summary beside it."""
    items = []
    for e in entries:
        summary = f"<description><![CDATA[<p>{e.summary} [&#8230;]</p>]]></description>"
        body = (
            f"{summary}\n<content:encoded><![CDATA[{e.html}]]></content:encoded>"
            if full
            else f"<description>{escape(e.html, quote=False)}</description>"
        )
        categories = "".join(f"<category><![CDATA[{c}]]></category>" for c in e.categories)
        items.append(
            f"<item>\n<title>{escape(e.title)}</title>\n<link>{e.link}</link>\n<comments>{e.link}#respond</comments>\n"
            f"<dc:creator><![CDATA[{e.author}]]></dc:creator>\n<pubDate>{format_datetime(e.published)}</pubDate>\n"
            f'{categories}\n<guid isPermaLink="false">{e.guid}</guid>\n{body}\n<slash:comments>0</slash:comments>\n'
            "</item>\n"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"\n'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"\n xmlns:dc="http://purl.org/dc/elements/1.1/"\n'
        ' xmlns:atom="http://www.w3.org/2005/Atom"\n xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"\n'
        ' xmlns:slash="http://purl.org/rss/1.0/modules/slash/">\n\n<channel>\n'
        f'<title>{name}</title>\n<atom:link href="{site}/feed/" rel="self" type="application/rss+xml" />\n'
        f"<link>{site}</link>\n<description>{SAID}</description>\n"
        f"<lastBuildDate>{format_datetime(at)}</lastBuildDate>\n<language>en-GB</language>\n"
        "<sy:updatePeriod>hourly</sy:updatePeriod>\n<sy:updateFrequency>1</sy:updateFrequency>\n"
        f"<generator>https://wordpress.org/?v=6.5</generator>\n<image>\n<url>{site}/icon-32x32.png</url>\n"
        f"<title>{name}</title>\n<link>{site}</link>\n<width>32</width>\n<height>32</height>\n</image>\n"
        f"{''.join(items)}</channel>\n</rss>\n"
    )


def _atom(name: str, site: str, entries: Sequence[Entry], at: datetime, *, xhtml: bool) -> str:
    items = []
    for e in entries:
        body = (
            f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{e.html}</div></content>'
            if xhtml
            else f'<content type="html" xml:base="{e.link}">{escape(e.html, quote=False)}</content>'
        )
        categories = "".join(f'<category scheme="{site}" term="{c}" />' for c in e.categories)
        items.append(
            f'<entry>\n<author><name>{e.author}</name></author>\n<title type="html">{escape(escape(e.title))}</title>\n'
            f'<link rel="alternate" type="text/html" href="{e.link}" />\n<id>{e.guid}</id>\n'
            f"<updated>{e.published:%Y-%m-%dT%H:%M:%SZ}</updated>\n<published>{e.published:%Y-%m-%dT%H:%M:%SZ}"
            f'</published>\n{categories}\n<summary type="html">{e.summary}</summary>\n{body}\n</entry>\n'
        )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">\n'
        f'<title type="text">{name}</title>\n<subtitle type="text">{SAID}</subtitle>\n'
        f'<updated>{at:%Y-%m-%dT%H:%M:%SZ}</updated>\n<link rel="alternate" type="text/html" href="{site}" />\n'
        f'<id>{site}/feed/atom/</id>\n<link rel="self" type="application/atom+xml" href="{site}/feed/atom/" />\n'
        f'<generator uri="https://wordpress.org/" version="6.5">WordPress</generator>\n{"".join(items)}</feed>\n'
    )


def _rdf(name: str, site: str, entries: Sequence[Entry], at: datetime) -> str:
    order = "".join(f'<rdf:li rdf:resource="{e.link}" />\n' for e in entries)
    items = "".join(
        f'<item rdf:about="{e.link}">\n<title>{escape(e.title)}</title>\n<link>{e.link}</link>\n'
        f"<description>{e.summary}</description>\n<dc:creator>{e.author}</dc:creator>\n"
        f"<dc:date>{e.published:%Y-%m-%dT%H:%M:%S+00:00}</dc:date>\n<dc:subject>{e.categories[0]}</dc:subject>\n"
        f"<content:encoded><![CDATA[{e.html}]]></content:encoded>\n</item>\n"
        for e in entries
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF xmlns="http://purl.org/rss/1.0/"\n'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"\n xmlns:dc="http://purl.org/dc/elements/1.1/"\n'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/">\n'
        f'<channel rdf:about="{site}/index.rdf">\n<title>{name}</title>\n<link>{site}</link>\n'
        f"<description>{SAID}</description>\n<dc:language>en</dc:language>\n"
        f"<dc:date>{at:%Y-%m-%dT%H:%M:%S+00:00}</dc:date>\n<items>\n<rdf:Seq>\n{order}</rdf:Seq>\n</items>\n</channel>\n"
        f"{items}</rdf:RDF>\n"
    )
