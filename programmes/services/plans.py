"""Writing a plan: sections change, versions freeze. The plan's row is the lock of every change."""

from __future__ import annotations

from django.db import models, transaction
from django.db.models import F

from daccom import audit, calendar
from daccom.errors import Refused
from daccom.models import Job
from daccom.workflow import move
from practices.models import User
from programmes import workflow
from programmes.models import CommissioningPlan, PlanSection, PlanVersion
from programmes.selectors.plans import assemble, current_version, digest, to_complete
from programmes.services import documents


class SectionMovedOn(Refused):
    """Somebody else saved the section first; `section` is what it says now."""

    def __init__(self, section: PlanSection) -> None:
        super().__init__(
            "plan.section-moved-on",
            f"Somebody else changed “{section}” while you were writing.",
            "Nothing is lost: compare the two texts below and save the one that should stand.",
        )
        self.section = section


@transaction.atomic
def save_section(*, section: PlanSection, body: str, edition: int, by: User) -> bool:
    """Replace a section's text when it still is at `edition`; whether anything changed.

    Signatures under an earlier content are void from then on. Raises SectionMovedOn, or Refused for a
    signed plan.
    """
    plan = CommissioningPlan.objects.select_for_update().get(pk=section.plan_id)
    now_stored = PlanSection.objects.get(pk=section.pk)
    if now_stored.edition != edition:
        raise SectionMovedOn(now_stored)
    if now_stored.body == body:
        return False
    voided = current_version(plan)
    if not move(_row(plan), workflow.CHANGE, edition=F("edition") + 1):
        raise plan_is_signed()
    PlanSection.objects.filter(pk=section.pk, edition=edition).update(body=body, edition=edition + 1)
    audit.record(
        by=by,
        verb="plan.section-saved",
        target=now_stored,
        before={"body": now_stored.body, "edition": edition},
        after={"body": body, "edition": edition + 1},
    )
    if voided:
        _record_void(plan, voided, by)
    return True


@transaction.atomic
def send_for_signature(*, plan: CommissioningPlan, edition: int, by: User) -> PlanVersion:
    """Freeze the plan as it was seen at `edition` and ask the three for their signatures."""
    missing = to_complete(plan.sections.all())
    if missing:
        raise Refused(
            "plan.incomplete",
            f"These sections are still empty: {', '.join(map(str, missing))}.",
            "Complete them, then send the plan for signature.",
        )
    if not move(_row(plan).filter(edition=edition), workflow.SEND):
        raise Refused(
            "plan.moved-on",
            "The plan changed, or was sent already, since you opened this page.",
            "Look at the plan as it stands now, then send it.",
        )
    version = _freeze(plan, by)
    audit.record(
        by=by,
        verb="plan.sent-for-signature",
        target=plan,
        before={"status": plan.status},
        after={"status": workflow.SEND.target, "version": version.number, "sha256": version.sha256},
    )
    documents.request_pdf(version=version, by=by)
    return version


@transaction.atomic
def freeze_draft(*, plan: CommissioningPlan, by: User) -> Job:
    """Keep the draft as it stands as a numbered version and ask for its PDF."""
    locked = CommissioningPlan.objects.select_for_update().get(pk=plan.pk)
    if locked.status != CommissioningPlan.Status.DRAFT:
        raise Refused(
            "plan.not-a-draft",
            "This plan is no longer a draft: its content is already kept as a version.",
            "Ask for the PDF of that version.",
        )
    version = _freeze(locked, by)
    audit.record(by=by, verb="plan.draft-kept", target=plan, after={"version": version.number})
    return documents.request_pdf(version=version, by=by)


def plan_is_signed() -> Refused:
    """What anybody is told who would change a signed plan."""
    return Refused(
        "plan.signed",
        "This plan is signed by all three, so its content is fixed.",
        "A change needs a new plan that is signed afresh.",
    )


def _row(plan: CommissioningPlan) -> models.QuerySet[CommissioningPlan]:
    return CommissioningPlan.objects.filter(pk=plan.pk)


def _freeze(plan: CommissioningPlan, by: User) -> PlanVersion:
    content = assemble(plan, calendar.now())
    return PlanVersion.objects.create(
        plan=plan,
        number=plan.versions.count() + 1,
        content=content,
        sha256=digest(content),
        made_at=calendar.now(),
        made_by=by,
    )


def _record_void(plan: CommissioningPlan, version: PlanVersion, by: User) -> None:
    names = ", ".join(signature.typed_name for signature in version.signatures.all())
    audit.record(
        by=by,
        verb="plan.signatures-voided",
        target=plan,
        before={"status": plan.status, "version": version.number, "signed by": names},
        after={"status": workflow.CHANGE.target},
    )
