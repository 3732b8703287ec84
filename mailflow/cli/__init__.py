"""The lead's hand: one file a group of commands. Exit codes: 0 done, 1 the work failed, 2 wrong usage or settings.

Each command is imported only when it is called, so that ``--help`` is quick. What does not live here: any rule.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import click

COMMANDS = {
    "work": "the worker: receive, do what is due, deliver",
    "check": "settings, templates, database, sign-in and folders",
    "explain": "what a mail is understood as, and what would be done",
    "champions": "the register of champions",
    "organisations": "the register of organisations",
    "chats": "Champion Chats: draw, show, history",
    "meetings": "meetings: plan, show, change, cancel, breakout groups, attendance, talks",
    "updates": "updates: list, approve",
    "commitments": "what organisations have committed themselves to",
    "case-studies": "from a proposal to what can be read",
    "publish": "the pages: champions, case studies, progress",
    "report": "the annual review",
    "questions": "what waits for a person",
    "outbox": "what is to leave",
    "backup": "the whole memory in one file",
    "restore": "a backup put back, behind a fence",
    "replay": "read stored mail again by today's rules",
    "account": "every message of the mailbox and its one outcome",
    "register": "the whole register as one workbook, out and back",
    "rehearse": "the months to come, on a calendar; sends nothing",
    "handover": "somebody else leads from a day on",
    "preview": "every template with sample facts",
    "demo": "a small town in which everything happens, fast",
}


class _Street(click.Group):
    """Finds a command by its file's name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which a lead needs them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import it now."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"mailflow.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list for ``--help``, without importing anything."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Street, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    envvar="MAILFLOW_CONFIG",
    default=Path("config/mailflow.toml"),
    show_default=True,
    help="The configuration file.",
)
@click.version_option(package_name="mailflow")
@click.pass_context
def street(ctx: click.Context, config: Path) -> None:
    """Run a network of people wholly by email."""
    ctx.obj = config


def main(arguments: list[str] | None = None) -> None:
    """The command ``mailflow``. Never shows a traceback for what a person can put right."""
    try:
        code = street.main(arguments, standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Abort:
        print("stopped; nothing more was done", file=sys.stderr)
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        from mailflow.cli.faults import sentence  # noqa: PLC0415  only when something is wrong

        code, said = sentence(error)
        if said is None:
            raise
        print(f"mailflow: {said}", file=sys.stderr)
        sys.exit(code)
