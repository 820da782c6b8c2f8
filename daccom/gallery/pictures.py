"""One chart of each kind."""

from daccom.charts import (
    MONEY,
    RATE,
    Bar,
    Chart,
    Range,
    Reference,
    bar_chart,
    line_chart,
    range_chart,
)

GROUP = Reference("Group", 74.2)


BUDGET = [k * 410_000 for k in range(1, 10)]
SPEND = [400_000, 815_000, 1_225_000, 1_640_000, 2_090_000, None, 2_960_000, 3_390_000, 3_830_000]


def charts() -> list[Chart]:
    """Bars, lines and ranges over invented figures."""
    return [bars(), lines(), ranges()]


def bars() -> Chart:
    """Practices beside a group, one of them without a figure."""
    return bar_chart(
        title="Referrals per 1,000 patients, January 2009",
        sentence="Birch House refers a third more than the group; Dogwood has sent no return.",
        names=("Practice", "Referrals per 1,000"),
        bars=[
            Bar("Alder Surgery", 71.2),
            Bar("Birch House", 98.0, note="above limit"),
            Bar("Cedar Practice", 64.5),
            Bar("Dogwood Surgery", None),
            Bar("Elm Road", 77.0),
        ],
        unit=RATE,
        reference=GROUP,
    )


def lines() -> Chart:
    """Two sums over a year, one of them with a gap."""
    return line_chart(
        title="Acute spend and budget, 2008/09",
        sentence="Spend has run ahead of the budget since August and is £140,000 over by December.",
        points=["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        series={"Budget so far": BUDGET, "Spend so far": SPEND},
        unit=MONEY,
    )


def ranges() -> Chart:
    """Values with the limits they should keep to."""
    return range_chart(
        title="Emergency admissions against their limits",
        sentence="Cedar Practice lies above its limits; the others are as expected.",
        names=("Practice", "Admissions per 1,000"),
        ranges=[
            Range("Alder Surgery", 71.2, 66.0, 82.0),
            Range("Birch House", 76.0, 68.5, 79.5),
            Range("Cedar Practice", 91.5, 64.0, 84.0),
        ],
        unit=RATE,
        reference=GROUP,
    )
