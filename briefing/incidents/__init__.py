"""What needs other articles: whose words an article carries, where it belongs, what an incident amounts to.

Every function is pure: no clock, no store, no file but the background that ships beside it.
"""

from briefing.incidents.answers import accused_in, answer_state, answers_of, is_answer, searched
from briefing.incidents.facts import facts_of
from briefing.incidents.features import Counts, count_terms, keys, weigh
from briefing.incidents.grouping import assign, incident_id, role, role_among
from briefing.incidents.matching import Settings
from briefing.incidents.origins import choose_origin
from briefing.incidents.repair import regroup
from briefing.incidents.summary import concerns, level_of, summarise, withdraws
from briefing.incidents.verification import verify

__all__ = [
    "Counts",
    "Settings",
    "accused_in",
    "answer_state",
    "answers_of",
    "assign",
    "choose_origin",
    "concerns",
    "count_terms",
    "facts_of",
    "incident_id",
    "is_answer",
    "keys",
    "level_of",
    "regroup",
    "role",
    "role_among",
    "searched",
    "summarise",
    "verify",
    "weigh",
    "withdraws",
]
