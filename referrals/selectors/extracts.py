"""Questions that the pages about HIDAS extracts ask: the list, one file's report, its errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Min, QuerySet

from daccom.models import Job
from practices.models import PCT, Role, User
from referrals.models import Extract, RowError
from referrals.rules.extracts import can_load_extracts
from referrals.selectors.load_versions import version_before
from referrals.selectors.loads import CHECK_JOB, LOAD_JOB, Replacement, latest_job, replacements


def extracts_of(user: User) -> QuerySet[Extract]:
    """The files that the person's own PCT received, newest first, with `months`, how many loads they have."""
    visible = Extract.objects.visible_to(user).select_related("received_by", "pct")
    return visible.annotate(months=Count("loads")).order_by("-received_at", "-pk")


def waiting_for(user: User) -> list[Extract]:
    """The checked files that this person may load or reject, the oldest first."""
    pcts = [pct for role, pct in user.access.roles if role == Role.PCT_INFORMATION and pct is not None]
    checked = Extract.objects.filter(pct__in=pcts, status=Extract.Status.CHECKED)
    return list(checked.order_by("received_at", "pk"))


def pcts_to_load_for(user: User) -> list[PCT]:
    """The PCTs for which this person may upload."""
    own = PCT.objects.filter(pk__in=user.access.pct_ids).order_by("name")
    return [pct for pct in own if can_load_extracts(user, pct)]


def worked_on(extracts: Iterable[Extract]) -> set[int]:
    """The ids of those that a worker has or will take; one query."""
    keys = [str(extract.pk) for extract in extracts]
    jobs = Job.objects.filter(
        kind__in=(CHECK_JOB, LOAD_JOB), key__in=keys, status__in=(Job.Status.QUEUED, Job.Status.RUNNING)
    )
    return {int(key) for key in jobs.values_list("key", flat=True)}


@dataclass(frozen=True)
class ErrorRule:
    """How often a file broke one rule, in how many rows, and the first time."""

    rule: str
    errors: int
    rows: int
    example: RowError


def errors_by_rule(extract: Extract) -> list[ErrorRule]:
    """The rules that the file's rows broke, the most frequent first; two queries."""
    counted = (
        RowError.objects.filter(extract=extract)
        .values("rule")
        .annotate(errors=Count("pk"), rows=Count("line", distinct=True), first=Min("pk"))
        .order_by("-errors", "rule")
    )
    found = list(counted)
    examples = RowError.objects.in_bulk([row["first"] for row in found])
    return [ErrorRule(row["rule"], row["errors"], row["rows"], examples[row["first"]]) for row in found]


def errors_in_order(extract: Extract, rule: str = "") -> QuerySet[RowError]:
    """The errors of a file by line, of one rule if asked."""
    errors = RowError.objects.filter(extract=extract).order_by("line", "pk")
    return errors.filter(rule=rule) if rule else errors


def error_lines(extract: Extract) -> Iterator[tuple[int, str, str, str, str]]:
    """Line, column, value, what is wrong and the rule of each error that the report keeps."""
    errors = errors_in_order(extract).values_list("line", "column", "value", "reason", "rule")
    return errors.iterator(chunk_size=2_000)


@dataclass(frozen=True)
class Report:
    """What a page tells about one file.

    `job` is the last one that worked on it. `held` are its months of providers beside what they replace, as
    long as it is not loaded; afterwards its loads are `held` and each `current` is the version before.
    """

    extract: Extract
    job: Job | None
    held: list[Replacement]
    rules: list[ErrorRule]

    @property
    def is_worked_on(self) -> bool:
        return self.job is not None and self.job.is_open

    @property
    def has_failed(self) -> bool:
        """Whether the file is unfinished and nobody works on it."""
        return self.extract.status in UNFINISHED and not self.is_worked_on

    @property
    def failure(self) -> str:
        """Why the last job ended, in words."""
        return self.job.message if self.job else "No worker has begun."

    @property
    def waits(self) -> bool:
        """Whether a person must decide: about its bad rows and new codes, or what its columns are."""
        return self.extract.status == Extract.Status.CHECKED and not self.is_worked_on

    @property
    def needs_mapping(self) -> bool:
        return self.waits and bool(self.extract.problem)

    @property
    def errors(self) -> int:
        """How many errors the report keeps: not all, where there are very many."""
        return sum(rule.errors for rule in self.rules)

    @property
    def leaves_errors_out(self) -> bool:
        """Whether more rows are bad than the report has errors for."""
        return self.extract.rows_bad > self.errors

    @property
    def total_cost(self) -> Decimal:
        """Pounds of all rows that can be loaded, credits subtracted."""
        return sum((held.load.total_cost for held in self.held), Decimal(0))

    @property
    def new_codes(self) -> list[tuple[str, list[str]]]:
        """Kinds of codes that we did not know, with the codes."""
        return [(kind, codes) for kind, codes in sorted(self.extract.new_codes.items()) if codes]


UNFINISHED = (Extract.Status.RECEIVED, Extract.Status.CHECKING)


def report_of(extract: Extract) -> Report:
    """The report of one file; seven queries."""
    held = replacements(extract)
    if extract.status == Extract.Status.LOADED:
        before = version_before([row.load for row in held])
        held = [Replacement(row.load, before.get(row.load.pk)) for row in held]
    return Report(extract, latest_job(extract), held, errors_by_rule(extract))
