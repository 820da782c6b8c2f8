"""The figures of a month as they are entered: one grid for the practice, or one for each clinician."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Subquery

from daccom.formats import plural
from practices.models import Clinician
from referrals.models import (
    ClinicianNil,
    FigureExplanation,
    MonthlyReturn,
    ReferralCount,
    Specialty,
    Urgency,
)
from referrals.selectors.months import PracticeMonth

Cell = tuple[int, str]
"""A specialty's id and an urgency: one cell of the grid."""
Figures = dict[Cell, int]


@dataclass(frozen=True)
class Grid:
    """One clinician's figures. `blank`: the cells nobody filled in, in words."""

    clinician: Clinician
    figures: Figures
    nobody: bool
    blank: list[str]

    @property
    def is_done(self) -> bool:
        return self.nobody or not self.blank

    @property
    def total(self) -> int | None:
        """All referrals; None when nothing is entered."""
        return 0 if self.nobody else sum(self.figures.values()) if self.figures else None

    @property
    def words(self) -> str:
        """How far it is: done, referred nobody, not started, 3 empty."""
        if self.nobody:
            return "referred nobody"
        if not self.blank:
            return "done"
        return f"{len(self.blank)} empty" if self.figures else "not started"


def lines_of_the_return() -> list[Specialty]:
    """The specialties a return asks for, in the order of their codes."""
    return list(Specialty.objects.filter(in_return=True))


def counts_of(monthly_return: MonthlyReturn | None) -> list[ReferralCount]:
    """The saved figures with specialties, clinicians and explanations; none for a month nobody began."""
    if monthly_return is None:
        return []
    said = FigureExplanation.objects.filter(
        monthly_return=monthly_return, specialty=OuterRef("specialty"), urgency=OuterRef("urgency")
    )
    rows = monthly_return.counts.select_related("specialty", "clinician")
    explained = rows.annotate(explanation=Subquery(said.values("words")))
    return list(explained.order_by("specialty__code", "urgency", "pk"))


def figures(counts: Iterable[ReferralCount]) -> Figures:
    """The practice's figures: over all clinicians when it counts by clinician."""
    found: Figures = defaultdict(int)
    for count in counts:
        found[count.specialty_id, count.urgency] += count.referrals
    return dict(found)


def figures_of(counts: Iterable[ReferralCount], clinician: Clinician | None) -> Figures:
    """The figures of one clinician; None: the practice's."""
    if clinician is None:
        return figures(counts)
    return figures(count for count in counts if count.clinician_id == clinician.pk)


def blank_cells(specialties: Iterable[Specialty], filled: Figures) -> list[str]:
    """The cells without a figure, in words."""
    return [
        f"{specialty} ({urgency.label.lower()})"
        for specialty in specialties
        for urgency in Urgency
        if (specialty.pk, urgency.value) not in filled
    ]


def grids_of(
    month: PracticeMonth, counts: Sequence[ReferralCount], specialties: Sequence[Specialty]
) -> list[Grid]:
    """A grid for each clinician on the list in that month, and for whoever has figures in it; one query.

    Empty for a month that counts the whole practice.
    """
    sent = month.monthly_return
    if sent is None or not sent.by_clinician:
        return []
    nil = ClinicianNil.objects.filter(monthly_return=sent)
    listed = Clinician.objects.during(month.month.first, month.month.last)
    found = Clinician.objects.filter(practice=month.practice).annotate(
        nobody=Exists(nil.filter(clinician=OuterRef("pk")))
    )
    clinicians = {row.pk: row for row in found.filter(Q(pk__in=listed) | Q(nobody=True))}
    everybody = {count.clinician.pk: count.clinician for count in counts if count.clinician} | clinicians
    return [
        _grid(clinician, counts, specialties)
        for clinician in sorted(everybody.values(), key=lambda clinician: (clinician.name, clinician.pk))
    ]


def _grid(clinician: Clinician, counts: Sequence[ReferralCount], specialties: Sequence[Specialty]) -> Grid:
    nobody = getattr(clinician, "nobody", False)
    own = figures_of(counts, clinician)
    return Grid(clinician, own, nobody, [] if nobody else blank_cells(specialties, own))


def empty_words(blank: Sequence[str]) -> str:
    """“3 boxes are empty: Dermatology (elective), …. Enter 0 where there were no referrals”."""
    named = ", ".join(blank[:3]) + (f" and {len(blank) - 3} more" if len(blank) > 3 else "")
    boxes = plural(len(blank), "box is", "boxes are")
    return f"{boxes} empty: {named}. Enter 0 where there were no referrals"
