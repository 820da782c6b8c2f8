"""A group's commissioning plan of a year, as it is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from daccom.calendar import FinancialYear

if TYPE_CHECKING:
    from practices.models import User


class CommissioningPlanQuerySet(models.QuerySet["CommissioningPlan"]):
    def visible_to(self, user: User) -> CommissioningPlanQuerySet:
        """Drafts inside group and PCT; signed plans for every practice of the group."""
        signed = Q(status=CommissioningPlan.Status.SIGNED, group__in=user.access.group_ids)
        inside = Q(group__in=user.access.own_group_ids) | Q(group__pct__in=user.access.pct_ids)
        return self.filter(signed | inside)


class CommissioningPlan(models.Model):
    """The plan of one group for one year: draft, for signature, signed. `edition` counts the changes."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        SIGNING = "signing", "For signature"
        SIGNED = "signed", "Signed"

    group = models.ForeignKey("practices.CommissioningGroup", on_delete=models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    edition = models.PositiveIntegerField(default=0)

    objects = CommissioningPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["group", "year"], name="one_plan_per_group_year"),
            models.CheckConstraint(condition=Q(year__gte=2004, year__lte=2100), name="plan_year_is_possible"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "signing", "signed"]), name="plan_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} commissioning plan {FinancialYear(self.year)}"


class Live(models.TextChoices):
    """What a section draws from the database."""

    NONE = "", "Text only"
    PRACTICES = "practices", "Practices"
    EXECUTIVE = "executive", "Executive"
    PRIORITIES_NATIONAL = "priorities_national", "List of national and regional priorities"
    PRIORITIES_LOCAL = "priorities_local", "List of local priorities"
    APPENDIX_NATIONAL = "appendix_national", "National and regional priorities, row by row"
    APPENDIX_LOCAL = "appendix_local", "Local priorities, row by row"
    REVIEW = "review", "Review of last year"
    MILESTONES = "milestones", "Milestones"
    BUDGET = "budget", "Indicative budget"
    SAVINGS = "savings", "Savings"


class PlanSection(models.Model):
    """A section: Markdown text, or figures drawn from the database (`live` names which)."""

    class CompletedBy(models.TextChoices):
        GROUP = "group", "DacCom"
        PCT = "pct", "PCT"
        BOTH = "both", "DacCom and PCT"

    Live = Live

    plan = models.ForeignKey(CommissioningPlan, on_delete=models.PROTECT, related_name="sections")
    order = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=6, blank=True, help_text="As printed: 7, 7.1 or A1.")
    heading = models.CharField(max_length=120)
    body = models.TextField(blank=True, help_text="Markdown.")
    live = models.CharField(max_length=20, choices=Live, blank=True, default=Live.NONE)
    completed_by = models.CharField(max_length=5, choices=CompletedBy, default=CompletedBy.GROUP)
    edition = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "order"], name="one_section_per_plan_order"),
            models.CheckConstraint(
                condition=Q(completed_by__in=["group", "pct", "both"]), name="section_completed_by_is_known"
            ),
            models.CheckConstraint(condition=Q(live__in=Live.values), name="section_live_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}".strip()

    @property
    def is_complete(self) -> bool:
        """There is a text, or the figures speak for themselves."""
        return bool(self.live or self.body.strip())
