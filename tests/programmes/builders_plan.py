"""Plans for tests: a short one with every live section, and the steps that move it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from budgets.models import Category, IndicativeBudget
from daccom.models import Job
from practices.models import Appointment, ListSize, Person
from programmes.models import (
    CommissioningPlan,
    Milestone,
    PlanDocument,
    PlanSection,
    PlanSignature,
    PlanVersion,
    Priority,
    PriorityItem,
    PriorityRow,
    Programme,
    Project,
    ReviewedObjective,
    SavingsMonth,
    SavingsTarget,
)
from programmes.services.documents import publish_pdf
from programmes.services.plans import send_for_signature
from programmes.services.signing import sign_plan
from tests.cast import START, Cast

NOW = dt.datetime(2009, 2, 20, 10, 15, tzinfo=dt.UTC)
SIGNATORIES = ("chris", "peg", "cal")


def make_plan(cast: Cast, **fields: Any) -> CommissioningPlan:
    """A complete draft: an introduction (DacCom's), an agreement (the PCT's) and a locality (both)."""
    plan = CommissioningPlan.objects.create(**{"group": cast.dacorum, "year": 2008, **fields})
    make_section(plan, 1, "Introduction", "What DacCom *will* do.")
    make_section(plan, 2, "Agreement", "What the PCT will do.", completed_by="pct")
    make_section(plan, 3, "Our locality", "Both know it.", completed_by="both")
    return plan


def make_section(
    plan: CommissioningPlan, order: int, heading: str, body: str = "", **fields: Any
) -> PlanSection:
    return PlanSection.objects.create(
        plan=plan, order=order, heading=heading, body=body, **{"number": str(order), **fields}
    )


def make_live_section(plan: CommissioningPlan, live: str, **fields: Any) -> PlanSection:
    """A section of figures; its heading is the kind's own name."""
    order = plan.sections.count() + 1
    return make_section(plan, order, PlanSection.Live(live).label, live=live, **fields)


def make_priority(plan: CommissioningPlan, code: str = "N1", section: str = "national") -> Priority:
    """A priority of one row with an action, a milestone and an outcome."""
    priority = Priority.objects.create(
        plan=plan, section=section, code=code, order=1, objective=f"Reach {code}\n\nFor everybody."
    )
    row = PriorityRow.objects.create(priority=priority, order=1, lead="DacCom", timescale="March 2009")
    for kind in PriorityItem.Kind:
        PriorityItem.objects.create(row=row, kind=kind, order=1, text=f"The {kind.label} of {code}")
    return priority


def make_project(cast: Cast, *, year: int = 2008, **fields: Any) -> Project:
    programme = Programme.objects.create(group=cast.dacorum, name=f"Redesign {year}", year=year)
    return Project.objects.create(
        programme=programme, **{"code": "DIA", "title": "Diabetes", "clinical_lead": "Dr Lee", **fields}
    )


def make_milestone(project: Project, number: int, **fields: Any) -> Milestone:
    return Milestone.objects.create(
        project=project, number=number, **{"due_on": dt.date(2009, 3, 31), **fields}
    )


def make_target(project: Project, *, planned: str = "122000", saved: str | None = "1000") -> SavingsTarget:
    target = SavingsTarget.objects.create(
        project=project, number="1.1", name="Clinics", year=2008, planned=Decimal(planned)
    )
    SavingsMonth.objects.create(
        target=target,
        month=dt.date(2008, 4, 1),
        planned=Decimal(10_000),
        actual=None if saved is None else Decimal(saved),
        evidence="Ledger" if saved else "",
    )
    return target


def make_budgets(cast: Cast, amount: str = "1000", *, simulated: bool = True) -> Category:
    """The same acute budget for both practices of the group."""
    acute = Category.objects.create(code="acu", name="Acute commissioning", order=1)
    for practice in (cast.alder, cast.birch):
        IndicativeBudget.objects.create(
            practice=practice, year=2008, category=acute, amount=Decimal(amount), is_simulated=simulated
        )
    return acute


def make_post(name: str, post: str, **body: Any) -> Appointment:
    return Appointment.objects.create(
        person=Person.objects.create(name=name), post=post, **{"started_on": START, **body}
    )


def make_count(practice: Any, patients: int, as_at: str = "2008-01-01", **fields: Any) -> ListSize:
    return ListSize.objects.create(
        **{
            "practice": practice,
            "as_at": as_at,
            "sex": "1",
            "age_band": "0-4",
            "patients": patients,
            "source": "PCT count",
            **fields,
        }
    )


def make_review(cast: Cast) -> ReviewedObjective:
    return ReviewedObjective.objects.create(
        group=cast.dacorum,
        year=2007,
        number=1,
        objective="Balance",
        progress="not_yet",
        comments=["Not yet.", "Goes on."],
    )


def send(plan: CommissioningPlan, cast: Cast) -> PlanVersion:
    """Max sends the plan for signature as it stands."""
    plan.refresh_from_db()
    version = send_for_signature(plan=plan, edition=plan.edition, by=cast.max)
    plan.refresh_from_db()
    return version


def sign(plan: CommissioningPlan, cast: Cast, *names: str) -> list[PlanSignature]:
    """Each of `names` signs the newest version."""
    sha256 = plan.versions.order_by("-number")[0].sha256
    signatures = [
        sign_plan(plan=plan, content_sha256=sha256, typed_name=cast[name].name, by=cast[name])
        for name in names
    ]
    plan.refresh_from_db()
    return signatures


def make_signed_plan(cast: Cast) -> CommissioningPlan:
    plan = make_plan(cast)
    send(plan, cast)
    sign(plan, cast, *SIGNATORIES)
    return plan


def make_document(version: PlanVersion, kind: str = "draft", content: bytes = b"%PDF-1.7") -> PlanDocument:
    return PlanDocument.objects.create(
        version=version, kind=kind, content=content, sha256="0" * 64, pages=3, made_at=NOW
    )


def ignored(done: int, total: int, message: str) -> None:
    """A step report that nobody reads."""


def published(version: PlanVersion, kind: str = "draft") -> PlanDocument:
    """The PDF of a version, made as a worker makes it."""
    publish_pdf(Job(kind="plan-pdf", key=f"{version.pk}-{kind}"), ignored)
    return PlanDocument.objects.get(version=version, kind=kind)
