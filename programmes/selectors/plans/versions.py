"""The numbered versions of a plan, with their PDFs and what is being made of them."""

from __future__ import annotations

from dataclasses import dataclass

from daccom.models import Job
from practices.models import User
from programmes.models import CommissioningPlan, PlanDocument, PlanVersion
from programmes.selectors.plans.progress import signing_state

PDF_JOB = "plan-pdf"
Status = CommissioningPlan.Status
Kind = PlanDocument.Kind


@dataclass(frozen=True)
class VersionRow:
    """One version as a person may see it. `state`: signed, signing, void or draft."""

    version: PlanVersion
    state: str
    signed: int
    documents: tuple[PlanDocument, ...]
    job: Job | None

    @property
    def has_wanted(self) -> bool:
        """The PDF that this version should have is there."""
        return any(document.kind == wanted_kind(self.state) for document in self.documents)


def current_version(plan: CommissioningPlan) -> PlanVersion | None:
    """The version that is out for signature or signed; none while the plan is a draft."""
    if plan.status == Status.DRAFT:
        return None
    return plan.versions.order_by("-number").prefetch_related("signatures").first()


def version_rows(plan: CommissioningPlan, user: User) -> list[VersionRow]:
    """The versions this person may read, newest first, without their contents; four queries."""
    versions = list(
        PlanVersion.objects.visible_to(user)
        .filter(plan=plan)
        .defer("content")
        .select_related("made_by")
        .prefetch_related("signatures")
        .order_by("-number")
    )
    readable = PlanDocument.objects.visible_to(user).filter(version__in=versions).defer("content")
    documents = list(readable.order_by("-kind"))
    keys = [pdf_key(version.pk, kind) for version in versions for kind in Kind]
    jobs = {job.key: job for job in Job.objects.filter(kind=PDF_JOB, key__in=keys).order_by("id")}
    return [_row(version, plan, place == 0, documents, jobs) for place, version in enumerate(versions)]


def _row(
    version: PlanVersion,
    plan: CommissioningPlan,
    is_newest: bool,
    documents: list[PlanDocument],
    jobs: dict[str, Job],
) -> VersionRow:
    state = state_of(version, plan, is_newest=is_newest)
    return VersionRow(
        version=version,
        state=state,
        signed=signing_state(version).signed,
        documents=tuple(row for row in documents if row.version_id == version.pk),
        job=jobs.get(pdf_key(version.pk, wanted_kind(state))),
    )


def state_of(version: PlanVersion, plan: CommissioningPlan, *, is_newest: bool) -> str:
    """What a version is now; "void" when people signed it and the plan changed after."""
    if is_newest and plan.status != Status.DRAFT:
        return str(plan.status)
    return "void" if version.signatures.all() else str(Status.DRAFT)


def wanted_kind(state: str) -> str:
    """A signed version is sealed; every other prints as a draft."""
    return str(Kind.SEALED if state == Status.SIGNED else Kind.DRAFT)


def pdf_key(version_id: int, kind: str) -> str:
    """The key of the job that makes a version's PDF of one kind: "12-sealed"."""
    return f"{version_id}-{kind}"


def of_key(key: str) -> tuple[int, str]:
    """The version's id and the kind of PDF that a job's key names."""
    version, _, kind = key.partition("-")
    return int(version), kind
