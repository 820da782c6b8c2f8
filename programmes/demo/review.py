"""The review of the 2007/08 objectives."""

from practices.demo import story
from practices.demo.facts import facts
from practices.models import CommissioningGroup
from programmes.models import ReviewedObjective

Progress = ReviewedObjective.Progress
PROGRESS = {
    "achieved": Progress.ACHIEVED,
    "partially achieved": Progress.PARTLY,
    "ongoing": Progress.ONGOING,
    "not achieved": Progress.NOT_YET,
    "unsuccessful": Progress.UNSUCCESSFUL,
    "failed": Progress.FAILED,
    "none stated": Progress.NOT_STATED,
}
YEAR = 2007


def load_review() -> int:
    """Write last year's objectives with the document's own word for how far each came; how many."""
    group = CommissioningGroup.objects.get(slug=story.GROUP)
    rows = [
        ReviewedObjective(
            group=group,
            year=YEAR,
            number=fact["number"],
            objective=fact["objective"],
            progress=PROGRESS[fact["status"]],
            comments=fact["comments"],
        )
        for fact in facts("programmes", "review_2007")["objectives"]
    ]
    return len(ReviewedObjective.objects.bulk_create(rows))
