"""manage.py import_hidas FILE: check a HIDAS extract and load it, here and now, without a worker."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from daccom import jobs
from daccom.errors import Refused
from practices.management.telling import who
from practices.models import PCT, User
from referrals.models import ColumnMapping, Extract
from referrals.selectors.loads import latest_job, open_twin
from referrals.services.extracts import load_extract, receive_extract


class Command(BaseCommand):
    help = "Checks a HIDAS extract and loads it when nothing is wrong. A second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the extract: CSV, gzipped CSV or XLSX")
        parser.add_argument("--pct", metavar="CODE", help="whose extract; needed when there are several PCTs")
        parser.add_argument("--by", metavar="EMAIL", help="whose import this is; else the system's")
        parser.add_argument("--mapping", metavar="NAME", help="a saved mapping for another layout")
        parser.add_argument(
            "--accept-without-bad-rows", action="store_true", help="load the good rows when others are bad"
        )

    def handle(self, **options: Any) -> None:
        by = who(options["by"])
        try:
            pct = _pct(options["pct"])
            accepts = options["accept_without_bad_rows"]
            waiting = _waiting(pct, options["file"]) if accepts else None
            extract = waiting or _checked(pct, by, options)
            if accepts and extract.status == Extract.Status.CHECKED and not extract.problem:
                _load(extract, by)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from None
        self._tell(extract)

    def _tell(self, extract: Extract) -> None:
        for error in extract.errors.order_by("line", "pk").iterator():
            self.stderr.write(f"Bad row: {error}")
        summary = f"{extract.rows_read:,} rows read, {extract.rows_bad:,} bad"
        if extract.rows_under_way:
            summary += f", {extract.rows_under_way:,} of stays under way left out"
        if extract.status == Extract.Status.LOADED:
            months = extract.loads.count()
            self.stdout.write(f"Loaded: {summary}, {extract.rows_good:,} in {months:,} provider months.")
        elif extract.problem:
            raise CommandError(f"{extract.get_status_display()}: {extract.problem}")
        else:
            codes = [code for codes in extract.new_codes.values() for code in codes]
            unknown = f", unknown codes {', '.join(codes)}" if codes else ""
            raise CommandError(f"Not loaded: {summary}{unknown}. Decide with --accept-without-bad-rows.")


def _waiting(pct: PCT, path: str) -> Extract | None:
    """The same file, which an earlier run has checked and left for a decision."""
    with open(path, "rb") as file:
        twin = open_twin(pct=pct, sha256=hashlib.file_digest(file, "sha256").hexdigest())
    return twin if twin and twin.status == Extract.Status.CHECKED else None


def _checked(pct: PCT, by: User | None, options: dict[str, Any]) -> Extract:
    """The file received, and checked in this process."""
    from referrals.services.checking import check_extract

    path, mapping = options["file"], _mapping(pct, options["mapping"])
    with open(path, "rb") as file:
        extract = receive_extract(pct=pct, by=by, file=file, file_name=path, mapping=mapping, send=False)
    if job := latest_job(extract):
        jobs.with_job(job.pk, check_extract)
    extract.refresh_from_db()
    return extract


def _load(extract: Extract, by: User | None) -> None:
    from referrals.services.checking import load_checked

    jobs.with_job(load_extract(extract=extract, by=by, send=False).pk, load_checked)
    extract.refresh_from_db()


def _pct(code: str | None) -> PCT:
    found = list(PCT.objects.filter(ods_code=code) if code else PCT.objects.all()[:2])
    if len(found) != 1:
        raise CommandError(f"There is no PCT {code}." if code else "Say whose extract it is with --pct CODE.")
    return found[0]


def _mapping(pct: PCT, name: str | None) -> ColumnMapping | None:
    if not name:
        return None
    found = ColumnMapping.objects.filter(pct=pct, name=name).first()
    if found is None:
        raise CommandError(f"{pct} has no mapping called {name}.")
    return found
