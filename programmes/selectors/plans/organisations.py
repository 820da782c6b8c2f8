"""Live sections about the group: its practices and its Executive, on a day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.db.models import Count, Q, QuerySet, Sum

from daccom.formats import long_date
from practices.models import Appointment, ListSize, Practice
from programmes.models import CommissioningPlan
from programmes.selectors.plans.blocks import Block, Cell, table


def practices(plan: CommissioningPlan, day: dt.date) -> list[Block]:
    """The practices of the group on `day`, with who leads them and how many patients they have."""
    rows = list(Practice.objects.in_group(plan.group, day))
    posts = _practice_posts(rows, day)
    patients, note, simulated = _registered(rows, day)
    cells: list[list[Cell]] = [
        [
            practice.name,
            practice.town,
            practice.ods_code,
            posts[practice.pk, "clinical lead"],
            posts[practice.pk, "practice manager"],
            patients.get(practice.pk),
        ]
        for practice in rows
    ]
    return [
        table(
            f"The {len(rows)} practices of {plan.group}",
            {
                "Practice": "text",
                "Town": "text",
                "ODS code": "text",
                "Clinical leads": "list",
                "Practice managers": "list",
                "Registered patients": "number",
            },
            cells,
            total=["All practices", None, None, None, None, sum(patients.values())] if patients else None,
            note=note,
            simulated=simulated,
        )
    ]


def executive(plan: CommissioningPlan, day: dt.date) -> list[Block]:
    """Who sits on the Executive on `day`, and what each is responsible for."""
    seats = _held(day).filter(body=Appointment.Body.EXECUTIVE, group=plan.group).order_by("order")
    return [
        table(
            f"The Executive on {long_date(day)}",
            {"Name": "text", "Role": "text", "Responsible for": "list"},
            ([seat.person.name, seat.post, list(seat.responsibilities)] for seat in seats),
        )
    ]


def _held(day: dt.date) -> QuerySet[Appointment]:
    current = Q(ended_on=None) | Q(ended_on__gt=day)
    return Appointment.objects.filter(current, started_on__lte=day).select_related("person")


def _practice_posts(practices: list[Practice], day: dt.date) -> dict[tuple[int, str], list[str]]:
    """Names by practice and post, the post in small letters."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    seats = _held(day).filter(body=Appointment.Body.PRACTICE, practice__in=practices)
    for seat in seats.order_by("order", "person__name"):
        found[seat.practice_id or 0, seat.post.lower()].append(seat.person.name)
    return found


def _registered(practices: list[Practice], day: dt.date) -> tuple[dict[int, int], str, bool]:
    """The newest count of each practice up to `day`, whose counts they are, and whether one is simulated."""
    counts = (
        ListSize.objects.filter(practice__in=practices, as_at__lte=day)
        .values_list("practice", "as_at", "source")
        .annotate(patients=Sum("patients"), made_up=Count("pk", filter=Q(is_simulated=True)))
        .order_by("as_at")
    )
    newest = {practice: count for practice, *count in counts}
    notes = {f"Registered patients on {long_date(as_at)}: {source}." for as_at, source, *_ in newest.values()}
    simulated = any(made_up for *_, made_up in newest.values())
    return {pk: count[2] for pk, count in newest.items()}, " ".join(sorted(notes)), simulated
