"""What waits for a person about commissioning plans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch
from django.urls import reverse

from daccom.calendar import FinancialYear
from daccom.formats import plural
from daccom.work import WorkItem, register
from practices.models import Role, User
from programmes.models import CommissioningPlan, PlanDocument, PlanSignature, PlanVersion
from programmes.rules import plans as rules
from programmes.selectors.plans import signing_state, to_complete

Status = CommissioningPlan.Status
WRITERS = (Role.PROGRAMME_MANAGER, Role.PCT_COMMISSIONER)
SIGNERS = (Role.EXECUTIVE_CHAIR, Role.PEC_CHAIR, Role.PCT_CHIEF_EXECUTIVE)
FOLLOWERS = (*SIGNERS, Role.PCT_COMMISSIONER)


@register
def plan_work(user: User, today: dt.date) -> Iterator[WorkItem]:
    """Signatures, sections, sending and downloads that wait for `user`; nothing for everybody else."""
    if not user.access.has(*WRITERS, *SIGNERS):
        return
    plans = CommissioningPlan.objects.visible_to(user).select_related("group__pct")
    if user.access.has(*FOLLOWERS):
        for plan in plans.filter(status=Status.SIGNING).prefetch_related(_newest_versions()):
            yield from _to_sign(plan, user)
    if user.access.has(*WRITERS):
        for plan in plans.filter(status=Status.DRAFT).prefetch_related("sections"):
            yield from _to_write(plan, user)
    if user.access.has(Role.PCT_COMMISSIONER):
        yield from _to_download(user)


def _newest_versions() -> Prefetch[str]:
    rows = PlanVersion.objects.defer("content").prefetch_related("signatures").order_by("-number")
    return Prefetch("versions", queryset=rows)


def _to_sign(plan: CommissioningPlan, user: User) -> Iterator[WorkItem]:
    state = signing_state(plan.versions.all()[0])
    year = FinancialYear(plan.year)
    if state.next_order in rules.signs_as(user, plan) and user.pk not in state.signers:
        yield _item(
            f"Sign the commissioning plan {year}",
            reverse("programmes:plan-sign", args=[plan.pk]),
            f"{state.signed} of 3 have signed.",
        )
    elif state.next_order and user.pk not in state.signers:
        yield _item(
            f"Follow the signing of the commissioning plan {year}",
            reverse("programmes:plan-detail", args=[plan.pk]),
            f"{state.signed} of 3 have signed. Next: {PlanSignature.Order(state.next_order).label}.",
        )


def _to_write(plan: CommissioningPlan, user: User) -> Iterator[WorkItem]:
    missing = to_complete(plan.sections.all())
    for section in missing:
        section.plan = plan
    yours = [section for section in missing if rules.may_edit_section(user, section)]
    url = reverse("programmes:plan-detail", args=[plan.pk])
    if yours:
        title = (
            f"Complete {plural(len(yours), 'section')} of the commissioning plan {FinancialYear(plan.year)}"
        )
        yield _item(title, url, ", ".join(map(str, yours)))
    if not missing and rules.may_send(user, plan):
        yield _item(
            f"Send the commissioning plan {FinancialYear(plan.year)} for signature",
            reverse("programmes:plan-send", args=[plan.pk]),
            "Every section is complete.",
        )


def _to_download(user: User) -> Iterator[WorkItem]:
    """Sealed plans of the person's PCT that they have not taken yet."""
    taken = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(PlanDocument),
        actor=user,
        action=LogEntry.Action.ACCESS,
    ).values("object_id")
    sealed = PlanDocument.objects.visible_to(user).filter(kind=PlanDocument.Kind.SEALED)
    for document in sealed.exclude(pk__in=taken).defer("content").select_related("version__plan"):
        year = FinancialYear(document.version.plan.year)
        url = reverse("programmes:plan-detail", args=[document.version.plan_id])
        yield _item(f"Download the signed commissioning plan {year}", url, "Signed by all three and sealed.")


def _item(title: str, url: str, detail: str) -> WorkItem:
    return WorkItem(title=title, url=url, detail=detail, kind="Plan")
