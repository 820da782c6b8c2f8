"""Simulated budgets and spend. The total of 2007/08 follows the plan: an overspend of £998,000 was 0.8%.

2006/07 is there so that forecasts can be held against two complete years; only one thing of it is stated,
that prescribing was heading for an overspend of 1.75%.

All sums are whole numbers, so that they come out the same everywhere: pounds for budgets, pence for spend.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from budgets.models import Category, IndicativeBudget, MonthlySpend
from daccom.calendar import FinancialYear, Month
from practices.demo import story
from practices.demo.accounts import FINANCE
from practices.demo.draws import ONE, Draws
from practices.demo.facts import facts
from practices.demo.moments import at
from practices.demo.shares import shared
from practices.models import Practice, User

TOTALS = {2006: 116_017_500, 2007: 124_750_000, 2008: 133_482_500}
"""What 0.8% implies for 2007/08; 7% less and 7% more: the middle of the stated range of uplifts."""
PER_THOUSAND = {
    "ACU-EL": 210,
    "ACU-EM": 235,
    "ACU-OP": 115,
    "ACU-AE": 25,
    "PRE": 150,
    "PRO": 110,
    "ENH": 20,
    "MEN": 95,
    "PRM": 15,
    "OTH": 25,
}
SPENT_PER_THOUSAND = {
    2006: dict(zip(PER_THOUSAND, (1022, 1035, 1018, 1020, 1018, 960, 990, 1004, 1000, 985), strict=True)),
    2007: dict(zip(PER_THOUSAND, (1043, 1048, 1030, 1040, 943, 914, 985, 1002, 990, 1000), strict=True)),
    2008: dict(zip(PER_THOUSAND, (1012, 1024, 1004, 1030, 978, 986, 1000, 1001, 1000, 995), strict=True)),
}
EVEN = (1000,) * 12
WINTER = (960, 950, 950, 970, 960, 960, 1000, 1020, 1090, 1080, 1020, 1040)
"""April to March, in thousandths of an even month."""
PROFILES = {
    "ACU-EM": WINTER,
    "ACU-AE": WINTER,
    "PRE": (980, 990, 980, 1010, 970, 990, 1020, 1000, 1040, 1010, 970, 1040),
}
DRIFTS = {2006: {"ACU-EL": 7, "ACU-OP": 5, "PRO": -6}}
"""Thousandths by which a line of a year rises (or falls) each month about the year's middle."""
BAND_COSTS = (900, 450, 650, 750, 750, 900, 1250, 1900, 2900)
"""Roughly how dear a patient of each age band is: an average patient is about 1,000."""
POSTED_ON_DAY = 18


def practice_weights() -> dict[str, int]:
    """List size weighted by age, for each practice by ODS code, in the order of the plan."""
    lists = {counted["key"]: counted["practices"] for counted in facts("practices", "list_sizes")["lists"]}
    return {
        code: sum(
            cost * (men + women)
            for cost, men, women in zip(BAND_COSTS, bands["male"], bands["female"], strict=True)
        )
        for code, bands in lists["derived_2008"].items()
    }


def yearly_budgets(year: int) -> dict[tuple[str, str], int]:
    """Pounds by (ODS code, category): fair shares moved by up to about a tenth, adding up to the total."""
    weights = practice_weights()
    distance = 1000 + 30 * Draws("distance from target").normal(len(weights)) // ONE
    practices = shared(TOTALS[year], [w * int(d) for w, d in zip(weights.values(), distance, strict=True)])
    return {
        (code, category): pounds
        for code, budget in zip(weights, practices, strict=True)
        for category, pounds in zip(PER_THOUSAND, shared(budget, list(PER_THOUSAND.values())), strict=True)
    }


def months_with_spend(months: list[Month]) -> list[Month]:
    """`months`; when they are all that is simulated, after those of the year before them."""
    earlier = FinancialYear(min(TOTALS)).months if months[0] == story.FIRST_MONTH else []
    return [*earlier, *months]


def load_budgets() -> int:
    """Write the indicative budgets of every year; how many rows."""
    practices, categories = _by_code()
    rows = [
        IndicativeBudget(
            practice=practices[code],
            category=categories[category],
            year=year,
            amount=Decimal(pounds),
            is_simulated=True,
        )
        for year in TOTALS
        for (code, category), pounds in yearly_budgets(year).items()
    ]
    return len(IndicativeBudget.objects.bulk_create(rows))


def load_spend(months: list[Month]) -> int:
    """Write what PCT finance posted for each month; how many rows."""
    practices, categories = _by_code()
    finance = User.objects.get(email=FINANCE)
    rows = [
        MonthlySpend(
            practice=practices[code],
            category=categories[category],
            month=month.first,
            amount=Decimal(pence) / 100,
            posted_at=at(month.next().first.replace(day=POSTED_ON_DAY), 11),
            posted_by=finance,
            is_simulated=True,
        )
        for month in months
        for code, category, pence in month_of_spend(month)
    ]
    return len(MonthlySpend.objects.bulk_create(rows))


def month_of_spend(month: Month) -> Iterator[tuple[str, str, int]]:
    """(ODS code, category, pence) of one month; the practice left unposted is not among them."""
    year = month.year.start_year
    budgets = yearly_budgets(year)
    noise = (1000 + 30 * Draws("spend", month).normal(len(budgets)) // ONE).tolist()
    habits = _habits(year)
    for ((code, category), pounds), varied in zip(budgets.items(), noise, strict=True):
        if (code, month) == (story.UNPOSTED, story.LAST_MONTH):
            continue
        profile = PROFILES.get(category, EVEN)[month.number - 1]
        level = SPENT_PER_THOUSAND[year][category] + _extra(code, category, month.year) + habits[code]
        level += DRIFTS.get(year, {}).get(category, 0) * (2 * month.number - 13) // 2
        yield code, category, pounds * 100 * profile * level * varied // (12 * 1000**3)


def _habits(year: int) -> dict[str, int]:
    """Thousandths by which each practice spends more or less than the others in a year; nothing in all."""
    weights = practice_weights()
    habits = (14 * Draws("habits", year).normal(len(weights)) // ONE).tolist()
    common = sum(w * h for w, h in zip(weights.values(), habits, strict=True)) // sum(weights.values())
    return {code: habit - common for code, habit in zip(weights, habits, strict=True)}


def _extra(code: str, category: str, year: FinancialYear) -> int:
    """Thousandths on top of the level for the practice that is over its budget."""
    over = code == story.OVER_BUDGET and category.startswith("ACU") and year.start_year == 2008
    return story.OVER_BUDGET_PERCENT * 10 if over else 0


def _by_code() -> tuple[dict[str, Practice], dict[str, Category]]:
    return (
        Practice.objects.in_bulk(list(practice_weights()), field_name="ods_code"),
        Category.objects.in_bulk(field_name="code"),
    )
