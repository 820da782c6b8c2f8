"""How far a job is: a page that can be left and come back to."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from daccom import jobs
from daccom.models import Job


@require_safe
def job_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Progress while it runs, the way to its result when it is done, why when it failed."""
    job = get_object_or_404(Job, pk=pk)
    kind = jobs.kind_of(job)
    if not kind.shown_to(request.user, job.key):
        raise Http404
    context = {"job": job, "heading": kind.title(job.key), "result_url": kind.result_url(job.key)}
    return render(request, "daccom/job.html", context)
