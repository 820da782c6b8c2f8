"""PDFs of plan versions: asked for, made once, kept as they are, each download on record."""

from __future__ import annotations

import hashlib

from django.db import transaction

from daccom import audit, calendar, jobs
from daccom.errors import Refused
from daccom.jobs import Step
from daccom.models import Job
from daccom.pdf import page_count, render_pdf
from daccom.sealing import is_intact, seal
from practices.models import User
from programmes.models import PlanDocument, PlanVersion
from programmes.printing import plan_html
from programmes.selectors.plans import digest
from programmes.selectors.plans.versions import PDF_JOB, of_key, pdf_key

Kind = PlanDocument.Kind
STEPS = ("Assembling the content", "Laying out the pages", "Sealing", "Storing")


def request_pdf(*, version: PlanVersion, by: User) -> Job:
    """Ask a worker for the version's PDF: sealed when it is the signed one, else as a draft."""
    kind = Kind.SEALED if _is_signed(version) else Kind.DRAFT
    if PlanDocument.objects.filter(version=version, kind=kind).exists():
        raise Refused(
            "plan.pdf-exists", "This version has its PDF already.", "Download it from the plan's page."
        )
    job = jobs.enqueue(kind=PDF_JOB, key=pdf_key(version.pk, kind), by=by)
    audit.record(by=by, verb="plan.pdf-asked-for", target=version, after={"kind": str(kind), "job": job.pk})
    return job


def publish_pdf(job: Job, step: Step) -> None:
    """Make the PDF that a job asks for, from the frozen content and nothing else, and keep it.

    A second run finds it made and stops. Raises Refused when the stored content is not what its digest says,
    or when a sealed plan is asked for that three people have not signed.
    """
    version_id, kind = of_key(job.key)
    version = PlanVersion.objects.select_related("plan").get(pk=version_id)
    if PlanDocument.objects.filter(version=version, kind=kind).exists():
        return
    _check(version, kind)
    _report(step, 0)
    html = plan_html(version, is_draft=kind == Kind.DRAFT)
    _report(step, 1)
    pdf = render_pdf(html)
    _report(step, 2)
    pdf = _sealed(pdf, version) if kind == Kind.SEALED else pdf
    _report(step, 3)
    _store(version, kind, pdf, job)


def record_download(*, document: PlanDocument, by: User) -> None:
    """Write who took which PDF."""
    audit.record_view(by=by, rows=[document], purpose="plan.pdf-downloaded")


def _is_signed(version: PlanVersion) -> bool:
    return PlanVersion.objects.signed().filter(pk=version.pk).exists()


def _check(version: PlanVersion, kind: str) -> None:
    if digest(version.content) != version.sha256:
        raise Refused(
            "plan.content-altered",
            "The stored content is not the one that was frozen: its SHA-256 differs.",
            "Tell the administrator; nothing may be printed from it.",
        )
    if kind == Kind.SEALED and not _is_signed(version):
        raise Refused(
            "plan.not-signed",
            "A plan is sealed when all three have signed it.",
            "Ask for the draft PDF instead.",
        )


def _sealed(pdf: bytes, version: PlanVersion) -> bytes:
    sealed = seal(pdf, reason=f"{version}, content {version.sha256}")
    if not is_intact(sealed):
        raise Refused(
            "plan.seal-broken",
            "The seal on the new PDF does not hold.",
            "Tell the administrator: the sealing certificate may have run out.",
        )
    return sealed


def _report(step: Step, done: int) -> None:
    step(done, len(STEPS), f"{STEPS[done]}.")


@transaction.atomic
def _store(version: PlanVersion, kind: str, pdf: bytes, job: Job) -> None:
    """Whoever comes second finds the row and leaves it."""
    document, is_new = PlanDocument.objects.get_or_create(
        version=version,
        kind=kind,
        defaults={
            "content": pdf,
            "sha256": hashlib.sha256(pdf).hexdigest(),
            "pages": page_count(pdf),
            "made_at": calendar.now(),
        },
    )
    if is_new:
        audit.record(
            by=None,
            verb="plan.pdf-made",
            target=document,
            after={"kind": kind, "sha256": document.sha256, "pages": document.pages, "job": job.pk},
        )
