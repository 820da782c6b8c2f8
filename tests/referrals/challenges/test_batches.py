"""One batch a month to each provider, and its file."""

import datetime as dt
from decimal import Decimal

import pytest

from daccom import audit, calendar
from daccom.calendar import Month
from daccom.errors import Refused
from daccom.spreadsheets import write_csv, write_xlsx
from referrals.challenges.files import HEADERS, file_name, rows_of
from referrals.models import Challenge, ChallengeBatch
from referrals.selectors.challenge_batches import batch_challenges, batches_of, due_batches, unanswered
from referrals.services.challenge_batches import send_batch
from tests.referrals.builders import DECEMBER, JANUARY, make_episode, make_provider
from tests.referrals.builders_challenges import make_challenge, settle_by

TODAY = dt.date(2009, 2, 20)
NOVEMBER = DECEMBER.previous()
"""Its final date is 28 February 2009: before the next batch."""


@pytest.fixture
def trust(db):
    return make_provider()


def send(cast, provider, by="pat"):
    return send_batch(pct=cast.pct, provider=provider, by=cast[by], now=calendar.now())


def refused(cast, provider, by="pat"):
    with pytest.raises(Refused) as caught:
        send(cast, provider, by)
    return caught.value


def test_a_batch_takes_all_that_is_raised_for_its_provider(cast, trust):
    mine = [make_challenge(make_episode(practice)) for practice in (cast.alder, cast.birch, cast.oak)]
    other = make_challenge(make_episode(cast.alder, provider=make_provider("RAL", "Royal Free")))
    withdrawn = make_challenge(make_episode(cast.alder), "withdrawn")
    batch = send(cast, trust)
    assert batch_challenges(batch) == mine
    assert {row.status for row in batch_challenges(batch)} == {"with_provider"}
    for row in (other, withdrawn):
        row.refresh_from_db()
        assert row.batch is None
    assert (batch.number, batch.month, batch.is_supplementary) == (1, dt.date(2009, 2, 1), False)


def test_each_challenge_and_the_audit_say_so(cast, trust):
    challenge = make_challenge(make_episode(cast.alder))
    batch = send(cast, trust)
    assert [(step.number, step.status, step.made_by) for step in challenge.steps.all()][1] == (
        2,
        "with_provider",
        cast.pat,
    )
    [entry] = audit.history(batch)
    assert entry.changes["challenges"] == ["", "1"]


@pytest.mark.parametrize("name", ["fin", "ira", "alice", "max", "zoe"])
def test_only_the_commissioner_sends(cast, trust, name):
    make_challenge(make_episode(cast.alder))
    assert refused(cast, trust, name).rule == "challenge.not-your-job"


def test_nothing_raised_nothing_sent(cast, trust):
    assert refused(cast, trust).rule == "batch.nothing-to-send"
    assert not ChallengeBatch.objects.exists()


def test_another_pct_does_not_send_ours(cast, trust):
    make_challenge(make_episode(cast.alder))
    with pytest.raises(Refused) as caught:
        send_batch(pct=cast.other_pct, provider=trust, by=cast.zoe, now=calendar.now())
    assert caught.value.rule == "batch.nothing-to-send"


def test_the_second_of_a_month_waits_for_the_next(cast, trust):
    make_challenge(make_episode(cast.alder))
    send(cast, trust)
    make_challenge(make_episode(cast.alder))
    told = refused(cast, trust)
    assert told.rule == "batch.sent-this-month"
    assert told.next_step == "What is raised goes from 1 March 2009."


def test_a_supplementary_one_takes_only_what_would_lapse(cast, trust):
    make_challenge(make_episode(cast.alder))
    send(cast, trust)
    urgent = make_challenge(make_episode(cast.alder, NOVEMBER))
    make_challenge(make_episode(cast.alder, JANUARY))
    batch = send(cast, trust)
    assert (batch.number, batch.is_supplementary, batch_challenges(batch)) == (2, True, [urgent])


def test_what_is_past_its_final_date_is_not_sent(cast, trust):
    make_challenge(make_episode(cast.alder))
    settle_by(cast.pct, JANUARY, dt.date(2009, 2, 1), dt.date(2009, 2, 19))
    assert due_batches(cast.pct, TODAY) == []
    assert refused(cast, trust).rule == "batch.nothing-to-send"


def test_the_next_month_has_a_batch_of_its_own(cast, trust):
    make_challenge(make_episode(cast.alder))
    send(cast, trust)
    make_challenge(make_episode(cast.alder))
    later = calendar.now() + dt.timedelta(days=20)
    batch = send_batch(pct=cast.pct, provider=trust, by=cast.pat, now=later)
    assert (batch.number, Month(batch.month), batch.is_supplementary) == (2, Month.parse("2009-03"), False)


def test_what_is_due_says_how_much_both_ways(cast, trust):
    make_challenge(make_episode(cast.alder), amount="900.00")
    make_challenge(make_episode(cast.alder, NOVEMBER), amount="250.50", direction="undercharge")
    [due] = due_batches(cast.pct, TODAY)
    assert (due.raised, due.over, due.under, due.net) == (
        2,
        Decimal("900.00"),
        Decimal("250.50"),
        Decimal("649.50"),
    )
    assert (due.lapse_on, due.waits, due.is_supplementary) == (dt.date(2009, 2, 28), 0, False)


def test_the_file_says_what_the_provider_needs_and_no_more(cast, trust):
    episode = make_episode(cast.alder, total_cost="4250.00", spell_id="S77", episode_id="E77")
    challenge = make_challenge(episode, words="=1+1 is no operation.")
    batch = send(cast, trust)
    [row] = rows_of(batch, batch_challenges(batch))
    assert dict(zip(HEADERS, row, strict=True)) == {
        "Batch": "RWG-1",
        "Challenge": str(challenge.pk),
        "Spell": "S77",
        "Episode": "E77",
        "Activity month": "2009-01",
        "HRG": "H80",
        "Charged (£)": Decimal("4250.00"),
        "Claimed (£)": Decimal("1000.00"),
        "Direction": "Overcharge",
        "Reason": "Coded wrongly",
        "What is wrong": "=1+1 is no operation.",
        "Your decision": "",
        "Amount accepted (£)": "",
        "Your reason": "",
    }


def test_the_file_holds_no_nhs_number_and_no_formula_and_is_the_same_later(cast, trust):
    make_challenge(make_episode(cast.alder), words="=HYPERLINK(1)")
    batch = send(cast, trust)

    def made():
        return write_csv(HEADERS, rows_of(batch, batch_challenges(batch)))

    first = made()
    assert b"9434765919" not in first
    assert b"'=HYPERLINK" in first
    Challenge.objects.update(status="rejected", answer="No.", ended_at=calendar.now(), ended_by=cast.pat)
    assert made() == first
    assert write_xlsx(HEADERS, rows_of(batch, batch_challenges(batch)), "Challenges")
    assert file_name(batch, "csv") == "challenges-RWG-1.csv"


def test_the_pct_reads_its_batches_and_what_is_unanswered(cast, trust):
    make_challenge(make_episode(cast.alder))
    make_challenge(make_episode(cast.alder))
    batch = send(cast, trust)
    Challenge.objects.filter(pk=batch_challenges(batch)[0].pk).update(
        status="withdrawn", ended_at=calendar.now(), ended_by=cast.alice
    )
    [read] = batches_of(cast.pat)
    assert (read.held, read.gross, read.net, read.unanswered) == (2, Decimal(2000), Decimal(2000), 1)
    assert list(batches_of(cast.alice)) == list(batches_of(cast.zoe)) == []
    assert unanswered(cast.pat.access.pct_ids, TODAY) == {batch: dt.date(2009, 4, 30)}
