"""PDFs of plan versions: asked for, followed, downloaded."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from programmes.models import PlanDocument, PlanVersion
from programmes.rules import plans as rules
from programmes.services import documents as services
from referrals.views.common import SignedInRequest


@require_POST
def plan_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have the PDF of a version made, and follow it."""
    versions = PlanVersion.objects.visible_to(request.user).defer("content")
    version = get_object_or_404(versions.select_related("plan__group__pct"), pk=pk)
    if not rules.works_for(request.user, version.plan):
        raise PermissionDenied(
            "The PDF of a plan is made by the group or the PCT. It is on the plan's page once it is there."
        )
    job = services.request_pdf(version=version, by=request.user)
    return redirect("job-detail", pk=job.pk)


@require_GET
def plan_document(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand over a PDF as it is kept, and write down who took it."""
    documents = PlanDocument.objects.visible_to(request.user).select_related("version__plan__group")
    document = get_object_or_404(documents, pk=pk)
    services.record_download(document=document, by=request.user)
    response = HttpResponse(bytes(document.content), content_type="application/pdf")
    name = slugify(f"{document.version} {document.kind}".replace("/", "-"))
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
