"""The kinds of job that programmes give to workers."""

from django.urls import reverse

from daccom import jobs
from practices.models import User
from programmes.models import PlanVersion
from programmes.rules import plans as rules
from programmes.selectors.plans.versions import PDF_JOB, of_key
from programmes.selectors.prints import PRINT_JOB, file_name_of, is_own


def _version(key: str) -> PlanVersion:
    version_id, _ = of_key(key)
    return PlanVersion.objects.defer("content").select_related("plan__group__pct").get(pk=version_id)


def _title(key: str) -> str:
    return f"Making the PDF of {_version(key)}"


def _shown_to(user: User, key: str) -> bool:
    return rules.works_for(user, _version(key).plan)


def _result_url(key: str) -> str:
    return reverse("programmes:plan-detail", args=[_version(key).plan_id])


jobs.register(PDF_JOB, jobs.Kind("programmes.tasks.build_plan_pdf", _title, _shown_to, _result_url))


def _print_title(key: str) -> str:
    return f"Making {file_name_of(key)}"


def _print_url(key: str) -> str:
    return reverse("programmes:page-pdf", args=[key])


jobs.register(PRINT_JOB, jobs.Kind("programmes.tasks.build_page_pdf", _print_title, is_own, _print_url))
