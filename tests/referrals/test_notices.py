"""Reminders go to those who owe, once a day at most; the digest goes to the group once a month."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core import mail

from practices.models import Practice, Role, RoleAssignment
from referrals.models import Notice, ReportingPeriod
from referrals.notice_tasks import send_return_digests, send_return_reminders
from referrals.reminder_days import is_reminder_day, next_working_day, working_days_before
from referrals.services.extensions import end_extension, grant_extension
from referrals.services.notices import send_digests, send_reminders
from tests.referrals.builders import (
    DECEMBER,
    JANUARY,
    make_episode,
    make_period,
    make_return,
    make_specialty,
    make_validation,
)

DUE = dt.date(2009, 2, 13)
FIRST = dt.date(2009, 2, 10)
AFTER = dt.date(2009, 2, 16)


def day(number: int, month: int = 2) -> dt.date:
    return dt.date(2009, month, number)


@pytest.fixture(autouse=True)
def earlier_months_are_closed(cast):
    """Only January is owed; nobody at Oak is asked."""
    for group in (cast.dacorum, cast.other_group):
        for number in range(4, 13):
            ReportingPeriod.objects.create(
                group=group,
                month=dt.date(2008, number, 1),
                due_on=dt.date(2008, number, 28),
                closes_on=dt.date(2008, number, 28),
            )
    make_return(cast.oak, JANUARY, "submitted", counts={})


def reminded() -> list[str]:
    return [name for message in mail.outbox for name in message.to]


@pytest.mark.parametrize(
    ("today", "expected"), [(10, 1), (9, 0), (11, 0), (12, 0), (13, 1), (16, 0), (20, 1), (27, 1)]
)
def test_three_working_days_before_then_due_then_weekly(cast, today, expected):
    make_return(cast.birch, JANUARY, "submitted")
    assert send_reminders(today=day(today)) == expected


def test_on_the_last_day_and_not_after_the_month_closed(cast):
    make_return(cast.birch, JANUARY, "submitted")
    make_period(cast.dacorum, due_on=DUE, closes_on=day(20))
    assert send_reminders(today=day(20)) == 1
    assert send_reminders(today=day(27)) == 0


def test_only_those_who_owe_are_reminded(cast):
    make_return(cast.birch, JANUARY, "submitted")
    send_reminders(today=DUE)
    assert reminded() == ["alice@example.test"]
    assert mail.outbox[0].subject == "Alder Surgery: the return for January 2009 is due 13 February 2009"


@pytest.mark.parametrize("status", ["submitted", "queried", "accepted"])
def test_what_was_sent_is_not_owed(cast, status):
    make_return(cast.alder, JANUARY, status)
    make_return(cast.birch, JANUARY, "submitted")
    assert send_reminders(today=DUE) == 0


def test_a_draft_is_still_owed_and_the_mail_says_it_is_kept(cast):
    make_return(cast.alder, JANUARY, counts={make_specialty(): (1, 1)})
    make_return(cast.birch, JANUARY, "submitted")
    send_reminders(today=day(20))
    assert "Your draft is kept" in mail.outbox[0].body
    assert "was due on 13 February 2009. It can still be sent until 31 March 2009" in mail.outbox[0].body


def test_twice_a_day_reminds_once(cast):
    assert (send_reminders(today=DUE), send_reminders(today=DUE)) == (2, 0)
    assert sorted(reminded()) == ["alice@example.test", "charlie@example.test"]
    assert Notice.objects.filter(sent_on=DUE, kind="reminder").count() == 2


def test_a_day_run_too_late_still_reminds_once(cast):
    send_reminders(today=day(20))
    send_reminders(today=DUE)
    send_reminders(today=day(20))
    assert Notice.objects.count() == 4


def test_a_failing_mail_server_is_tried_again(cast, monkeypatch, caplog):
    def broken(*args):
        raise OSError

    monkeypatch.setattr("referrals.services.notices.send_mail", broken)
    assert send_reminders(today=DUE) == 0
    assert not Notice.objects.exists()
    assert "notice not sent" in caplog.text
    monkeypatch.undo()
    assert send_reminders(today=DUE) == 2


def test_who_left_or_is_not_a_manager_gets_nothing(cast):
    RoleAssignment.objects.filter(user=cast.alice).update(ended_on=FIRST, ended_by=cast.ada)
    cast.charlie.is_active = False
    cast.charlie.save()
    assert send_reminders(today=DUE) == 0


def test_all_managers_of_the_practice_get_it(cast):
    RoleAssignment.objects.create(
        user=cast.bob, role=Role.PRACTICE_MANAGER, practice=cast.alder, started_on=FIRST
    )
    make_return(cast.birch, JANUARY, "submitted")
    send_reminders(today=DUE)
    assert mail.outbox[0].to == ["alice@example.test", "bob@example.test"]
    assert Notice.objects.get().recipients == 2


def test_a_closed_practice_owes_nothing(cast):
    Practice.objects.filter(pk__in=[cast.alder.pk, cast.birch.pk]).update(closed_on=DECEMBER.first)
    assert send_reminders(today=DUE) == 0


def test_after_an_extension_there_is_silence_until_its_end(cast):
    make_return(cast.birch, JANUARY, "submitted")
    given = grant_extension(
        practice=cast.alder,
        month=JANUARY,
        by=cast.max,
        until=day(25),
        reason="Illness",
        now=dt.datetime(2009, 2, 9, 9, tzinfo=dt.UTC),
    )
    sent = [number for number in range(9, 29) if send_reminders(today=day(number))]
    assert sent == [25]
    assert send_reminders(today=day(4, 3)) == 1
    end_extension(extension=given, by=cast.max, now=dt.datetime(2009, 3, 5, 9, tzinfo=dt.UTC))
    assert send_reminders(today=day(6, 3)) == 1


def test_days_around_weekends_and_bank_holidays():
    assert working_days_before(dt.date(2009, 4, 15), 3) == dt.date(2009, 4, 8)
    assert next_working_day(dt.date(2009, 4, 9)) == dt.date(2009, 4, 14)
    assert is_reminder_day(DUE, DUE, None, before=0, every=7)


def test_the_digest_tells_the_programme_manager_and_the_chair(cast):
    make_return(cast.alder, JANUARY, "submitted", sent_at=dt.datetime(2009, 2, 14, 9, tzinfo=dt.UTC))
    make_validation(make_episode(cast.alder, total_cost="4250.00"))
    make_validation(make_episode(cast.alder, total_cost="5000.01"), dates_correct="no", coded_correctly="no")
    make_episode(cast.alder, total_cost="6000.00")
    assert send_digests(today=AFTER) == 1
    message = mail.outbox[0]
    assert message.to == ["chris@example.test", "max@example.test"]
    assert message.subject == "DacCom: 1 of 2 returns in for January 2009"
    for words in (
        "Complete: 1 of 2 (50.0%",
        "On time:  0 of 2 (0.0%",
        "Late\n- Alder Surgery: late 1 day",
        "Not sent yet\n- Birch Surgery: missing",
        "Validated, all five yes:  £4,250\n",
        "Proposed as challenges:   1, £5,000.01",
    ):
        assert words in message.body
    assert "9434765919" not in message.body


def test_no_digest_before_the_working_day_after(cast):
    assert send_digests(today=DUE) == 0
    assert send_digests(today=day(14)) == 0
    assert send_digests(today=AFTER) == 1


def test_what_is_no_news_any_more_is_not_sent(cast):
    assert send_digests(today=day(24)) == 0


def test_one_digest_a_month_however_often_it_runs(cast):
    assert [send_digests(today=day(number)) for number in (16, 16, 17, 20)] == [1, 0, 0, 0]
    digest = Notice.objects.get(kind="digest")
    assert (digest.group, digest.month, digest.recipients) == (cast.dacorum, JANUARY.first, 2)


def test_the_groups_own_date_and_threshold_count(cast):
    make_period(cast.dacorum, due_on=day(18), validation_threshold=Decimal("5000.00"))
    make_validation(make_episode(cast.alder, total_cost="4250.00"))
    assert send_digests(today=day(19)) == 1
    assert "Validated, all five yes:  £0" in mail.outbox[0].body


def test_a_group_without_readers_is_told_nothing(cast):
    RoleAssignment.objects.filter(group=cast.dacorum).delete()
    assert send_digests(today=AFTER) == 0
    assert not Notice.objects.exists()


def test_the_tasks_run_on_the_business_date_in_any_order(cast):
    assert (send_return_digests(), send_return_reminders()) == (1, 2)
    assert (send_return_reminders(), send_return_digests()) == (0, 0)
    assert set(Notice.objects.values_list("sent_on", flat=True)) == {day(20)}
