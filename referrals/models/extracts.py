"""HIDAS extracts: the file as it came, the provider's months it holds, and the rows it could not give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from daccom.calendar import Month

if TYPE_CHECKING:
    from practices.models import User


class ExtractQuerySet(models.QuerySet["Extract"]):
    def visible_to(self, user: User) -> ExtractQuerySet:
        """Those that the person's own PCT received."""
        return self.filter(pct__in=user.access.pct_ids)


class Extract(models.Model):
    """One uploaded file. `sha256` is the fingerprint of its bytes as they came.

    Received → checking → checked (it has something to decide) → loaded, or rejected. `problem` says in words
    why the file as a whole cannot be read. Rows are counted without the header.
    """

    class Status(models.TextChoices):
        RECEIVED = "received", "Received"
        CHECKING = "checking", "Being checked"
        CHECKED = "checked", "Waiting for a decision"
        LOADED = "loaded", "Loaded"
        REJECTED = "rejected", "Rejected"

    pct = models.ForeignKey("practices.PCT", on_delete=models.PROTECT, related_name="extracts")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    mapping = models.ForeignKey("referrals.ColumnMapping", null=True, on_delete=models.PROTECT)
    status = models.CharField(max_length=10, choices=Status, default=Status.RECEIVED)
    rows_read = models.PositiveIntegerField(default=0)
    rows_good = models.PositiveIntegerField(default=0)
    rows_bad = models.PositiveIntegerField(default=0)
    rows_under_way = models.PositiveIntegerField(
        default=0, help_text="Stays that are not finished: they come with the month of discharge."
    )
    unknown_columns = models.JSONField(default=list)
    new_codes = models.JSONField(
        default=dict, help_text="Codes that were not known: kind to a list of codes."
    )
    problem = models.TextField(blank=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(
        "practices.User", null=True, on_delete=models.PROTECT, related_name="+", help_text="None: the system."
    )
    checked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        "practices.User", null=True, on_delete=models.PROTECT, related_name="+", help_text="None: the system."
    )
    reject_reason = models.TextField(blank=True)
    is_simulated = models.BooleanField(default=False)

    objects = ExtractQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pct", "sha256"],
                condition=Q(status__in=["received", "checking", "checked"]),
                name="one_open_extract_per_file",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["received", "checking", "checked", "loaded", "rejected"]),
                name="extract_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(rows_read=F("rows_good") + F("rows_bad") + F("rows_under_way")),
                name="extract_accounts_for_every_row",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["loaded", "rejected"], ended_at__isnull=False)
                | Q(status__in=["received", "checking", "checked"], ended_at=None, ended_by=None),
                name="extract_ended_at_when_ended",
            ),
            models.CheckConstraint(
                condition=~Q(status="rejected") | ~Q(problem="") | ~Q(reject_reason=""),
                name="extract_rejection_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_open(self) -> bool:
        return self.status in (self.Status.RECEIVED, self.Status.CHECKING, self.Status.CHECKED)


class ColumnMapping(models.Model):
    """How another layout names our columns; `columns` is our name to theirs."""

    pct = models.ForeignKey("practices.PCT", on_delete=models.PROTECT, related_name="mappings")
    name = models.CharField(max_length=60)
    columns = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["pct", "name"], name="one_mapping_per_name")]

    def __str__(self) -> str:
        return self.name


class RowErrorQuerySet(models.QuerySet["RowError"]):
    def visible_to(self, user: User) -> RowErrorQuerySet:
        """Those of the files of one's own PCT. A value may be a patient's."""
        return self.filter(extract__pct__in=user.access.pct_ids)


class RowError(models.Model):
    """One value of one row that its column does not take. `line` counts from 1, the header's."""

    extract = models.ForeignKey(Extract, on_delete=models.PROTECT, related_name="errors", db_index=False)
    rule = models.CharField(max_length=40)
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=40)
    value = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=200)

    objects = RowErrorQuerySet.as_manager()

    class Meta:
        ordering = ["rule", "line", "column"]
        indexes = [models.Index(fields=["extract", "rule", "line"], name="row_error_by_rule_and_line")]

    def __str__(self) -> str:
        return f"line {self.line}, {self.column}: {self.reason}"


class LoadQuerySet(models.QuerySet["Load"]):
    def visible_to(self, user: User) -> LoadQuerySet:
        """Those of one's own PCT."""
        return self.filter(pct__in=user.access.pct_ids)

    def current(self) -> LoadQuerySet:
        """The versions that count."""
        return self.filter(status=Load.Status.CURRENT)


class Load(models.Model):
    """One version of one provider's month, as one extract gave it.

    Staged rows count nowhere. Becoming current gives the next `version` and supersedes the one before, in
    one transaction. `settles_in` is the month by whose reconciliation dates its charges are settled: its own,
    or, when it came after these had passed, the month whose extracts were due when it came. `total_cost` is
    in pounds, credits subtracted. `identifiers_removed_on`: see retention.
    """

    class Status(models.TextChoices):
        STAGED = "staged", "Not loaded yet"
        CURRENT = "current", "Current"
        SUPERSEDED = "superseded", "Replaced"

    extract = models.ForeignKey(Extract, on_delete=models.PROTECT, related_name="loads")
    pct = models.ForeignKey("practices.PCT", on_delete=models.PROTECT, related_name="loads")
    provider = models.ForeignKey("referrals.Provider", on_delete=models.PROTECT, related_name="loads")
    month = models.DateField()
    status = models.CharField(max_length=10, choices=Status, default=Status.STAGED)
    version = models.PositiveIntegerField(null=True)
    rows = models.PositiveIntegerField(default=0)
    total_cost = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    settles_in = models.DateField()
    loaded_at = models.DateTimeField(null=True)
    identifiers_removed_on = models.DateField(null=True)

    objects = LoadQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "provider", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["pct", "provider", "month"],
                condition=Q(status="current"),
                name="one_current_load_per_provider_month",
            ),
            models.UniqueConstraint(
                fields=["pct", "provider", "month", "version"], name="one_load_per_version"
            ),
            models.UniqueConstraint(
                fields=["extract", "provider", "month"], name="one_load_per_extract_provider_month"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="load_month_is_a_first"),
            models.CheckConstraint(
                condition=Q(settles_in__day=1, settles_in__gte=F("month")),
                name="load_settles_in_its_month_or_later",
            ),
            models.CheckConstraint(
                condition=Q(status="staged", version=None, loaded_at=None)
                | Q(status__in=["current", "superseded"], version__gte=1, loaded_at__isnull=False),
                name="load_status_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider}, {Month(self.month)}, version {self.version or 'not loaded'}"
