"""The facts of an incident, each with the article that tells it, its verbatim span, and the rule that found it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.incidents.answers import lags_of
from briefing.incidents.deeds import deeds_of, what_happened
from briefing.incidents.figures import figures_in
from briefing.incidents.measures import measures_in
from briefing.incidents.pages import pages_of
from briefing.incidents.periods import periods_in
from briefing.incidents.products import cves_in, products_in
from briefing.incidents.summary import proper_articles
from briefing.incidents.timeline import timeline_of
from briefing.incidents.titles import language_of
from briefing.incidents.victims import victims_in
from briefing.model import Edit, Facts, Parts, Statement


def facts_of(
    parts: Parts,
    statements: Sequence[Statement],
    accused: Sequence[str],
    watch: Sequence[str],
    answers_to: Mapping[str, tuple[str, str]],
    edits: Sequence[Edit] = (),
) -> Facts:
    """The facts of an incident, from the articles of its own time.

    `statements` are its statements as judged, `accused` the states that stand accused, first the one whose answer is
    awaited, `watch` the watched ones, `answers_to` what answers_of tells. Retrospectives and mentions tell nothing, a
    machine's rewrite only a figure that no other article has; what is no cyber matter has only its timeline.
    """
    articles = proper_articles(parts)
    pages = pages_of(articles, parts, statements, watch) if parts.cyber else []
    victims, measures = victims_in(pages), measures_in(pages)
    line = timeline_of(articles, parts.memberships, statements, accused, measures, edits)
    return Facts(
        deeds=deeds_of(pages),
        what=what_happened(pages, victims, language_of(articles)),
        when=periods_in(pages),
        public=next((e for e in line if e.what == "accusation"), None),
        victims=victims,
        figures=figures_in(pages),
        products=products_in(pages),
        cves=cves_in(pages),
        measures=measures,
        timeline=line,
        lags=lags_of(
            statements,
            {a.id: a for a in parts.articles},
            [a for a in accused if a in watch] or accused[:1],
            answers_to,
        ),
    )
