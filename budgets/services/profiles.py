"""Setting how a year's budget falls on its months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import F

from budgets.models import Category, SpendProfile
from budgets.models.shapes import MONTH_FIELDS
from budgets.profiles import difference
from daccom.audit import record
from daccom.calendar import FinancialYear
from daccom.errors import Refused
from practices.models import CommissioningGroup, User


@transaction.atomic
def save_profile(
    *,
    group: CommissioningGroup,
    year: FinancialYear,
    category: Category,
    percentages: Sequence[Decimal],
    source: str,
    edition: int,
    by: User,
    now: dt.datetime,
) -> SpendProfile:
    """Set twelve percentages (two places, April first) for a main category; `source` says where from.

    `edition` is that of the profile the person saw, 0 when there was none. Raises Refused when they do not
    come to 100, for a category beneath another, or when somebody else saved in between.
    """
    if difference(percentages):
        raise Refused("profile.not-a-hundred", "The twelve percentages do not come to 100%.")
    if category.parent_id is not None:
        raise Refused("profile.not-a-main-category", f"{category} is beneath another category.")
    fields = dict(zip(MONTH_FIELDS, (int(one * 100) for one in percentages), strict=True))
    said = {**fields, "source": source, "set_at": now, "set_by": by, "is_simulated": False}
    place = {"group": group, "year": year.start_year, "category": category}
    before = SpendProfile.objects.filter(**place).values(*MONTH_FIELDS, "source").first()
    if edition:
        rows = SpendProfile.objects.filter(**place, edition=edition)
        if not rows.update(**said, edition=F("edition") + 1):
            raise _saved_meanwhile()
        profile = SpendProfile.objects.get(**place)
    else:
        profile = _first(place, said)
    record(by=by, verb="profile.saved", target=profile, before=before, after={**fields, "source": source})
    return profile


def _first(place: dict[str, object], said: dict[str, object]) -> SpendProfile:
    try:
        with transaction.atomic():
            return SpendProfile.objects.create(**place, **said)
    except IntegrityError:
        raise _saved_meanwhile() from None


def _saved_meanwhile() -> Refused:
    return Refused(
        "profile.changed",
        "Somebody else saved this profile after you opened it. Yours is not saved yet.",
        "What they saved is in the table below; save again if yours is right.",
    )
