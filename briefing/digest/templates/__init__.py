"""The Markdown and HTML forms: Jinja2 templates in a sandbox, everything from outside escaped for its format."""

from __future__ import annotations

import re
from importlib import resources

from jinja2 import FunctionLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing.digest.brief import TOGETHER, read
from briefing.digest.document import Digest

FILES = {"md": "digest.md.j2", "html": "digest.html.j2"}
SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~])")
STARTER = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")
ADDRESS = re.compile(r"https?://[^\s<>\"'()\[\]\\`]+")


def render(made: Digest, form: str) -> str:
    """The digest as Markdown ("md") or as one HTML file ("html")."""
    loader = FunctionLoader(lambda name: resources.files(__name__).joinpath(name).read_text(encoding="utf-8"))
    environment = ImmutableSandboxedEnvironment(
        loader=loader,
        autoescape=form == "html",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(md=markdown, link=link)
    sections, cited, more, owed = read(made)
    return environment.get_template(FILES[form]).render(
        d=made,
        sections=sections,
        sources=cited,
        more=more,
        credits=owed,
        together=TOGETHER,
    )


def markdown(text: str) -> str:
    """Text from outside as Markdown that shows it as it is: no emphasis, link, heading, list or HTML of its own."""
    flat = " ".join(text.split())
    return STARTER.sub(r"\1\\\2", SPECIAL.sub(r"\\\1", flat))


def link(url: str | None) -> str:
    """An address that may be opened: http and https alone, nothing in it that could end the link; else nothing."""
    return url if url and ADDRESS.fullmatch(url) else ""
