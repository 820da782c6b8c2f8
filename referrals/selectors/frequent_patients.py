"""Frequent admissions as the patients' own practice sees them: patient-level rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from practices.models import Practice
from referrals.models import CarePlan, Episode
from referrals.selectors.frequent import Ranking


@dataclass(frozen=True)
class FrequentPatient:
    """One patient of the reader's own practice. `pk` is that of the latest episode: the address of the row.

    `episodes` are the emergency stays of the year, newest first; cost in pounds.
    """

    nhs_number: str
    admissions: int
    episodes: list[Episode]
    plan: CarePlan | None

    @property
    def pk(self) -> int:
        return self.episodes[0].pk

    @property
    def status(self) -> str:
        return self.plan.status if self.plan else CarePlan.Status.MISSING.value

    @property
    def edition(self) -> int:
        return self.plan.edition if self.plan else 0

    @property
    def departed(self) -> str:
        return self.plan.departed if self.plan else ""

    @property
    def dates(self) -> list[dt.date]:
        """The day on which each admission began, newest first."""
        begun: dict[tuple[int, str], dt.date] = {}
        for episode in self.episodes:
            key = episode.provider_id, episode.spell_id
            begun[key] = min(begun.get(key, episode.admission_date), episode.admission_date)
        return sorted(begun.values(), reverse=True)

    @property
    def providers(self) -> list[str]:
        return sorted({episode.provider.name for episode in self.episodes})

    @property
    def cost(self) -> Decimal:
        return sum((episode.total_cost for episode in self.episodes), Decimal(0))


@dataclass(frozen=True)
class PracticeList:
    """What one practice sees: its patients on the list, and those it marked as gone."""

    patients: list[FrequentPatient]
    gone: list[FrequentPatient]

    @property
    def episodes(self) -> list[Episode]:
        """Every row shown, for the access log."""
        return [episode for patient in [*self.patients, *self.gone] for episode in patient.episodes]

    def patient(self, nhs_number: str) -> FrequentPatient | None:
        found = [*self.patients, *self.gone]
        return next((one for one in found if one.nhs_number == nhs_number), None)


def practice_list(*, practice: Practice, ranked: Ranking) -> PracticeList:
    """The practice's own patients of the ranking with their stays and plans; one query."""
    listed, departed = ranked.of(practice), ranked.gone_from(practice)
    stays: dict[str, list[Episode]] = {}
    rows = (
        ranked.year.emergencies([practice.pk])
        .filter(nhs_number__in=[*listed, *departed])
        .select_related("provider", "specialty")
        .order_by("-admission_date", "-pk")
    )
    for episode in rows:
        stays.setdefault(episode.nhs_number, []).append(episode)
    found = {
        number: FrequentPatient(
            number, _admissions(episodes), episodes, ranked.plans.get((practice.pk, number))
        )
        for number, episodes in stays.items()
    }
    return PracticeList(
        patients=[found[number] for number in listed],
        gone=[found[number] for number in departed if number in found],
    )


def number_behind(practice: Practice, pk: int) -> str:
    """The NHS number on one of the practice's rows, of whatever version; one query. Empty for any other."""
    rows = Episode.every.filter(practice=practice, pk=pk)
    return rows.values_list("nhs_number", flat=True).first() or ""


def _admissions(episodes: list[Episode]) -> int:
    return len({(episode.provider_id, episode.spell_id) for episode in episodes})
