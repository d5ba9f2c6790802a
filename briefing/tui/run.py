"""Opening the app and leaving it: what it has to tell whoever started it."""

from __future__ import annotations

from briefing.errors import AppFailed
from briefing.tui.app import BriefingApp
from briefing.tui.desk import own_desk
from briefing.tui.session import Session


def run(session: Session) -> str | None:
    """Open the app until it is left; "demo" when that was chosen on the first run.

    Raises StoreError when the store failed while it was open, AppFailed when the app ended by a fault of its own.
    """
    with own_desk(session) as desk:
        app = BriefingApp(desk)
        chosen = app.run()
    if app.fault is not None:
        raise app.fault
    if app.return_code:
        raise AppFailed("The app ended by a fault of its own; what is above says where.")
    return chosen
