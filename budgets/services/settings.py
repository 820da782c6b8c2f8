"""Setting a year's indicative budgets: start the worksheet, save its draft, publish it once and for all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from budgets.models import BudgetSetting, HistoricAmount, IndicativeBudget, PracticeWeight, Reserve
from budgets.selectors import setting_start
from budgets.selectors.setting_start import Basis, ListWeight, basis_words
from budgets.selectors.sheets import Sheet, sheet
from budgets.workflow import PUBLISH, SAVE
from budgets.worksheet import Sort
from daccom import calendar
from daccom.audit import record
from daccom.calendar import FinancialYear
from daccom.errors import Refused
from daccom.formats import money, percent
from daccom.workflow import Transition, move
from practices.models import CommissioningGroup, User


@dataclass(frozen=True)
class NewTerms:
    """What is decided for the whole group: pounds, and percentages from 0 to 100."""

    total: Decimal
    contingency: Decimal
    risk_pool: Decimal
    uplift_low: Decimal
    uplift_high: Decimal
    uplift: Decimal
    pace_of_change: Decimal


class SettingMovedOn(Refused):
    """Somebody saved or published the worksheet since it was opened; `setting` is what is stored now."""

    def __init__(self, setting: BudgetSetting) -> None:
        self.setting = setting
        what = "published" if setting.status == BudgetSetting.Status.PUBLISHED else "saved"
        super().__init__(
            "setting.changed",
            f"The worksheet was {what} after you opened it.",
            "Nothing of yours was stored: compare, and save again if it still holds.",
        )


@transaction.atomic
def start_setting(
    *, group: CommissioningGroup, year: FinancialYear, basis: Basis, terms: NewTerms, by: User, today: dt.date
) -> BudgetSetting:
    """Begin the worksheet of a group and year, with last year's amounts and the lists of today.

    Raises Refused: setting.exists, setting.no-history, setting.no-practices, and what `save_terms` raises.
    """
    CommissioningGroup.objects.select_for_update().get(pk=group.pk)  # of two clicks the second is told
    if BudgetSetting.objects.filter(group=group, year=year.start_year).exists():
        raise Refused("setting.exists", f"The worksheet of {year} was started already.", "Open it again.")
    _require_sense(terms)
    practices = setting_start.members_of(group, year)
    if not practices:
        raise Refused("setting.no-practices", f"No practice belongs to {group} on 1 April {year.start_year}.")
    amounts = setting_start.history(group, year, basis)
    if not any(amount > 0 for amount in amounts.values()):
        raise Refused(
            "setting.no-history",
            f"There is nothing to start from: no budget or spend of {year.previous()} is known.",
            "Pick the other basis, or post last year’s spend first.",
        )
    made = BudgetSetting.objects.create(
        group=group,
        year=year.start_year,
        basis=basis_words(basis, year),
        saved_at=calendar.now(),
        saved_by=by,
        **asdict(terms),
    )
    HistoricAmount.objects.bulk_create(
        HistoricAmount(setting=made, practice_id=practice, category_id=category, amount=amount)
        for (practice, category), amount in amounts.items()
    )
    PracticeWeight.objects.bulk_create(
        PracticeWeight(setting=made, **vars(weight))
        for weight in setting_start.list_weights(practices, today)
    )
    record(by=by, verb="budget-setting.started", target=made, after={**asdict(terms), "basis": made.basis})
    return made


@transaction.atomic
def save_terms(*, setting: BudgetSetting, edition: int, terms: NewTerms, by: User) -> None:
    """Replace what was decided for the whole group, if the draft is still as it was at `edition`.

    Raises SettingMovedOn, and Refused: setting.uplift-out-of-range, setting.reserves-over-total.
    """
    _require_sense(terms)
    before = {name: getattr(setting, name) for name in asdict(terms)}
    _save(setting, edition, SAVE, by, **asdict(terms))
    record(by=by, verb="budget-setting.saved", target=setting, before=before, after=asdict(terms))


@transaction.atomic
def save_weights(*, setting: BudgetSetting, edition: int, weights: Mapping[int, ListWeight], by: User) -> int:
    """Replace lists and weights by the id of their row; how many changed. Raises SettingMovedOn."""
    changed = [
        row
        for row in setting.weights.select_related("practice").filter(pk__in=weights)
        if _differs(row, weights[row.pk])
    ]
    _save(setting, edition, SAVE, by)
    for row in changed:
        new = weights[row.pk]
        before = _as_text(row)
        row.patients, row.counted_on = new.patients, new.counted_on
        row.weight, row.source = new.weight, new.source
        row.save(update_fields=["patients", "counted_on", "weight", "source"])
        record(
            by=by,
            verb="budget-setting.weight-saved",
            target=setting,
            before={row.practice.ods_code: before},
            after={row.practice.ods_code: _as_text(row)},
        )
    return len(changed)


@transaction.atomic
def publish(*, setting: BudgetSetting, edition: int, by: User) -> Sheet:
    """Write every practice's budget and the reserves, as the worksheet says at `edition`. Cannot be undone.

    Raises SettingMovedOn, and Refused: setting.already-budgets.
    """
    now = calendar.now()
    _save(setting, edition, PUBLISH, by, published_at=now, published_by=by)
    setting.refresh_from_db()
    found = sheet(setting)
    try:
        with transaction.atomic():
            IndicativeBudget.objects.bulk_create(_budgets(found))
    except IntegrityError:
        raise Refused(
            "setting.already-budgets",
            f"A practice has budgets for {FinancialYear(setting.year)} already.",
            "They cannot be set twice: change them by variations.",
        ) from None
    Reserve.objects.bulk_create(
        Reserve(group=setting.group, year=setting.year, kind=kind, amount=amount)
        for kind, amount in (
            (Reserve.Kind.CONTINGENCY, setting.contingency),
            (Reserve.Kind.RISK_POOL, setting.risk_pool),
        )
    )
    record(
        by=by,
        verb="budget-setting.published",
        target=setting,
        before={"status": BudgetSetting.Status.DRAFT},
        after={"status": BudgetSetting.Status.PUBLISHED, "total": setting.total, "budgets": found.budget},
    )
    return found


def _budgets(found: Sheet) -> list[IndicativeBudget]:
    """A row for every line, of nought too; none for a practice of which nothing is known."""
    return [
        IndicativeBudget(
            practice_id=row.weight.practice_id,
            category_id=category,
            year=found.setting.year,
            amount=amount,
            is_simulated=found.setting.is_simulated,
        )
        for row in found.rows
        if row.step.sort is not Sort.NOTHING_KNOWN
        for category, amount in row.step.by_category.items()
    ]


def _save(setting: BudgetSetting, edition: int, step: Transition, by: User, **fields: object) -> None:
    rows: QuerySet[BudgetSetting] = BudgetSetting.objects.filter(pk=setting.pk)
    stamped = {"edition": F("edition") + 1, "saved_at": calendar.now(), "saved_by": by}
    if not move(rows.filter(edition=edition), step, **stamped, **fields):
        raise SettingMovedOn(rows.select_related("group", "saved_by", "published_by").get())


def _require_sense(terms: NewTerms) -> None:
    """The uplift lies in its range, and the reserves leave something that is not negative."""
    low, high = terms.uplift_low, terms.uplift_high
    if not low <= terms.uplift <= high:
        raise Refused(
            "setting.uplift-out-of-range",
            f"The uplift of {percent(terms.uplift, 2)} is outside the stated range of "
            f"{percent(low, 2)} to {percent(high, 2)}.",
        )
    reserves = terms.contingency + terms.risk_pool
    if reserves > terms.total:
        raise Refused(
            "setting.reserves-over-total",
            f"Contingency and risk pool are {money(reserves)}, more than the total of {money(terms.total)}.",
        )


def _differs(row: PracticeWeight, new: ListWeight) -> bool:
    return (row.patients, row.counted_on, row.weight, row.source) != (
        new.patients,
        new.counted_on,
        new.weight,
        new.source,
    )


def _as_text(row: PracticeWeight) -> str:
    return f"{row.patients} × {row.weight} ({row.source})"
