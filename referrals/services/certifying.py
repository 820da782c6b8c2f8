"""The group decides whether preparer and certifier of a return must be two people."""

from __future__ import annotations

from django.db import transaction

from daccom.audit import record
from daccom.errors import Refused
from practices.models import CommissioningGroup, User
from referrals.rules.extensions import require_certifier_setter
from referrals.selectors.certifying import VERB


@transaction.atomic
def set_certifier(*, group: CommissioningGroup, by: User, differs: bool, reason: str) -> None:
    """Switch the rule on or off for returns sent from now on.

    Raises Refused: certifier.not-your-job, certifier.needs-reason, certifier.unchanged.
    """
    require_certifier_setter(by, group)
    if not reason.strip():
        raise Refused("certifier.needs-reason", "The change needs a reason.", "Write why.")
    rows = CommissioningGroup.objects.filter(pk=group.pk, certifier_differs=not differs)
    if not rows.update(certifier_differs=differs):
        raise Refused("certifier.unchanged", "That is how it is set already.", "Nothing was changed.")
    record(
        by=by,
        verb=VERB,
        target=group,
        before={"certifier_differs": not differs},
        after={"certifier_differs": differs, "reason": reason.strip()},
    )
