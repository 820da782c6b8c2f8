"""Plain builders of activity: specialties, periods, returns, episodes, answers; facts follow them."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils import timezone

from daccom.calendar import Month
from practices.models import (
    PCT,
    CommissioningGroup,
    ListSize,
    Membership,
    Practice,
    Role,
    RoleAssignment,
    User,
)
from referrals.models import (
    Answer,
    Episode,
    Extract,
    Load,
    MonthlyReturn,
    PointOfDelivery,
    Provider,
    ReferralCount,
    ReportingPeriod,
    Specialty,
    Urgency,
    Validation,
)
from referrals.models.episodes import QUESTIONS
from referrals.services.facts import refresh_activity, refresh_return

JANUARY = Month(dt.date(2009, 1, 1))
DECEMBER = Month(dt.date(2008, 12, 1))
FEBRUARY = Month(dt.date(2009, 2, 1))
SENT_AT = dt.datetime(2009, 2, 9, 10, 30, tzinfo=dt.UTC)
_numbers = itertools.count(1)

Counts = Mapping[Specialty, tuple[int | None, int | None]]


def make_specialty(code: str = "330", name: str = "Dermatology", **fields: Any) -> Specialty:
    """A line of the monthly return; the same code gives the same row."""
    return Specialty.objects.get_or_create(code=code, defaults={"name": name, **fields})[0]


def make_specialties() -> list[Specialty]:
    """Three lines of the return, in the order of the page."""
    return [
        make_specialty("100", "General Surgery"),
        make_specialty("110", "Trauma and Orthopaedics"),
        make_specialty("330", "Dermatology"),
    ]


def make_provider(ods_code: str = "RWG", name: str = "West Hertfordshire Hospitals NHS Trust") -> Provider:
    return Provider.objects.get_or_create(ods_code=ods_code, defaults={"name": name})[0]


def make_period(group: CommissioningGroup, month: Month = JANUARY, **fields: Any) -> ReportingPeriod:
    """The group's month by its usual rule, with `fields` changed."""
    period = ReportingPeriod.usual(group_id=group.pk, month=month)
    for name, value in fields.items():
        setattr(period, name, value)
    period.save()
    return period


def make_return(
    practice: Practice,
    month: Month = JANUARY,
    status: str = MonthlyReturn.Status.DRAFT,
    *,
    by: User | None = None,
    counts: Counts | None = None,
    sent_at: dt.datetime = SENT_AT,
    **fields: Any,
) -> MonthlyReturn:
    """A return in any state, with the history that its state implies.

    `counts`: specialty to (elective, unscheduled), None for a blank; giving them says the grid was saved.
    """
    author = by or manager_of(practice)
    saved = counts is not None or fields.get("nil_referrals")
    defaults: dict[str, Any] = {"edition": 1 if saved else 0}
    if saved:
        defaults |= {"referrals_saved_at": sent_at, "referrals_saved_by": author}
    defaults |= _history_of(status, sent_at, author)
    made = MonthlyReturn.objects.create(
        practice=practice, month=month.first, status=status, **{**defaults, **fields}
    )
    for specialty, figures in (counts or {}).items():
        for urgency, referrals in zip(Urgency, figures, strict=True):
            if referrals is not None:
                ReferralCount.objects.create(
                    monthly_return=made, specialty=specialty, urgency=urgency, referrals=referrals
                )
    if status != MonthlyReturn.Status.DRAFT:
        refresh_return(made)
    return made


def _history_of(status: str, sent_at: dt.datetime, author: User) -> dict[str, Any]:
    """Who sent, queried or accepted a return that stands at `status`."""
    if status == MonthlyReturn.Status.DRAFT:
        return {}
    sent = {
        "versions_sent": 1,
        "submitted_at": sent_at,
        "submitted_by": author,
        "first_submitted_at": sent_at,
    }
    if status == MonthlyReturn.Status.QUERIED:
        return sent | {"queried_at": sent_at, "queried_by": author, "query_reason": "Dermatology looks low."}
    if status == MonthlyReturn.Status.ACCEPTED:
        return sent | {"accepted_at": sent_at, "accepted_by": author}
    return sent


def make_extract(pct: PCT, **fields: Any) -> Extract:
    """A loaded extract of the PCT, unless `fields` say other; its fingerprint is its own."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "file_name": f"HIDAS-{number}.csv",
        "sha256": f"{number:064x}",
        "size_bytes": 1000,
        "status": Extract.Status.LOADED,
        "received_at": SENT_AT,
        "checked_at": SENT_AT,
        "ended_at": SENT_AT,
    }
    return Extract.objects.create(pct=pct, **{**defaults, **fields})


def make_load(pct: PCT, provider: Provider | None = None, month: Month = JANUARY, **fields: Any) -> Load:
    """The current load of the provider's month, unless `fields` say other; made with its extract."""
    defaults: dict[str, Any] = {"status": Load.Status.CURRENT, "version": 1, "loaded_at": SENT_AT}
    return Load.objects.create(
        extract=fields.pop("extract", None) or make_extract(pct),
        pct=pct,
        provider=provider or make_provider(),
        month=month.first,
        **{"settles_in": month.first, **defaults, **fields},
    )


def current_load(practice: Practice, provider: Provider, month: Month) -> Load:
    """The current load of the provider's month for the practice's PCT, made when there is none."""
    member = Membership.objects.filter(practice=practice).first()
    pct = member.group.pct if member else PCT.objects.all()[0]
    found = Load.objects.current().filter(pct=pct, provider=provider, month=month.first).first()
    return found or make_load(pct, provider, month)


def make_episode(
    practice: Practice,
    month: Month = JANUARY,
    total_cost: str | Decimal = "4250.00",
    **fields: Any,
) -> Episode:
    """An emergency admission of a week, dear enough to be validated, in the current load of its month.

    The load's own count and sum follow, and the extract's.
    """
    number = next(_numbers)
    admitted = month.first + dt.timedelta(days=3)
    provider = fields.pop("provider", None) or make_provider()
    load = fields.pop("load", None) or current_load(practice, provider, month)
    cost = Decimal(total_cost)
    Load.objects.filter(pk=load.pk).update(rows=F("rows") + 1, total_cost=F("total_cost") + cost)
    Extract.objects.filter(pk=load.extract_id).update(
        rows_read=F("rows_read") + 1, rows_good=F("rows_good") + 1
    )
    defaults: dict[str, Any] = {
        "load": load,
        "provider": provider,
        "specialty": fields.pop("specialty", None) or make_specialty(),
        "spell_id": f"S{number}",
        "episode_id": f"E{number}",
        "nhs_number": "9434765919",
        "sex": "2",
        "age": 71,
        "pod": PointOfDelivery.NEL,
        "admission_date": admitted,
        "discharge_date": admitted + dt.timedelta(days=7),
        "length_of_stay": 7,
        "hrg": "H80",
        "total_cost": cost,
    }
    made = Episode.objects.create(practice=practice, month=month.first, **{**defaults, **fields})
    if load.status == Load.Status.CURRENT:
        refresh_activity({(practice.pk, month.first)})
    return made


def make_validation(episode: Episode, by: User | None = None, **answers: Any) -> Validation:
    """Answers about an episode: five times yes, unless told."""
    return Validation.objects.create(
        episode=episode,
        **{**dict.fromkeys(QUESTIONS, Answer.YES), **answers},
        answered_at=timezone.now(),
        answered_by=by or manager_of(episode.practice),
    )


def make_list_size(
    practice: Practice, patients: int = 8_000, as_at: dt.date = dt.date(2008, 1, 1)
) -> ListSize:
    return ListSize.objects.create(
        practice=practice, as_at=as_at, sex="1", age_band="0-4", patients=patients, source="Test"
    )


def manager_of(practice: Practice) -> User:
    """The practice manager of the practice."""
    return RoleAssignment.objects.filter(practice=practice, role=Role.PRACTICE_MANAGER)[0].user
