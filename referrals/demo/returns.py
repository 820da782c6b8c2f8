"""Simulated monthly returns with their figures, answers and versions, each in the state its fate says."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from daccom.calendar import Month
from practices.demo import story
from practices.demo.accounts import PROGRAMME_MANAGER, managers
from practices.demo.moments import at
from practices.models import Clinician, CommissioningGroup, Practice, User
from referrals.content import content_of, digest
from referrals.demo import by_clinician, fates
from referrals.demo.fates import Fate, fate
from referrals.demo.figures import Figures, as_first_sent, month_of_referrals
from referrals.demo.unusual import Past, explanation_rows
from referrals.demo.validations import answered
from referrals.models import (
    ClinicianNil,
    Episode,
    FigureExplanation,
    MonthlyReturn,
    ReferralCount,
    ReportingPeriod,
    ReturnVersion,
    Specialty,
    Validation,
)
from referrals.models.periods import DEFAULT_THRESHOLD
from referrals.selectors.months import PracticeMonth
from referrals.selectors.unusual import Unusual

DAYS_TO_ACCEPT, DAYS_TO_QUERY, DAYS_TO_CORRECT = 3, 4, 7
Noticed = dict[tuple[int, str], str]


@dataclass(frozen=True)
class Setting:
    """What every return needs to know."""

    practices: dict[str, Practice]
    managers: dict[int, User]
    reviewer: User
    group: CommissioningGroup
    specialties: dict[str, Specialty]
    to_validate: dict[tuple[int, dt.date], list[Episode]]
    noticed: Noticed
    clinicians: dict[str, list[Clinician]]

    @classmethod
    def read(cls, episodes: list[Episode], noticed: Noticed) -> Setting:
        dear: dict[tuple[int, dt.date], list[Episode]] = defaultdict(list)
        for episode in episodes:
            if episode.total_cost > DEFAULT_THRESHOLD:
                dear[episode.practice_id, episode.month].append(episode)
        clinicians: dict[str, list[Clinician]] = defaultdict(list)
        for clinician in Clinician.objects.select_related("practice"):
            clinicians[clinician.practice.ods_code].append(clinician)
        return cls(
            clinicians=clinicians,
            practices=Practice.objects.in_bulk(field_name="ods_code"),
            managers=managers(),
            reviewer=User.objects.get(email=PROGRAMME_MANAGER),
            group=CommissioningGroup.objects.get(slug=story.GROUP),
            specialties=Specialty.objects.in_bulk(field_name="code"),
            to_validate=dear,
            noticed=noticed,
        )


@dataclass
class Rows:
    """What is written for all returns, table by table."""

    returns: list[MonthlyReturn] = field(default_factory=list)
    counts: list[ReferralCount] = field(default_factory=list)
    answers: list[Validation] = field(default_factory=list)
    nobody: list[ClinicianNil] = field(default_factory=list)
    explanations: list[FigureExplanation] = field(default_factory=list)
    versions: list[ReturnVersion] = field(default_factory=list)
    past: Past = field(default_factory=Past)

    def __len__(self) -> int:
        figures = len(self.counts) + len(self.nobody) + len(self.explanations)
        return len(self.returns) + figures + len(self.answers) + len(self.versions)


def load_returns(months: list[Month], episodes: list[Episode], noticed: Noticed) -> int:
    """Write every return that was begun, and the answers about its episodes; how many rows."""
    setting, rows = Setting.read(episodes, noticed), Rows()
    sent = [one for month in months for one in _month(month, setting, rows)]
    MonthlyReturn.objects.bulk_create(rows.returns)
    ReferralCount.objects.bulk_create(rows.counts)
    ClinicianNil.objects.bulk_create(rows.nobody)
    FigureExplanation.objects.bulk_create(rows.explanations)
    Validation.objects.bulk_create(rows.answers)
    rows.versions += [version for one in sent for version in one.versions()]
    ReturnVersion.objects.bulk_create(rows.versions)
    return len(rows)


@dataclass(frozen=True)
class Sent:
    """A return that was sent, with all that its versions hold."""

    setting: Setting
    month: PracticeMonth
    counts: list[ReferralCount]
    episodes: list[Episode]
    first_counts: list[ReferralCount]
    sent_at: list[dt.datetime]
    nobody: list[Clinician]
    odd: list[Unusual]

    def versions(self) -> list[ReturnVersion]:
        """One, or two when it was corrected."""
        return [
            self._version(number, self.first_counts if number == 1 else self.counts, when)
            for number, when in enumerate(self.sent_at, start=1)
        ]

    def _version(self, number: int, counts: list[ReferralCount], when: dt.datetime) -> ReturnVersion:
        by = self.setting.managers[self.month.practice.pk]
        content = content_of(self.month, counts, self.episodes, nobody=self.nobody, explained=self.odd)
        return ReturnVersion(
            monthly_return=self.month.monthly_return,
            number=number,
            content=content,
            sha256=digest(content),
            declared_name=by.name,
            submitted_at=when,
            submitted_by=by,
        )


def _month(month: Month, setting: Setting, rows: Rows) -> list[Sent]:
    """Add the month's rows to `rows`; the returns that were sent."""
    period = ReportingPeriod.usual(group_id=setting.group.pk, month=month)
    sent = []
    for ods_code, figures in month_of_referrals(month).items():
        came, practice = fate(ods_code, month), setting.practices[ods_code]
        if came.outcome == "missing":
            continue
        made = _return(setting, practice, month, came)
        final = as_first_sent(ods_code, month, figures) if came.outcome == "queried" else figures
        counts = [] if made.nil_referrals else _counts(made, setting, final)
        rows.returns.append(made)
        rows.counts += counts
        if came.sent_on:
            first = as_first_sent(ods_code, month, figures)
            first_counts = counts if final == first else _counts(made, setting, first)
            place = PracticeMonth(practice, month, period, made)
            sent.append(_sent(place, made, setting, rows, came.sent_on, counts, first_counts))
        if came.outcome in ("submitted", "accepted"):
            rows.past.certify(ods_code, {} if made.nil_referrals else figures)
    return sent


def _sent(
    place: PracticeMonth,
    made: MonthlyReturn,
    setting: Setting,
    rows: Rows,
    sent_on: dt.date,
    counts: list[ReferralCount],
    first_counts: list[ReferralCount],
) -> Sent:
    """Add to `rows` what else a sent return has: answers, who referred nobody, what is odd and why."""
    practice, ods_code = place.practice, place.practice.ods_code
    by = setting.managers[practice.pk]
    episodes = setting.to_validate[practice.pk, place.month.first]
    sent_at = _sent_at((ods_code, place.month.slug), sent_on)
    nobody = by_clinician.nobody_of(ods_code, place.month, setting.clinicians[ods_code])
    odd = rows.past.unusual(ods_code, place.month, counts)
    rows.answers += answered(episodes, by, sent_on, setting.noticed)
    rows.nobody += [ClinicianNil(monthly_return=made, clinician=clinician) for clinician in nobody]
    rows.explanations += explanation_rows(made, odd, by, sent_at[0])
    return Sent(setting, place, counts, episodes, first_counts, sent_at, nobody, odd)


def _counts(made: MonthlyReturn, setting: Setting, figures: Figures) -> list[ReferralCount]:
    """The rows of a return: the practice's, or each clinician's."""
    ods_code, month = made.practice.ods_code, Month(made.month)
    if not made.by_clinician:
        return _rows(made, setting, figures, None)
    named = {clinician.name: clinician for clinician in setting.clinicians[ods_code]}
    shared = by_clinician.shared_out(ods_code, month, figures)
    return [row for name, theirs in shared.items() for row in _rows(made, setting, theirs, named[name])]


def _rows(
    made: MonthlyReturn, setting: Setting, figures: Figures, clinician: Clinician | None
) -> list[ReferralCount]:
    return [
        ReferralCount(
            monthly_return=made,
            specialty=setting.specialties[code],
            urgency=urgency,
            clinician=clinician,
            referrals=referrals,
        )
        for (code, urgency), referrals in figures.items()
    ]


def _return(setting: Setting, practice: Practice, month: Month, came: Fate) -> MonthlyReturn:
    """The return's own row, with the history its fate implies."""
    by, which = setting.managers[practice.pk], (practice.ods_code, month.slug)
    saved = at(came.sent_on or story.BUSINESS_DATE - dt.timedelta(days=1), 9)
    made = MonthlyReturn(
        practice=practice,
        month=month.first,
        status=came.outcome,
        nil_referrals=which == fates.NIL,
        referrals_saved_at=saved,
        referrals_saved_by=by,
        edition=1,
        by_clinician=by_clinician.counts_by_clinician(practice.ods_code, month),
        is_simulated=True,
    )
    if came.sent_on:
        _set(made, _history(which, came.outcome, came.sent_on, by, setting.reviewer))
    return made


def _history(
    which: tuple[str, str], outcome: str, sent_on: dt.date, by: User, reviewer: User
) -> dict[str, Any]:
    """Who sent, queried and accepted it, and when."""
    sent_at = _sent_at(which, sent_on)
    corrected = len(sent_at) > 1
    history: dict[str, Any] = {
        "versions_sent": len(sent_at),
        "first_submitted_at": sent_at[0],
        "submitted_at": sent_at[-1],
        "submitted_by": by,
    }
    if corrected or which == fates.QUERIED:
        history |= {
            "queried_at": at(sent_on + dt.timedelta(days=DAYS_TO_QUERY), 14),
            "queried_by": reviewer,
            "query_reason": fates.CORRECTION if corrected else fates.QUERY,
        }
    if outcome == "accepted":
        accepted_at = sent_at[-1] + dt.timedelta(days=DAYS_TO_ACCEPT)
        history |= {"accepted_at": accepted_at, "accepted_by": reviewer}
    return history


def _sent_at(which: tuple[str, str], sent_on: dt.date) -> list[dt.datetime]:
    """When it was sent: once, or a second time after a query."""
    first = at(sent_on, 10, 15)
    return [first, first + dt.timedelta(days=DAYS_TO_CORRECT)] if which == fates.CORRECTED else [first]


def _set(made: MonthlyReturn, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(made, name, value)
