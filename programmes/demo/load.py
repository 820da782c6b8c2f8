"""The whole demonstration in one transaction: killed half-way, nothing of it stays."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.db import transaction

from budgets.demo.debts import load_debts
from budgets.demo.forecasts import load_forecasts
from budgets.demo.money import load_budgets, load_spend, months_with_spend
from budgets.demo.reference import load_categories, load_stated_figures
from budgets.demo.settings import load_draft, load_settings
from budgets.demo.shapes import load_once, load_profiles
from budgets.demo.spend_explanations import load_explanations
from budgets.demo.variations import load_variations
from daccom.calendar import Month
from practices.demo import story
from practices.demo.accounts import load_accounts
from practices.demo.clinicians import load_clinicians
from practices.demo.organisations import load_list_sizes, load_organisations
from practices.demo.people import load_people
from programmes.demo.marker import CannotLoad, loaded_version, mark_loaded
from programmes.demo.plan import load_plan, send_plan
from programmes.demo.projects import load_projects
from programmes.demo.review import load_review
from programmes.demo.savings import load_pilot, load_savings
from programmes.demo.snapshots import correct_old_spend, load_snapshots
from referrals.demo.care_plans import load_care_plans
from referrals.demo.challenges import load_challenges, load_reconciliation
from referrals.demo.extracts_waiting import load_waiting_extracts
from referrals.demo.facts import load_facts
from referrals.demo.load import Simulated, check_episodes, load_answered_returns, load_episodes
from referrals.demo.planted import Planted
from referrals.demo.reference import load_periods, load_reference
from referrals.demo.run_charts import load_run_charts
from referrals.demo.summaries import load_reference_events, load_summaries
from referrals.demo.tariffs import load_tariffs

Say = Callable[[str], object]


@transaction.atomic
def load_demonstration(*, say: Say, months: int = 22) -> list[Planted]:
    """Write facts and the last `months` simulated months, saying each step; the errors planted among them.

    Raises CannotLoad when the database is not free for it.
    """
    if loaded_version():
        raise CannotLoad("The demonstration was loaded here while this load waited. Nothing was changed.")
    simulated = story.simulated_months(months)
    _load_facts(say)
    activity = _load_months(simulated, say)
    _step(say, "Plan sent for signature", send_plan)
    mark_loaded()
    return activity.planted


def _load_facts(say: Say) -> None:
    _step(say, "Practices", load_organisations)
    _step(say, "List sizes by age and sex", load_list_sizes)
    _step(say, "People and their posts", load_people)
    _step(say, "Accounts", load_accounts)
    _step(say, "Clinicians of four practices", load_clinicians)
    _step(say, "Specialties and providers", load_reference)
    _step(say, "Simulated tariff", load_tariffs)
    _step(say, "Budget categories", load_categories)
    _step(say, "Figures stated in the documents", load_stated_figures)
    _step(say, "Pilot programme 2006/07", load_pilot)
    _step(say, "Review of 2007/08", load_review)
    _step(say, "Projects and milestones 2008/09", load_projects)
    _step(say, "Commissioning plan 2008/09", load_plan)


def _load_months(months: list[Month], say: Say) -> Simulated:
    """The simulated rows of the months."""
    began = time.monotonic()
    activity = load_episodes(months)
    _say(say, "Hospital episodes", len(activity.episodes), began)
    _step(say, "What the checks found", check_episodes)
    _step(say, "Reporting months", load_periods)
    _step(say, "Returns, figures and answers", lambda: load_answered_returns(months, activity))
    _step(say, "Reconciliation dates", lambda: load_reconciliation(months))
    _step(say, "Challenges", lambda: load_challenges(months))
    _step(say, "Extracts that wait", load_waiting_extracts)
    _step(say, "Activity counted by the PCT", lambda: load_summaries(months))
    _step(say, "Events by age and sex 2007/08", load_reference_events)
    _step(say, "Facts of practices and months", load_facts)
    _step(say, "Run charts and requests", load_run_charts)
    _step(say, "Care plans", load_care_plans)
    _step(say, "Indicative budgets", load_budgets)
    _step(say, "Worksheets and reserves", load_settings)
    _step(say, "Variations 2008/09", load_variations)
    _step(say, "Draft budgets 2009/10", load_draft)
    _step(say, "Monthly spend", lambda: load_spend(months_with_spend(months)))
    _step(say, "Profiles 2008/09", load_profiles)
    _step(say, "What comes once in 2008/09", load_once)
    _step(say, "Hospital spend explained", lambda: load_explanations(months))
    _step(say, "Forecasts, month after month", lambda: load_forecasts(months))
    _step(say, "Debt and proposals", load_debts)
    _step(say, "Savings 2008/09", load_savings)
    _step(say, "Months kept as they stood", lambda: load_snapshots(months))
    _step(say, "Spend corrected since", correct_old_spend)
    return activity


def _step(say: Say, what: str, load: Callable[[], int]) -> None:
    """Do one step and say what, how many rows and how long."""
    began = time.monotonic()
    _say(say, what, load(), began)


def _say(say: Say, what: str, rows: int, began: float) -> None:
    say(f"  {what:<34} {rows:>7,} {time.monotonic() - began:>6.1f} s")
