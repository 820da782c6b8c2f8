"""Three people sign one exact content, in order, each once."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from daccom import audit, calendar
from daccom.errors import Refused
from daccom.workflow import move
from practices.models import User
from programmes import workflow
from programmes.models import CommissioningPlan, PlanSignature, PlanVersion
from programmes.rules import plans as rules
from programmes.selectors.plans import SigningState, current_version, signing_state
from programmes.services import documents

LAST = PlanSignature.Order.CHIEF_EXECUTIVE
Status = CommissioningPlan.Status


def turn_of(*, plan: CommissioningPlan, by: User) -> tuple[PlanVersion, int]:
    """The version that `by` may sign now, and at which place. Raises Refused with the reason when not."""
    version = current_version(plan)
    if version is None:
        raise Refused(
            "plan.not-sent",
            "This plan is a draft: nothing is out for signature.",
            "The programme manager sends it when it is complete.",
        )
    state = signing_state(version)
    order = _refuse_unless_next(state, by, rules.signs_as(by, plan))
    return version, order


def sign_plan(*, plan: CommissioningPlan, content_sha256: str, typed_name: str, by: User) -> PlanSignature:
    """Put `by`'s signature under exactly the content with this digest; the third one fixes the plan.

    The caller has checked the password. Raises Refused: out of turn, twice, another content, another name.
    """
    if " ".join(typed_name.split()).casefold() != " ".join(by.name.split()).casefold():
        raise Refused(
            "plan.other-name",
            f"A signature is your own full name: {by.name}.",
            "Type it as it stands in your account.",
        )
    try:
        return _sign(plan, content_sha256, by)
    except IntegrityError as error:
        raise _already_signed() from error


@transaction.atomic
def _sign(plan: CommissioningPlan, content_sha256: str, by: User) -> PlanSignature:
    locked = CommissioningPlan.objects.select_for_update().get(pk=plan.pk)
    version, order = turn_of(plan=locked, by=by)
    if version.sha256 != content_sha256:
        raise Refused(
            "plan.other-content",
            "The plan changed after you opened this page, so what you read is not what would be signed.",
            "Read the version that is out for signature now, then sign it.",
        )
    signature = PlanSignature.objects.create(
        version=version,
        order=order,
        typed_name=by.name,
        content_sha256=version.sha256,
        signed_at=calendar.now(),
        signed_by=by,
    )
    audit.record(
        by=by,
        verb="plan.signed",
        target=plan,
        after={"version": version.number, "place": order, "sha256": version.sha256},
    )
    if order == LAST:
        _fix(locked, version, by)
    return signature


def _fix(plan: CommissioningPlan, version: PlanVersion, by: User) -> None:
    """The plan is signed; its sealed PDF is made once this is committed."""
    if not move(CommissioningPlan.objects.filter(pk=plan.pk), workflow.SIGN):
        raise _already_signed()
    audit.record(
        by=by,
        verb="plan.fixed",
        target=plan,
        before={"status": plan.status},
        after={"status": workflow.SIGN.target},
    )
    documents.request_pdf(version=version, by=by)


def _refuse_unless_next(state: SigningState, by: User, places: frozenset[int]) -> int:
    if state.next_order is None:
        raise Refused(
            "plan.signed", "All three have signed this plan.", "Its sealed PDF is on the plan's page."
        )
    if by.pk in state.signers:
        raise _already_signed()
    if state.next_order not in places:
        waiting = next(line.role for line in state.lines if line.order == state.next_order)
        raise Refused(
            "plan.out-of-turn",
            f"It is not your turn: the signatures go in order, and the next is the {waiting}'s.",
            "You find the plan under “What needs you” when it is your turn.",
        )
    return state.next_order


def _already_signed() -> Refused:
    return Refused(
        "plan.already-signed",
        "You have already signed this version; nobody signs twice.",
        "There is nothing more for you to do here.",
    )
