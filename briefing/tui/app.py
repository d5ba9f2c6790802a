"""The app: its store, its status, and the one job it runs in the background."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import ClassVar

from textual.app import App
from textual.command import Provider
from textual.reactive import reactive
from textual.worker import Worker, WorkerCancelled

from briefing.errors import StoreError
from briefing.store import explained
from briefing.tui import actions, jobs
from briefing.tui.desk import Desk
from briefing.tui.messages import FeedChecked, FeedPolled, JobEnded, Status
from briefing.tui.screens.page import Page
from briefing.tui.screens.triage import Triage

RELOAD_EVERY = 5.0  # seconds between two looks at what a running job has brought


def _palette() -> type[Provider]:
    from briefing.tui.palette import Palette

    return Palette


class BriefingApp(App[str]):
    """The terminal app over one store."""

    TITLE = "briefing"
    CSS_PATH = "briefing.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (64, "-stacked"), (100, "-wide")]  # noqa: RUF012
    status: reactive[Status] = reactive(Status())

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.triage = desk, Triage()
        self._job: Worker[None] | None = None
        self.fault: StoreError | None = None
        self.set_keymap(dict(desk.session.config.keys))

    def on_mount(self) -> None:
        """Show the first screen: the incidents, or the ways to begin."""
        self.push_screen(self.triage)
        if self.desk.empty() and not self.desk.session.config.feeds:
            from briefing.tui.screens.first_run import FirstRun

            self.push_screen(FirstRun())
        for wrong in actions.clashes(self.desk.session.config.keys):
            self.notify(wrong, severity="warning", markup=False, timeout=15)

    async def on_unmount(self) -> None:
        """Leave no process behind."""
        if self._job is not None and not self._job.is_finished:
            self._job.cancel()
            with suppress(WorkerCancelled):
                await self._job.wait()

    def _handle_exception(self, error: Exception) -> None:
        """A store that fails while it is open ends the app with its own sentence, anything else as a fault."""
        fault = explained(getattr(error, "error", error), self.desk.session.store_path)
        if fault is None:
            super()._handle_exception(error)
        else:
            self.fault = fault
            self.exit(return_code=fault.exit_code)

    def reload(self, at: str | None = None) -> None:
        """Let every screen show what the store holds now; the list goes to the incident `at`."""
        self.triage.reload(at)
        for screen in self.screen_stack:
            if isinstance(screen, Page) and screen is not self.triage:
                screen.reload()

    def start(self, job: str, words: list[str], total: int = 0) -> None:
        """Run one command in the background; a second has to wait for its end."""
        if self.status.job:
            self.notify(f"The {self.status.job} is still running.", severity="warning", markup=False)
            return
        self.status = replace(self.status, job=job, total=total, done=0, failed=0, found=0)
        self._watch = self.set_interval(RELOAD_EVERY, self.reload)
        self._job = self.run_worker(jobs.follow(job, words, self.post_message), group="job")

    def on_feed_polled(self, message: FeedPolled) -> None:
        """One more feed was polled."""
        self.status = self.status.after(message.poll)

    def on_feed_checked(self, message: FeedChecked) -> None:
        """Tell how the feed is."""
        self.notify(f"{message.feed}: {message.health}. {message.why}".strip(), markup=False, timeout=15)

    def on_job_ended(self, message: JobEnded) -> None:
        """Show what the job brought, and what went wrong."""
        self.status = replace(self.status, job="")
        self._watch.stop()
        self.triage.reconfigured()
        if message.wrong:
            self.notify(message.wrong, severity="error", markup=False, timeout=15)
        elif message.told:
            self.notify(message.told, markup=False)
