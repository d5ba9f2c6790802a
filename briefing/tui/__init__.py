"""The terminal app: the only room that knows Textual. `briefing.tui.app.run` opens it."""
