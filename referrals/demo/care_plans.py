"""Care plans of the patients often admitted: some begun, some agreed, a few reviewed; one moved away."""

from __future__ import annotations

from practices.demo import story
from practices.demo.draws import Draws
from practices.demo.moments import at
from practices.models import CommissioningGroup, Practice, Role, RoleAssignment, User
from referrals.models import CarePlan
from referrals.selectors.frequent import ranking

SHARES = {"missing": 300, "drafted": 300, "agreed": 250, "reviewed": 150}
"""Per thousand patients of the list."""
MOVED_PER_THOUSAND = 40


def load_care_plans() -> int:
    """Write plans for the list of the newest month, by each practice's manager; how many."""
    group = CommissioningGroup.objects.get(slug=story.GROUP)
    practices = list(Practice.objects.in_group(group, story.LAST_MONTH.first))
    listed = list(ranking(practices=practices, month=story.LAST_MONTH).listed)
    managers = _managers()
    draws = Draws("care plans")
    fates = draws.below(1000, len(listed)).tolist()
    moved = draws.chance(MOVED_PER_THOUSAND, len(listed)).tolist()
    plans = [
        _plan(practice, number, managers[practice], _status(fate), gone)
        for (practice, number), fate, gone in zip(listed, fates, moved, strict=True)
        if practice in managers and _status(fate) != CarePlan.Status.MISSING
    ]
    return len(CarePlan.objects.bulk_create(plans))


def _managers() -> dict[int, User]:
    """The practice manager of each practice that has an account, by practice id."""
    held = RoleAssignment.objects.filter(role=Role.PRACTICE_MANAGER).select_related("user").order_by("-pk")
    return {role.practice_id: role.user for role in held if role.practice_id is not None}


def _status(fate: int) -> str:
    """Where the plan stands, from a number below a thousand."""
    places = [status for status, share in SHARES.items() for _ in range(share)]
    return places[fate]


def _plan(practice: int, number: str, by: User, status: str, gone: bool) -> CarePlan:
    return CarePlan(
        practice_id=practice,
        nhs_number=number,
        status=status,
        departed=CarePlan.Departed.MOVED_AWAY if gone else CarePlan.Departed.HERE,
        changed_at=at(story.BUSINESS_DATE, 9, 15),
        changed_by=by,
        is_simulated=True,
    )
