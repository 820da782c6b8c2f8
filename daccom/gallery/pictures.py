"""One chart of each kind."""

from daccom.charts import (
    MONEY,
    RATE,
    Bar,
    Chart,
    FunnelCurve,
    FunnelPoint,
    Range,
    Reference,
    bar_chart,
    funnel_chart,
    line_chart,
    range_chart,
)

GROUP = Reference("Group", 74.2)


BUDGET = [k * 410_000 for k in range(1, 10)]
SPEND = [400_000, 815_000, 1_225_000, 1_640_000, 2_090_000, None, 2_960_000, 3_390_000, 3_830_000]


def charts() -> list[Chart]:
    """Bars, lines, ranges and a funnel over invented figures."""
    return [bars(), lines(), ranges(), funnel()]


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


def funnel() -> Chart:
    """Ratios within limits that narrow as more is expected."""
    at = [50.0, 100.0, 200.0, 400.0]
    return funnel_chart(
        title="Referrals against what was expected",
        sentence="Birch House lies above the limits of chance; the others lie within.",
        points=[
            FunnelPoint("Alder Surgery", 96, 100.0, "As expected", False),
            FunnelPoint("Birch House", 310, 240.0, "High (0.001)", True),
            FunnelPoint("Cedar Practice", 352, 360.0, "As expected", False),
        ],
        curves=[
            FunnelCurve("95%", at, [0.74, 0.81, 0.87, 0.9], [1.32, 1.22, 1.15, 1.1]),
            FunnelCurve("99.8%", at, [0.61, 0.72, 0.8, 0.85], [1.54, 1.35, 1.24, 1.17]),
        ],
    )
