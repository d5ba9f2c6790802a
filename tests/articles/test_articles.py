"""Raw item -> Article: text whole and harmless, title, identity, date, link, language."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.articles import article_from, canonical_link, clean, fingerprint
from briefing.articles.dates import published_of
from briefing.articles.language import language_of
from briefing.articles.links import link_key
from briefing.articles.text import FORBIDDEN, text_of_html
from briefing.model import Article, RawItem

SEEN = datetime(2031, 5, 6, 8, 0, tzinfo=UTC)
BODY = "The port was hit in April, the ministry said, and its network was closed for a week."


def made(text: str | None = None, **fields: object) -> Article:
    return article_from(replace(RawItem(source="Sample", text=text), **fields), seen=SEEN)  # type: ignore[arg-type]


# -- text


@pytest.mark.parametrize(
    "bad", ["\x00", "\x1b", "\x9b", "\x85", "\u202e", "\u2066", "\u200b", "\ufeff", "\ud800", "\x7f"]
)
def test_a_forbidden_character_becomes_one_replacement_character(bad: str) -> None:
    assert made(f"a{bad}b").text == "a\N{REPLACEMENT CHARACTER}b"


def test_line_ends_and_tabs_stay_and_a_lone_carriage_return_does_not() -> None:
    assert made("a\r\nb\tc\nd\re").text == "a\r\nb\tc\nd\N{REPLACEMENT CHARACTER}e"


@given(st.text(st.characters(codec=None)))
def test_plain_text_keeps_its_length_and_loses_what_is_forbidden(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert not FORBIDDEN.search(cleaned)
    assert clean(cleaned) == cleaned


ANY = st.none() | st.text(st.characters(codec=None))


@given(
    st.builds(
        RawItem,
        source=st.text(),
        title=st.text(),
        **dict.fromkeys(("text", "html", "url", "id", "guid", "published", "lang"), ANY),
    )
)
def test_no_item_makes_it_raise(raw: RawItem) -> None:
    article = article_from(raw, seen=SEEN)
    assert article.id.strip()
    assert article.title.strip()
    assert "\n" not in article.title
    for field in (article.id, article.title, article.text, article.source, article.url or ""):
        assert not FORBIDDEN.search(field)
        field.encode()
    last = 0
    for start, end in article.boilerplate:
        assert last <= start < end <= len(article.text)
        last = end
    if raw.text and raw.text.strip():
        assert len(article.text) == len(raw.text)
    assert article_from(raw, seen=SEEN) == article


# -- HTML


def test_blocks_become_paragraphs_and_what_is_not_said_is_dropped() -> None:
    html = (
        "<html><head><title>T</title><style>p{}</style></head><body><nav>Home</nav><p>One <b>wo</b>rd\n&amp; more<br>"
        "line</p><script>bad()</script><ul><li>a<li>b</ul><table><tr><td>1<td>2</table><p hidden>no</p><!-- no -->"
        "<template>no</template><footer>Imprint</footer>"
    )
    assert text_of_html(html) == "One word & more\nline\n\na\n\nb\n\n1 2"


def test_a_line_break_of_the_source_is_a_space_however_it_is_written() -> None:
    html = "<div>One\r\n<b>two</b>&#10;three&#13;<i>four</i><br>\n<br><br><p>five<br>six</div>seven"
    assert text_of_html(html) == "One two three four\n\nfive\nsix\n\nseven"


def test_the_one_article_of_a_page_is_its_matter() -> None:
    story = "<p>" + "The port was hit. " * 20 + "</p>"
    page = f"<body><div>Elsewhere</div><article><h1>Port hit</h1>{story}</article><div>More</div></body>"
    assert text_of_html(page) == "Port hit\n\n" + ("The port was hit. " * 20).strip()
    assert "Elsewhere" in text_of_html(page.replace(story, "<p>Short.</p>"))


def test_entities_cannot_smuggle_what_is_forbidden() -> None:
    article = made(html="<p>a&#27;[31m&#x9b;b&#8238;c&#0;</p>")
    assert not FORBIDDEN.search(article.text)
    assert article.text.startswith("a")


@pytest.mark.parametrize(
    "html",
    [part * 50_000 for part in ("<div>", "<b>x", "<table>", "<!--", "<a href=", "<" * 6, "&#x", "<p>")],
    ids=lambda html: html[:8],
)
def test_hostile_html_ends_soon_and_keeps_its_words(html: str) -> None:
    began = time.process_time()
    text = text_of_html(html + "><p>the end</p>")
    assert time.process_time() - began < 2
    if "<!--" not in html:
        assert text.endswith("the end")


# -- title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Port network entered.\n{BODY}", "Port network entered."),
        (f"\n\n  Port hit  \r\n\r\n{BODY}", "Port hit"),
        (f"By Ada Quill\n\nPort hit\n\n{BODY}", "Port hit"),
        (f"Advertisement\n\nPort hit\n\n{BODY}", "Port hit"),
        (BODY, "The port was hit in April, the ministry said, and its network was closed for a…"),
        ("The port was hit on a day in April and\nits network was closed.", "The port was hit on a day in April and"),
        ("Port hit", "Port hit"),
        ("港口网络在四月遭到入侵。" * 20, ("港口网络在四月遭到入侵。" * 20)[:79] + "…"),
    ],
)
def test_a_text_without_a_title_gets_its_headline_or_its_opening(text: str, title: str) -> None:
    article = made(text)
    assert article.title == title
    assert article.text == text


def test_a_given_title_is_one_clean_line() -> None:
    assert made(BODY, title="  Port\n hit \x1b[1m ").title == "Port hit \N{REPLACEMENT CHARACTER}[1m"
    assert len(made(BODY, title="word " * 100_000).title) <= 300
    assert made("", url="https://e.example/a").title == "https://e.example/a"
    assert made("").title == "(untitled)"


# -- identity


def test_identity_by_id_then_feed_and_guid_then_link_then_words() -> None:
    assert made(BODY, id=" a\n1 ").id == "a 1"
    by_guid = made(BODY, feed="f", guid="1", url="https://e.example/a")
    assert by_guid.id == made("Other words.", feed="f", guid="1", url="https://e.example/b").id
    assert by_guid.id != made(BODY, feed="g", guid="1", url="https://e.example/a").id
    by_link = made(BODY, url="http://www.e.example/a/?utm_source=x#top")
    assert by_link.id == made("Other words.", url="https://e.example/a").id
    assert made(BODY).id == made(BODY, published="2031-01-01").id
    assert made(BODY).id != made(BODY + " More.").id
    assert made(BODY).id != made(BODY, source="Another").id, "a copy is an article of its own"
    assert len({by_guid.id, by_link.id, made(BODY).id}) == 3
    assert all(len(article.id) == 12 for article in (by_guid, by_link, made(BODY)))


def test_a_fingerprint_differs_by_words_alone() -> None:
    article = made(BODY, title="T")
    assert fingerprint(article) == fingerprint(replace(article, first_seen=SEEN + timedelta(days=1), url="x"))
    assert fingerprint(article) != fingerprint(replace(article, text=BODY + " "))
    assert fingerprint(replace(article, title="T a")) != fingerprint(replace(article, title="T", text="a" + BODY))


# -- dates


@pytest.mark.parametrize(
    ("given_", "published"),
    [
        ("2021-07-19", "2021-07-19"),
        ("20210719", "2021-07-19"),
        ("19 July 2021", "2021-07-19"),
        ("Mon, 19 Jul 2021", "2021-07-19"),
        ("2021年7月19日", "2021-07-19"),
        ("3.4.2024", "2024-04-03"),
        ("25/12/2023", "2023-12-25"),
        ("Mon, 19 Jul 2021 12:00:00 GMT", "2021-07-19T12:00:00Z"),
        ("19 Jul 21 23:30 EST", "2021-07-20T04:30:00Z"),
        ("2021-07-19T12:00:00+02:00", "2021-07-19T10:00:00Z"),
        ("2021-07-19T12:00:00.5Z", "2021-07-19T12:00:00Z"),
        ("2021-07-19 12:00", "2021-07-19T12:00:00Z"),
        ("2021-07-19T00:00:00Z", "2021-07-19T00:00:00Z"),
        ("Tue, 20 Jul 2021 00:30:00 CEST", "2021-07-19T22:30:00Z"),
    ],
)
def test_a_date_is_as_precise_as_it_was_given(given_: str, published: str) -> None:
    assert published_of(given_, SEEN) == published


@pytest.mark.parametrize(
    "given_",
    [None, "", "soon", "2021", "2021-07", "July 2021", "12:00", "10", "1626652800", "03/04/2024", "1989-12-31",
     "Thu, 01 Jan 1970 00:00:00 GMT", "2031-05-09", "2099-01-01T00:00:00Z", "0000-00-00", "2021-02-30",
     "Mon, 19 Jul 2021 12:00:00 +9900", "9999-12-31T23:59:59-23:00", "9" * 5000, "\x00", "2021-13-45T99:99:99Z"],
)  # fmt: skip
def test_a_date_that_cannot_be_right_is_unknown(given_: str | None) -> None:
    assert published_of(given_, SEEN) is None


def test_a_date_of_tomorrow_is_kept() -> None:
    assert published_of("2031-05-07", SEEN) == "2031-05-07"
    assert published_of("2031-05-08T07:59:00Z", SEEN) == "2031-05-08T07:59:00Z"
    assert published_of("2031-05-08T08:01:00Z", SEEN) is None


# -- links


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://E.example:443/a?utm_source=x&b=1&fbclid=2#part", "https://e.example/a?b=1"),
        ("http://e.example:8080", "http://e.example:8080/"),
        ("https://e.example/a/amp/", "https://e.example/a"),
        ("https://e.example/a.amp.html?amp=1", "https://e.example/a.html"),
        ("https://user:secret@e.example/", "https://e.example/"),
        (" https://e.example/a b\n\x1b[31m ", "https://e.example/a%20b%0A%1B[31m"),
        ("https://e.example/a?q=%E4%B8%AD&x=a+b", "https://e.example/a?q=%E4%B8%AD&x=a+b"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
        ("https://e.example/?utm_source=x#/news/1", "https://e.example/#/news/1"),
        ("https://e.example/a#!news", "https://e.example/a#!news"),
        ("https://e.example/a#:~:text=port", "https://e.example/a"),
    ],
)
def test_a_link_without_what_is_not_part_of_the_page(url: str, link: str) -> None:
    assert canonical_link(url) == link
    assert canonical_link(link) == link


@pytest.mark.parametrize(
    "url",
    [None, "", "javascript:alert(1)", "file:///etc/hostname", "data:text/html,x", "ssh://-oProxyCommand=x/", "/a", "http://",
     "http://[bad", "http://e.example:99999/", "https://e.example/" + "a" * 3000],
)  # fmt: skip
def test_what_is_no_link_to_a_page_is_dropped(url: str | None) -> None:
    assert canonical_link(url) is None


def test_two_links_to_one_page_have_one_key() -> None:
    keys = {
        link_key(link)
        for link in (
            "http://www.e.example/a/?y=2&x=1",
            "https://m.e.example/a?x=1&y=2",
            "https://amp.e.example/a?x=1&y=2",
        )
    }
    assert keys == {"e.example/a?x=1&y=2"}
    assert link_key("https://en.m.e.example/a") == link_key("https://en.e.example/a")


def test_an_address_that_cannot_be_taken_apart_is_a_key_by_itself() -> None:
    assert link_key("http://[::1") == "http://[::1"
    assert link_key("https://m.example/a") != link_key("https://example/a")
    written = ("https://e.example/caf%C3%A9", "https://e.example//caf%c3%a9/", "https://e.example/café")
    assert {link_key(link) for link in written} == {"e.example/café"}
    assert len({link_key(f"https://e.example/caf%{byte}") for byte in ("E8", "E9", "C3%A9")}) == 3
    assert link_key("https://e.example/#/news/1") != link_key("https://e.example/#/news/2")


# -- language


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (BODY, "en"),
        ("Le port a été touché en avril, selon le ministère, et son réseau est fermé pour une semaine.", "fr"),
        ("Der Hafen wurde im April gestört, und das Netz ist nach Angaben des Ministeriums nicht offen.", "de"),
        ("El puerto fue atacado en abril y la red se cerró por una semana, según el ministerio de la zona.", "es"),
        ("Přístav byl v dubnu napaden a jeho síť je podle ministerstva zavřená, protože se to stalo.", "cs"),
        ("港口网络在四月遭到入侵，部长说。", "zh"),
        ("港のネットワークは四月に侵入された、と大臣は述べた。", "ja"),
        ("항구 네트워크가 4월에 침입당했다고 장관이 말했다.", "ko"),
        ("Порт был атакован в апреле, заявил министр.", "ru"),
        ("Порт було атаковано у квітні, заявив міністр і його радник.", "uk"),
        ("", "en"),
        ("12345 67890", "en"),
    ],
)
def test_a_guess_by_script_and_by_common_words(text: str, lang: str) -> None:
    assert language_of(None, text) == lang


def test_a_given_language_goes_before_the_guess() -> None:
    assert language_of("de-AT", BODY) == "de"
    assert language_of("ZH_Hant", BODY) == "zh"
    assert language_of("e\x1bn", "Der Hafen und das Netz sind nicht offen.") == "de"
