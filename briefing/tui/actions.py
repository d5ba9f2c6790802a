"""Everything a key does, in one table: bindings, footer, palette and help are made from it.

The handler of action `incident.keep` is the method `action_incident_keep` of the screen or widget it works on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do; `key` may list several keys, divided by commas."""

    id: str
    key: str
    label: str
    help: str
    shown_in_footer: bool = False

    @property
    def group(self) -> str:
        """The first part of the id: where the action works."""
        return self.id.partition(".")[0]

    @property
    def handler(self) -> str:
        """The action as Textual calls it."""
        return self.id.replace(".", "_")


ACTIONS = (
    Action("move.down", "j,down", "Down", "Move to the next row, passage or line."),
    Action("move.up", "k,up", "Up", "Move to the row, passage or line before."),
    Action("move.half_down", "ctrl+d,pagedown", "Half a page down", "Move half a screen down."),
    Action("move.half_up", "ctrl+u,pageup", "Half a page up", "Move half a screen up."),
    Action("move.top", "home", "Top", "Go to the first row or line."),
    Action("move.bottom", "G,end", "Bottom", "Go to the last row or line."),
    Action("section.next", "right_square_bracket", "Next section", "Go to the next government, section or incident."),
    Action("section.previous", "left_square_bracket", "Section before", "Go to the one before."),
    Action(
        "move.open",
        "enter",
        "Open",
        "Open the board of an incident, the article of a statement at its words, or a feed.",
        True,
    ),
    Action("triage.next_new", "space", "Next", "Go to the next incident with new statements.", True),
    Action("incident.keep", "a", "Keep", "Keep the incident for the digest and go to the next one.", True),
    Action("incident.dismiss", "d", "Dismiss", "Dismiss the incident: it leaves the list and the digest.", True),
    Action("incident.follow", "f", "Follow", "Follow the incident: it is marked in the list."),
    Action("incident.read", "x", "Read", "Mark the incident read; leaving its board does so too."),
    Action("incident.rename", "n", "Rename", "Give the incident a title of your own, or that of its articles again."),
    Action("triage.select", "v", "Select", "Select the row; keep, dismiss, follow and read then act on all selected."),
    Action("triage.merge", "m", "Merge", "Merge the selected incidents into the one under the cursor."),
    Action("member.confirm", "plus", "Confirm", "Yes: the article in question belongs to this incident."),
    Action("member.refuse", "minus", "Refuse", "No: the article in question does not belong here; never ask again."),
    Action("member.split", "p", "Split", "Split the article under the cursor off into an incident of its own."),
    Action("member.move", "m", "Move", "Move the article under the cursor to another incident."),
    Action("choice.cancel", "escape", "Cancel", "Choose nothing; leave the title as it is."),
    Action("desk.undo", "u", "Undo", "Undo the last decision.", True),
    Action("desk.redo", "ctrl+r", "Redo", "Do again what was undone last."),
    Action("desk.search", "slash", "Search", "Search all articles as you type.", True),
    Action("desk.refresh", "r", "Refresh", "Fetch all feeds now, in the background.", True),
    Action("triage.digest", "g", "Digest", "Show the digest, to read it or to export it.", True),
    Action("triage.show", "s", "Show", "Switch the list between relevant, all and kept incidents."),
    Action("source.browse", "o", "Browser", "Open the page of the source in the web browser."),
    Action("source.copy", "y", "Copy", "Copy the quotation with its citation to the clipboard."),
    Action("search.board", "b", "Board", "Open the board of the incident that the found article is in.", True),
    Action("desk.feeds", "F", "Feeds", "Show the health of every feed."),
    Action("desk.log", "L", "Log", "Show what was decided, newest first."),
    Action("feed.add", "a", "Add", "Add a source: of the catalogue by words or id, or any other by its address.", True),
    Action("feed.check", "c", "Check", "Ask the server of the feed now and say how it is; stores no article.", True),
    Action("feed.pause", "p", "Pause", "Switch the feed off, with the day, or on again.", True),
    Action("feed.move", "m", "Move", "Give the feed the address that its server names for good."),
    Action("feed.remove", "x", "Remove", "Remove the feed, when asked twice; its articles stay."),
    Action("page.next_pane", "tab", "Next pane", "Go to the next pane."),
    Action("page.previous_pane", "shift+tab", "Previous pane", "Go to the pane before."),
    Action("reading.top", "g", "Top", "Go to the first row or line."),
    Action("digest.export", "e", "Export", "Write the digest to a file.", True),
    Action("export.cancel", "escape", "Cancel", "Write no file."),
    Action("first.starter", "a", "Starter feeds", "Begin with the starter feeds and fetch them.", True),
    Action("first.demo", "b", "Demo", "Look at the sample world first; it needs no network.", True),
    Action("first.import", "c", "Import", "Begin with articles from files or a folder.", True),
    Action("page.help", "question_mark,f1", "Help", "Show every key with what it does.", True),
    Action("page.palette", "ctrl+p,colon", "Palette", "Find an action by its name."),
    Action("triage.clear", "escape", "Clear", "Back to the list; again: drop the selection."),
    Action("reading.back", "escape", "Back", "Leave this screen.", True),
    Action("page.quit", "q", "Quit", "Go back; on the first screen leave the app."),
)
BY_HANDLER = {action.handler: action for action in ACTIONS}
PLACES = {
    "list": ("move",),
    "paper": ("move", "section"),
    "triage": ("page", "desk", "triage", "incident", "source"),
    "board": ("page", "desk", "reading", "incident", "member", "source"),
    "choice": ("choice",),
    "article": ("page", "desk", "reading", "source"),
    "search": ("page", "desk", "reading", "search"),
    "digest": ("page", "desk", "reading", "digest"),
    "export": ("export",),
    "feeds": ("page", "desk", "reading", "feed"),
    "feed": ("page", "desk", "reading", "feed"),
    "log": ("page", "desk", "reading"),
    "help": ("page", "desk", "reading"),
    "first_run": ("page", "first"),
}


def actions_of(place: str) -> Iterator[Action]:
    """The actions that work in a place: a screen, or one of the two widgets that move."""
    return (action for action in ACTIONS if action.group in PLACES[place])


def clashes(keys: Mapping[str, str]) -> list[str]:
    """What is wrong with the `[keys]` of feeds.toml, in sentences: unknown actions, and two of one place on one key."""
    known = {action.id for action in ACTIONS}
    wrong = [f"[keys] names {name}, which is no action." for name in keys if name not in known]
    for groups in PLACES.values():
        held: dict[str, str] = {}
        for action in (a for a in ACTIONS if a.group in {*groups, *PLACES["paper"]}):
            for key in keys.get(action.id, action.key).split(","):
                other = held.setdefault(key.strip(), action.id)
                if other != action.id:
                    wrong.append(f"[keys] gives {key.strip()} to both {other} and {action.id}.")
    return list(dict.fromkeys(wrong))


def bindings(place: str) -> list[BindingType]:
    """The bindings of a place; each has the id of its action, by which `[keys]` of feeds.toml replaces its key."""
    return [
        Binding(a.key, a.handler, a.label, show=a.shown_in_footer, tooltip=a.help, id=a.id) for a in actions_of(place)
    ]
