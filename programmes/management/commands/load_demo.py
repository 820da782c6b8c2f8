"""`manage.py load_demo`: fill an empty database with the demonstration, once."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from practices.demo.accounts import describe_accounts
from practices.demo.facts import data_version
from practices.demo.story import BUSINESS_DATE
from programmes.demo.marker import CannotLoad, loaded_version


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Fill an empty database with the Dacorum demonstration. What is loaded already stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--answers", type=Path, help="Also write the list of planted errors to this file."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.TODAY:
            raise CommandError(
                f"The demonstration stands still on one day. Set TODAY={BUSINESS_DATE} and try again."
            )
        try:
            there = loaded_version()
            if there is None:
                self._load(options["answers"])
            elif there != data_version():
                self.stdout.write(
                    "This database keeps an earlier version of the demonstration. "
                    "For the present one start with an empty database.\n"
                )
        except CannotLoad as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(describe_accounts())

    def _load(self, answers_file: Path | None) -> None:
        """Progress goes to stderr, so that stdout holds the accounts alone."""
        # These bring in numpy and the PDF parts: over a second that a loaded database need not wait.
        from programmes.demo.load import load_demonstration
        from referrals.demo.planted import answers

        began = time.monotonic()
        planted = load_demonstration(say=lambda line: self.stderr.write(line, self._plain))
        self.stderr.write(f"  Loaded in {time.monotonic() - began:.1f} s", self._plain)
        if answers_file:
            text = json.dumps(answers(planted), indent=1, ensure_ascii=False)
            answers_file.write_text(text + "\n", encoding="utf-8")

    @staticmethod
    def _plain(text: str) -> str:
        """Progress is no error, so it is not printed in red."""
        return text
