"""Simulated notes on run charts, limits set anew once, and requests to practices in every state.

Which of the practices is asked about what follows the simulated figures; the documents say none of it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from daccom.calendar import Month
from practices.demo import story
from practices.demo.accounts import CHAIR, PROGRAMME_MANAGER, managers
from practices.demo.moments import at
from practices.models import CommissioningGroup, Practice, User
from referrals.models import ChartNote, Measure, OutlierRequest, OutlierStep, Rebase
from referrals.outlier_words import finding
from referrals.selectors.outliers import standing_words
from referrals.selectors.run_charts import hidden_months, history, practice_series

Verb = OutlierStep.Verb
PRACTICE, EXECUTIVE = "practice", "executive"
NOTES: tuple[tuple[str, str, Measure, str], ...] = (
    ("", "2007-12", Measure.A_AND_E, "Norovirus closed wards in December; more patients went to A&E."),
    ("", "2008-12", Measure.A_AND_E, "A cold month with flu; out-of-hours calls rose as well."),
    ("", "2008-12", Measure.EMERGENCY, "A cold month with flu and falls."),
    ("", "2008-12", Measure.REFERRALS, "Two working weeks fewer: surgeries closed over Christmas."),
    (story.REFERS_MOST, "2008-04", Measure.REFERRALS, "Two salaried GPs joined and opened more surgeries."),
    (story.OVER_BUDGET, "2008-03", Measure.ACUTE_COST, "A nursing home of 48 beds joined the list."),
)
"""Practice ("" for the group), month, measure, words."""
REBASED_FROM = "2007-06"
REBASE_REASON = "From June 2007 the trusts code outpatient procedures apart; before, many were attendances."


@dataclass(frozen=True)
class Step:
    """A line of a request's history: what, when, in whose name, in which words."""

    verb: str
    day: dt.date
    who: str
    words: str


@dataclass(frozen=True)
class Asked:
    """A request as it ended up; `answer`: reasons, action plan, day of review."""

    ods_code: str
    measure: Measure
    month: str
    status: str
    due_on: dt.date
    steps: tuple[Step, ...]
    answer: tuple[str, str, dt.date | None] = ("", "", None)


def _asked(day: dt.date, words: str) -> Step:
    return Step(Verb.ASKED, day, EXECUTIVE, words)


MORE_GPS = (
    "Two salaried GPs joined in April 2008 and see patients who waited before; they refer more.",
    "The partners read the letters of the new GPs each Thursday for three months, and compare the reasons.",
)
HOME = (
    "The nursing home of 48 beds that joined in March 2008 is seen in the old-age clinic every month.",
    "A GP visits the home weekly and agrees with the trust which follow-ups the practice can do.",
)
REQUESTS = (
    Asked(
        story.VISITOR,
        Measure.ELECTIVE,
        "2009-01",
        "asked",
        dt.date(2009, 3, 16),
        (
            _asked(
                dt.date(2009, 2, 16),
                "Fewer than your list would lead one to expect: do patients wait longer?",
            ),
        ),
    ),
    Asked(
        "E82032",
        Measure.REFERRALS,
        "2008-12",
        "asked",
        dt.date(2009, 2, 9),
        (
            _asked(
                dt.date(2009, 1, 12), "What lies behind the low number: holidays, or a way without referral?"
            ),
        ),
    ),
    Asked(
        story.REFERS_MOST,
        Measure.REFERRALS,
        "2008-12",
        "answered",
        dt.date(2009, 2, 9),
        (
            _asked(dt.date(2009, 1, 12), "Your referrals have been high since April. What has changed?"),
            Step(Verb.ANSWERED, dt.date(2009, 2, 6), PRACTICE, ""),
        ),
        (*MORE_GPS, dt.date(2009, 5, 1)),
    ),
    Asked(
        story.OVER_BUDGET,
        Measure.FOLLOW_UP,
        "2008-09",
        "closed",
        dt.date(2008, 12, 1),
        (
            _asked(dt.date(2008, 10, 20), "Why do your patients come back more often than others?"),
            Step(Verb.ANSWERED, dt.date(2008, 11, 3), PRACTICE, "Reasons: Old patients.\nAction plan: None."),
            Step(
                Verb.RETURNED,
                dt.date(2008, 11, 6),
                EXECUTIVE,
                "Please say what lies behind it, and what you will do.",
            ),
            Step(Verb.ANSWERED, dt.date(2008, 11, 24), PRACTICE, ""),
            Step(Verb.NOTED, dt.date(2008, 12, 4), EXECUTIVE, "The trust agrees to the list of follow-ups."),
            Step(
                Verb.CLOSED,
                dt.date(2008, 12, 18),
                EXECUTIVE,
                "Thank you. We look at the chart again in spring.",
            ),
        ),
        (*HOME, dt.date(2009, 3, 31)),
    ),
    Asked(
        "E82094",
        Measure.ACUTE_COST,
        "2008-11",
        "withdrawn",
        dt.date(2009, 1, 5),
        (
            _asked(dt.date(2008, 12, 15), "Your costs have risen for months. What do you know of it?"),
            Step(
                Verb.WITHDRAWN,
                dt.date(2008, 12, 17),
                EXECUTIVE,
                "The trust changed its prices in October: no answer is needed.",
            ),
        ),
    ),
)


def load_run_charts() -> int:
    """Write notes, the limits set anew and the requests; how many rows. Needs the facts."""
    group = CommissioningGroup.objects.get(slug=story.GROUP)
    programme = User.objects.get(email=PROGRAMME_MANAGER)
    practices = Practice.objects.in_bulk([asked.ods_code for asked in REQUESTS], field_name="ods_code")
    practices |= Practice.objects.in_bulk([ods for ods, *_ in NOTES if ods], field_name="ods_code")
    ChartNote.objects.bulk_create(_note(group, practices, programme, *one) for one in NOTES)
    Rebase.objects.create(
        group=group,
        measure=Measure.OUTPATIENT_PROCEDURE,
        month=Month.parse(REBASED_FROM).first,
        reason=REBASE_REASON,
        set_at=at(dt.date(2008, 7, 8), 14, 5),
        set_by=programme,
        is_simulated=True,
    )
    asked = sum(_load(one, group, practices[one.ods_code], programme) for one in REQUESTS)
    return len(NOTES) + 1 + asked


def _note(
    group: CommissioningGroup,
    practices: dict[str, Practice],
    by: User,
    ods: str,
    month: str,
    measure: Measure,
    words: str,
) -> ChartNote:
    about = Month.parse(month)
    return ChartNote(
        group=group,
        practice=practices.get(ods),
        measure=measure,
        month=about.first,
        words=words,
        written_at=at(about.next().first + dt.timedelta(days=19), 9, 40),
        written_by=by,
        is_simulated=True,
    )


def _load(asked: Asked, group: CommissioningGroup, practice: Practice, programme: User) -> bool:
    """Write one request, if there was a figure to ask about."""
    month = Month.parse(asked.month)
    said = _finding(group, practice, asked.measure, month, programme)
    if not said:
        return False
    reasons, plan, review_on = asked.answer
    made = OutlierRequest.objects.create(
        group=group,
        practice=practice,
        measure=asked.measure,
        month=month.first,
        finding=said,
        status=asked.status,
        due_on=asked.due_on,
        reasons=reasons,
        action_plan=plan,
        review_on=review_on,
        is_simulated=True,
    )
    chair = User.objects.get(email=CHAIR)
    people = {PRACTICE: managers()[practice.pk], EXECUTIVE: chair}
    answer = f"Reasons: {reasons}\nAction plan: {plan}"
    OutlierStep.objects.bulk_create(
        OutlierStep(
            request=made,
            number=number,
            verb=step.verb,
            words=step.words or answer,
            made_at=at(step.day, 10 + number, 15),
            made_by=people[step.who],
        )
        for number, step in enumerate(asked.steps, 1)
    )
    return True


def _finding(
    group: CommissioningGroup, practice: Practice, measure: Measure, month: Month, user: User
) -> str:
    """What the page said at the time; "" in a demonstration that does not reach that month."""
    found = history(group=group, month=month, user=user)
    series = practice_series(found, measure, practice, hidden_months(found, measure))
    standing = standing_words(group=group, practice=practice, measure=measure, month=month, user=user)
    return finding(series, standing)
