"""The command line: one module per command, loaded only when its command is called."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping

import click

import khural
from khural.messages import KhuralError

# Command -> "module:function" of a click command. The help text stands here so that listing the commands loads none.
COMMANDS: dict[str, tuple[str, str]] = {
    "backup": ("khural.cli.backup:command", "Write everything but ballots of closed rounds to one sealed file."),
    "claims": ("khural.cli.claims:command", "The article's 55 claims: then, now, evidence for and against, computed."),
    "commonground": ("khural.cli.commonground:command", "What people share in a file of votes, by declared party."),
    "data": ("khural.cli.data:command", "Your own sources: add, build, list, verify, fetch."),
    "demo": ("khural.cli.demo:command", "The example case on this machine, to try each role."),
    "doctor": ("khural.cli.doctor:command", "Check an installation; print the mediator's risk sheet."),
    "find": ("khural.cli.find:command", "Who can mediate between these states, and why."),
    "forget": ("khural.cli.forget:command", "Erase somebody's name from accounts and the staff record."),
    "import": ("khural.cli.imports:command", "Bring in what others have published: conversations of Polis."),
    "init": ("khural.cli.init:command", "Make a real installation with its first staff account."),
    "measure": ("khural.cli.measure:command", "What two states say and do to each other, and what cannot be told."),
    "move": ("khural.cli.move:command", "Move the main database from SQLite to PostgreSQL."),
    "restore": ("khural.cli.restore:command", "Make an installation from a backup."),
    "serve": ("khural.cli.serve:command", "Serve a real installation."),
    "staff": ("khural.cli.staff:command", "Let somebody in again who has lost the second factor."),
    "worker": ("khural.cli.worker:command", "Compute what open consultations show, beside several web processes."),
}

# Refusals that concern where a result goes, not what was given.
NOT_DONE = frozenset({"files.not_writable"})


class LazyGroup(click.Group):
    """A group that imports the module of a command when the command is called."""

    def __init__(self, commands: Mapping[str, tuple[str, str]], help: str) -> None:  # noqa: A002 - click's own name
        super().__init__(name="khural", help=help)
        self.lazy = commands

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        return sorted(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        if cmd_name not in self.lazy:
            return None
        module, function = self.lazy[cmd_name][0].split(":")
        found = getattr(importlib.import_module(module), function)
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.lazy[name][1]) for name in self.list_commands(ctx)])


group = click.version_option(khural.__version__, prog_name="khural")(
    LazyGroup(COMMANDS, help="Khural: find who can mediate, hold the dialogue, measure what it changed.")
)


def main() -> None:
    """Run the command line. Exit code 0: done; 1: could not be done; 2: what was given is refused."""
    try:
        group.main(standalone_mode=True)
    except KhuralError as error:
        click.echo(f"khural: {error}", err=True)
        sys.exit(1 if error.message.code in NOT_DONE else 2)


__all__ = ["COMMANDS", "LazyGroup", "main"]
