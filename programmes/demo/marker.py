"""Whether this database holds the demonstration, and which. The mark is the load's own row in the audit."""

from daccom import audit
from practices.demo import story
from practices.demo.facts import data_version
from practices.models import CommissioningGroup, User

VERB = "demonstration.loaded"


class CannotLoad(Exception):
    """This database is not one for the demonstration; the message says why and what to do."""


def loaded_version() -> str | None:
    """The version of the demonstration in this database; None when it is free to take one.

    Raises CannotLoad when somebody has an account that the demonstration did not make.
    """
    if User.objects.filter(is_demonstration=False).exists():
        raise CannotLoad(
            "This database has accounts of real people, so the demonstration stays out of it. "
            "Point DATABASE_URL at an empty database."
        )
    group = CommissioningGroup.objects.filter(slug=story.GROUP).first()
    entries = audit.history(group) if group else ()
    loads = (entry for entry in entries if entry.additional_data["verb"] == VERB)
    mark = next((entry.changes["version"][1] for entry in loads), None)
    if mark is None and User.objects.exists():
        raise CannotLoad(
            "This database has accounts already, though no demonstration. "
            "Point DATABASE_URL at an empty database."
        )
    return mark


def mark_loaded() -> None:
    """Write which version was loaded."""
    group = CommissioningGroup.objects.get(slug=story.GROUP)
    audit.record(by=None, verb=VERB, target=group, after={"version": data_version()})
