"""The commands: the only room that prints. Data goes to stdout, progress and diagnostics to stderr."""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing import __version__
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.config import Config

# command -> the module of its family; a command's module is imported when it is called
FAMILIES = {
    "demo": "screen",
    "refresh": "pulling",
    "read": "reading",
    "import": "reading",
    "extract": "reading",
    "incidents": "asking",
    "show": "asking",
    "statements": "asking",
    "search": "asking",
    "digest": "issuing",
    "possible": "arranging",
    "confirm": "arranging",
    "refuse": "arranging",
    "merge": "arranging",
    "split": "arranging",
    "move": "arranging",
    "apart": "arranging",
    "rename": "arranging",
    "undo": "deciding",
    "redo": "deciding",
    "log": "deciding",
    "feeds": "feeds",
    "actors": "actors",
    "locate": "care",
}
PATH = click.Path(path_type=Path, readable=False)  # what cannot be read is told by who reads it


@dataclass(frozen=True, slots=True)
class Call:
    """What was given before the command."""

    db: Path | None
    config: Path | None
    debug: bool


def configuration(call: Call) -> Config:
    """The configuration, or an empty one where none was made yet; a wrong one is an error."""
    from briefing.config import Config, config_path, load

    path = config_path(call.config)
    return load(path) if call.config is not None or path.exists() else Config(path)


class Commands(click.Group):
    """The commands, each imported when it is needed: starting must stay cheap."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Every command, in the order of the table."""
        return list(FAMILIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """One command, or None for an unknown name."""
        if cmd_name not in FAMILIES:
            return None
        family = importlib.import_module(f"briefing.cli.{FAMILIES[cmd_name]}")
        command: click.Command = getattr(family, f"{cmd_name}_command")
        return command


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 fine; 1 some inputs or feeds failed; 2 wrong usage or configuration; "
    "3 nothing could be done; 4 the store cannot serve.",
)
@click.option("--db", type=PATH, metavar="FILE", help="The store (BRIEFING_DB; by default in the XDG data folder).")
@click.option("--config", type=PATH, metavar="FILE", help="feeds.toml (BRIEFING_CONFIG; else in the XDG folder).")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(__version__, "--version", prog_name="briefing")
@click.pass_context
def cli(ctx: click.Context, db: Path | None, config: Path | None, debug: bool) -> None:
    """Who accused whom of which cyber operation, in which words, and what the accused answered.

    Without a command the terminal app opens; where stdout is no terminal, the plain digest is printed.
    """
    ctx.obj = Call(db, config, debug)
    if ctx.invoked_subcommand is None:
        from briefing.cli import screen

        screen.open_app(ctx.obj)


def main() -> None:
    """Run the command line; every expected error is one plain sentence on stderr and the exit code it deserves."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code."""
    debug = "--debug" in arguments
    try:
        result: Any = cli.main(args=arguments, prog_name="briefing", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        return 130
    except click.ClickException as error:
        click.echo(f"briefing: {error.format_message()}", err=True)
        return error.exit_code
    except BriefingError as error:
        if debug:
            raise
        click.echo(f"briefing: {error}", err=True)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except SystemExit:
        return 0  # so click ends when the reader of our output has gone, as in `briefing statements | head`
    except OSError as error:
        if debug:
            raise
        click.echo(f"briefing: the output could not be written: {error.strerror or error}.", err=True)
        return 3
    except Exception as error:
        if debug:
            raise
        click.echo(f"briefing: a fault of the program: {type(error).__name__}: {error} (--debug shows where)", err=True)
        return 1
