"""Links: the one address of a page that several addresses lead to."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urlsplit, urlunsplit

from briefing.articles.text import FORBIDDEN

LONGEST = 2_000  # characters; browsers and servers refuse more
TRACKING = (  # a pattern that is compiled with the first parameter
    r"(utm|mc|pk|mtm|ns|at|hsa|oly|vero|wt)_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|igsh|"
    r"ocid|cmpid|cmp|smid|smtyp|xtor|spm|ito|traffic_source|ref_src|ref_url|__twitter_impression|_ga|guccounter|"
    r"sr_share|share|ftag|amp|outputtype"
)
AMP_PATH = re.compile(r"(/amp/?|\.amp)$|\.amp(?=\.html?$)|^/amp(?=/)", re.IGNORECASE)
MOBILE_HOST = re.compile(r"^(www|m|mobile|amp)\.(?=[^.]+\.)|(?<=\w)\.m(?=\.\w+\.\w+$)")
ROUTE = re.compile(r"!|/")  # how a fragment begins that names a page of its own and no place on one
UNSAFE = re.compile(rf"""{FORBIDDEN.pattern}|[\s<>"\\^`{{|}}]""")


def canonical_link(url: str | None) -> str | None:
    """The address without tracking parameters, credentials or AMP form; None unless http or https.

    A fragment goes, but for one that names a page of its own ("#/news/1", "#!news").
    """
    if not url or len(url) > LONGEST:
        return None
    try:
        parts = urlsplit(UNSAFE.sub(lambda found: quote(found.group(), errors="replace"), url.strip()))
        host, port = parts.hostname, parts.port
    except ValueError:  # a port or an address in brackets that is none
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    default = port is None or port == (443 if parts.scheme == "https" else 80)
    host = f"[{host}]" if ":" in host else host
    query = parts.query
    if query:
        pairs = parse_qsl(query, keep_blank_values=True)
        kept = [(key, value) for key, value in pairs if not re.fullmatch(TRACKING, key, re.IGNORECASE)]
        query = query if len(kept) == len(pairs) else urlencode(kept)
    path = AMP_PATH.sub("", parts.path) or "/"
    fragment = parts.fragment if ROUTE.match(parts.fragment) else ""
    return urlunsplit((parts.scheme, host if default else f"{host}:{port}", path, query, fragment))


@lru_cache(maxsize=16)  # storing an article asks for it three times
def link_key(link: str) -> str:
    """What the canonical links to one page have in common; it is no address.

    Scheme, www, mobile host, the order of parameters, doubled and last slashes and the way of writing letters as
    percent signs do not count. What cannot be taken apart is a key by itself.
    """
    try:
        parts = urlsplit(link)
    except ValueError:
        return link
    host = MOBILE_HOST.sub("", parts.netloc)
    path = unquote_to_bytes(re.sub("/{2,}", "/", parts.path)).decode("utf-8", "backslashreplace").rstrip("/")
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return f"{host}{path}{query and f'?{query}'}{parts.fragment and f'#{parts.fragment}'}"
