"""The kinds of job that extracts give to workers; each is known by the extract's id."""

from django.urls import reverse

from daccom import jobs
from practices.models import User
from referrals.models import Extract
from referrals.rules.extracts import can_load_extracts
from referrals.selectors.loads import CHECK_JOB, CLEAR_JOB, LOAD_JOB


def _extract(key: str) -> Extract:
    return Extract.objects.get(pk=int(key))


def _shown_to(user: User, key: str) -> bool:
    return can_load_extracts(user, _extract(key).pct_id)


def _result_url(key: str) -> str:
    return reverse("referrals:extract-detail", args=[int(key)])


def _register(name: str, task: str, doing: str) -> None:
    def title(key: str) -> str:
        return f"{doing} {_extract(key)}"

    jobs.register(name, jobs.Kind(f"referrals.tasks.{task}", title, _shown_to, _result_url))


_register(CHECK_JOB, "check_extract", "Checking")
_register(LOAD_JOB, "load_extract", "Loading")
_register(CLEAR_JOB, "clear_extract", "Clearing away")
