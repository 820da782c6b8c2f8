"""Evidence for a milestone, and the Executive's decision about it: each a step that is never edited."""

from __future__ import annotations

from django.db import transaction

from daccom import audit, calendar
from daccom.errors import Refused
from daccom.workflow import Transition, move
from practices.models import User
from programmes.models import Milestone, MilestoneStep
from programmes.selectors.milestones import earlier_open
from programmes.workflow import APPROVE, REJECT, SUBMIT

Kind = MilestoneStep.Kind


@transaction.atomic
def submit_milestone(*, milestone: Milestone, evidence: str, seen: int, by: User) -> MilestoneStep:
    """Hand in the evidence of a milestone for decision.

    `seen` is the number of steps the person saw. Raises Refused when an earlier milestone is not approved,
    or when the milestone moved on meanwhile.
    """
    _check_order(milestone)
    fields = {"evidence": evidence, "submitted_on": calendar.today(), "decided_on": None}
    return _step(milestone, SUBMIT, fields, Kind.SUBMITTED, evidence, "", seen, by)


@transaction.atomic
def decide_milestone(
    *, milestone: Milestone, approve: bool, reason: str, meeting: str, seen: int, by: User
) -> MilestoneStep:
    """Approve or do not approve what was handed in, once.

    Raises Refused when an earlier milestone is not approved, when the person handed the evidence in
    themselves, or when it was decided, or handed in anew, after they opened the page.
    """
    _check_order(milestone)
    handed_in = milestone.steps.filter(kind=Kind.SUBMITTED).order_by("-number").first()
    if handed_in and handed_in.made_by_id == by.pk:
        raise Refused(
            "milestone.own-evidence",
            "You handed in this evidence yourself.",
            "Another member of the Executive decides.",
        )
    step, kind = (APPROVE, Kind.APPROVED) if approve else (REJECT, Kind.NOT_APPROVED)
    return _step(milestone, step, {"decided_on": calendar.today()}, kind, reason, meeting, seen, by)


def _check_order(milestone: Milestone) -> None:
    earlier = earlier_open(milestone)
    if earlier is not None:
        raise Refused(
            "milestone.order",
            f"{earlier} comes first and is not approved yet.",
            "Milestones are decided in order.",
        )


def _step(
    milestone: Milestone,
    transition: Transition,
    fields: dict[str, object],
    kind: Kind,
    words: str,
    meeting: str,
    seen: int,
    by: User,
) -> MilestoneStep:
    """Move the milestone, which locks it, and add its step; both or neither."""
    before = milestone.status
    moved = move(Milestone.objects.filter(pk=milestone.pk), transition, **fields)
    if not moved or milestone.steps.count() != seen:
        raise Refused(
            "milestone.moved-on",
            "This milestone moved on after you opened the page. Nothing was recorded.",
            "Read what happened before you go on.",
        )
    step = MilestoneStep.objects.create(
        milestone=milestone,
        number=seen + 1,
        kind=kind,
        words=words,
        meeting=meeting,
        made_at=calendar.now(),
        made_by=by,
    )
    audit.record(
        by=by,
        verb=f"milestone.{kind}",
        target=milestone,
        before={"status": before},
        after={"status": transition.target, "words": words},
    )
    return step
