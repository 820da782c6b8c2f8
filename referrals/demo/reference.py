"""Specialties, providers and the dates of each month."""

from practices.demo import story
from practices.demo.facts import facts
from practices.models import CommissioningGroup
from referrals.models import Provider, ReportingPeriod, Specialty

A_AND_E = "180"
"""Accident & Emergency attendances have a treatment function of their own; nobody refers to it."""
MONTHS_AHEAD = 2


def load_reference() -> int:
    """Write specialties and providers; how many."""
    about = facts("referrals", "specialties")
    specialties = [
        Specialty(code=fact["code"], name=fact["name"], is_high_volume=fact["high_volume"])
        for fact in about["specialties"]
    ]
    specialties.append(Specialty(code=A_AND_E, name="Accident & Emergency", in_return=False))
    Specialty.objects.bulk_create(specialties, ignore_conflicts=True)
    providers = [Provider(ods_code=fact["code"], name=fact["name"]) for fact in about["providers"]]
    Provider.objects.bulk_create(providers, ignore_conflicts=True)
    return len(specialties) + len(providers)


def load_periods() -> int:
    """Write the group's months by its usual rule, from the first simulated one to March 2009; how many."""
    group = CommissioningGroup.objects.get(slug=story.GROUP)
    months = story.simulated_months()
    for _ in range(MONTHS_AHEAD):
        months.append(months[-1].next())
    rows = [ReportingPeriod.usual(group_id=group.pk, month=month) for month in months]
    return len(ReportingPeriod.objects.bulk_create(rows))
