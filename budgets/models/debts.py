"""What a year leaves behind: an overspend to repay, and money freed up to spend again. Pounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from budgets.models.settings import of_named_groups
from daccom.calendar import FinancialYear
from practices.scope import readable_years

if TYPE_CHECKING:
    from practices.models import User


class DebtQuerySet(models.QuerySet["Debt"]):
    def visible_to(self, user: User) -> DebtQuerySet:
        return self.filter(of_named_groups(user))


class Debt(models.Model):
    """An overspend of a group in `year`, carried and repaid by a schedule; `source` says who said so."""

    group = models.ForeignKey("practices.CommissioningGroup", on_delete=models.PROTECT, related_name="debts")
    year = models.PositiveSmallIntegerField(help_text="The financial year in which it was incurred.")
    amount = models.DecimalField(max_digits=13, decimal_places=2)
    source = models.CharField(max_length=300)
    edition = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")
    is_simulated = models.BooleanField(default=False)

    objects = DebtQuerySet.as_manager()

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["group", "year"], name="one_debt_per_group_year"),
            models.CheckConstraint(condition=Q(year__gte=2004, year__lte=2100), name="debt_year_is_possible"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="debt_amount_is_positive"),
        ]

    def __str__(self) -> str:
        return f"Overspend of {FinancialYear(self.year)}"


class Repayment(models.Model):
    """What of a debt is repaid in one financial year; the repayments of a debt come to its amount."""

    debt = models.ForeignKey(Debt, on_delete=models.PROTECT, related_name="repayments")
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=13, decimal_places=2)

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["debt", "year"], name="one_repayment_per_debt_year"),
            models.CheckConstraint(
                condition=Q(year__gte=2004, year__lte=2110), name="repayment_year_is_possible"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="repayment_amount_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{FinancialYear(self.year)}: {self.amount}"


class ReinvestmentProposalQuerySet(models.QuerySet["ReinvestmentProposal"]):
    def visible_to(self, user: User) -> ReinvestmentProposalQuerySet:
        """Own practice's; those of the groups one reads by name, the group's own among them."""
        return self.filter(of_named_groups(user) | (Q(practice__isnull=False) & readable_years(user, "year")))


class ReinvestmentProposal(models.Model):
    """What freed-up money of `year` is to be spent on: draft → proposed → approved → spent; or declined.

    `practice` None: from the group's share, else from that practice's. `edition` counts the saves.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PROPOSED = "proposed", "Waiting for a decision"
        APPROVED = "approved", "Approved"
        DECLINED = "declined", "Declined"
        SPENT = "spent", "Spent"

    group = models.ForeignKey(
        "practices.CommissioningGroup", on_delete=models.PROTECT, related_name="reinvestments"
    )
    practice = models.ForeignKey(
        "practices.Practice", null=True, on_delete=models.PROTECT, related_name="reinvestments"
    )
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    benefit = models.TextField(max_length=2000, help_text="What patients get from it.")
    amount = models.DecimalField(max_digits=13, decimal_places=2)
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    edition = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("practices.User", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("practices.User", null=True, on_delete=models.PROTECT, related_name="+")
    decision_words = models.TextField(max_length=1000, blank=True)
    spent_at = models.DateTimeField(null=True)
    spent_by = models.ForeignKey("practices.User", null=True, on_delete=models.PROTECT, related_name="+")
    spent_amount = models.DecimalField(max_digits=13, decimal_places=2, null=True)
    is_simulated = models.BooleanField(default=False)

    objects = ReinvestmentProposalQuerySet.as_manager()

    class Meta:
        ordering = ["year", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=2004, year__lte=2100), name="reinvestment_year_is_possible"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="reinvestment_amount_is_positive"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "proposed"], decided_at=None, decided_by=None)
                | Q(
                    status__in=["approved", "declined", "spent"],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="reinvestment_decided_at_needs_by",
            ),
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(decision_words=""), name="reinvestment_declined_says_why"
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["draft", "proposed", "approved", "declined"],
                    spent_at=None,
                    spent_by=None,
                    spent_amount=None,
                )
                | Q(
                    status="spent",
                    spent_at__isnull=False,
                    spent_by__isnull=False,
                    spent_amount__gte=0,
                    spent_amount__lte=F("amount"),
                ),
                name="reinvestment_spent_at_needs_by",
            ),
        ]

    def __str__(self) -> str:
        return self.title
