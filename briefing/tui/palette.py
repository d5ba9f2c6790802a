"""The palette: every action that works here, found by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from briefing.tui.actions import BY_HANDLER, Action


class Palette(Provider):
    """The actions of the screen and of the widget in focus, from the action table."""

    def _actions(self) -> list[tuple[Action, Callable[[], object]]]:
        found: dict[str, tuple[Action, Callable[[], object]]] = {}
        for active in self.screen.active_bindings.values():
            action = BY_HANDLER.get(active.binding.action)
            if action is not None and (action.group != "move" or action.id == "move.open"):
                found[action.id] = action, partial(self.app.run_action, active.binding.action, active.node)
        return list(found.values())

    async def discover(self) -> Hits:
        """Everything, before a word is typed."""
        for action, run in self._actions():
            yield DiscoveryHit(action.label, run, help=action.help)

    async def search(self, query: str) -> Hits:
        """What matches the words in label or help."""
        matcher = self.matcher(query)
        for action, run in self._actions():
            score = max(matcher.match(action.label), matcher.match(action.help) / 2)
            if score > 0:
                yield Hit(score, matcher.highlight(action.label), run, text=action.label, help=action.help)
