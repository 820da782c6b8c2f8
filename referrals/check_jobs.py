"""The job that runs a group's automatic checks over a year again."""

from django.urls import reverse

from daccom import jobs
from daccom.calendar import FinancialYear
from practices.models import CommissioningGroup, User
from referrals.selectors.check_settings import CHECK_JOB, of_job_key


def _place(key: str) -> tuple[CommissioningGroup, FinancialYear]:
    group_id, year = of_job_key(key)
    return CommissioningGroup.objects.get(pk=group_id), year


def _title(key: str) -> str:
    group, year = _place(key)
    return f"Running the automatic checks of {group} for {year} again"


def _shown_to(user: User, key: str) -> bool:
    return of_job_key(key)[0] in user.access.named_group_ids


def _result_url(key: str) -> str:
    group, year = _place(key)
    return reverse("referrals:check-list", kwargs={"group": group.slug, "year": year.start_year})


jobs.register(CHECK_JOB, jobs.Kind("referrals.tasks.check_year_again", _title, _shown_to, _result_url))
