"""What the import commands share: their arguments and what they say at the end."""

from collections.abc import Callable

from django.core.management.base import BaseCommand, CommandError, CommandParser

from daccom.errors import Refused
from practices.models import User
from practices.services.runs import Outcome


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("file", help="the CSV file as it is published")
    parser.add_argument("--by", metavar="EMAIL", help="whose import this is; else the system's")


def who(email: str | None) -> User | None:
    """The account with that e-mail address; None when no address is given. Raises CommandError."""
    if not email:
        return None
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise CommandError(f"There is no account {email}. Nothing was stored.")
    return user


def tell(command: BaseCommand, noun: str, work: Callable[[], Outcome]) -> None:
    """Do the work; name rows left out on stderr, sum up on stdout. Raises CommandError when refused."""
    try:
        outcome = work()
    except Refused as refused:
        raise CommandError(str(refused)) from None
    for rejection in outcome.rejections:
        command.stderr.write(f"Left out: {rejection}")
    counts = ", ".join(f"{count:,} {name}" for name, count in outcome.counts.items())
    command.stdout.write(f"Rows of {noun}: {counts}.")
