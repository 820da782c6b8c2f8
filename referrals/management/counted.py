"""What the commands that read files of counts share."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.management.base import BaseCommand, CommandError, CommandParser

from daccom.formats import plural
from practices.models import PCT
from referrals.grid_files import Problem


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("file", help="CSV or XLSX, the first row names the columns")
    parser.add_argument("--pct", metavar="CODE", required=True, help="whose counts these are")
    parser.add_argument("--by", metavar="EMAIL", help="whose import this is; else the system's")


def pct_of(code: str) -> PCT:
    """Raises CommandError when there is none of that code."""
    pct = PCT.objects.filter(ods_code=code.upper()).first()
    if pct is None:
        raise CommandError(f"There is no PCT {code}. Nothing was stored.")
    return pct


def refuse_problems(command: BaseCommand, problems: Sequence[Problem]) -> None:
    """Names every problem on stderr, then raises CommandError; without problems it does nothing."""
    for problem in problems:
        value = f" “{problem.value}”" if problem.value else ""
        command.stderr.write(f"Row {problem.row}, {problem.column}{value}: {problem.rule}")
    if problems:
        raise CommandError(f"{plural(len(problems), 'value')} cannot be taken. Nothing was stored.")
