"""Many at once on PostgreSQL: one wins, the others are told. Other databases do not collect this module.

All threads start together; as many hold a connection at the same time as the server allows (two hundred
when its max_connections is 220 or more).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BoundedSemaphore

import pytest
from django.core import mail
from django.db import connection

from daccom import calendar
from daccom.errors import Refused
from referrals.models import MonthlyReturn, ReferralCount, ReturnVersion
from referrals.services.figures import save_figures
from referrals.services.submission import submit_return
from tests.referrals.builders import JANUARY

THREADS = 200
KEPT_FREE = 20

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(threads: int, action: Callable[[int], None]) -> Counter[str]:
    """Run `action(number)` in so many threads; how many did it, and how many each rule refused."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        room = BoundedSemaphore(min(threads, int(cursor.fetchone()[0]) - KEPT_FREE))
    start = Barrier(threads)

    def one(number: int) -> str:
        start.wait()
        with room:
            try:
                action(number)
            except Refused as refused:
                return refused.rule
            finally:
                connection.close()
        return "done"

    with ThreadPoolExecutor(threads) as pool:
        return Counter(pool.map(one, range(threads)))


def test_two_hundred_submit_the_same_return_and_one_version_is_sent(submission):
    told = at_once(THREADS, lambda number: submit_return(**submission))
    assert told == {"done": 1, "return.already-submitted": THREADS - 1}
    assert ReturnVersion.objects.count() == 1
    assert MonthlyReturn.objects.get().versions_sent == 1
    assert len(mail.outbox) == 1


def test_many_save_the_same_form_and_one_is_stored(cast, specialties):
    def save(number: int) -> None:
        save_figures(
            practice=cast.alder,
            month=JANUARY,
            by=cast.alice,
            figures={(specialty.pk, "elective"): number for specialty in specialties},
            nil=False,
            edition=0,
            now=calendar.now(),
        )

    told = at_once(40, save)
    assert told == {"done": 1, "return.stale": 39}
    stored = set(ReferralCount.objects.values_list("referrals", flat=True))
    assert len(stored) == 1
