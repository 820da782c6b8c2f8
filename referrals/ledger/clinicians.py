"""What clinicians referred adds up to their practice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db.models import Q

from daccom.ledger import Figure, register
from referrals.models import ReferralCount, ReturnVersion


@register("clinicians add up to their practice")
def certified_by_clinician() -> Iterator[Figure]:
    """Every version counted by clinician: its figures are the sums, and who referred nobody has none."""
    for version in ReturnVersion.objects.select_related("monthly_return__practice").iterator(500):
        if "by_clinician" not in version.content:
            continue
        sums: Counter[tuple[str, str]] = Counter()
        for own in version.content["by_clinician"]:
            sums.update({(line["code"], line["urgency"]): line["referrals"] for line in own["counts"]})
            if own["nil"]:
                yield Figure(f"figures of a nil clinician in {version.receipt}", 0, len(own["counts"]))
        certified = {(line["code"], line["urgency"]): line["referrals"] for line in version.content["counts"]}
        yield Figure(f"clinicians of {version.receipt}", sorted(certified.items()), sorted(sums.items()))


@register("a return counts one way or the other")
def one_kind_of_figures() -> Iterator[Figure]:
    """A month by clinician has no figures of the practice, and the other way round."""
    mixed = Q(monthly_return__by_clinician=True, clinician=None)
    mixed |= Q(monthly_return__by_clinician=False, clinician__isnull=False)
    yield Figure("figures of the other kind", 0, ReferralCount.objects.filter(mixed).count())
