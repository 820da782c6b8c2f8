"""What workers do for programmes: an id in, a service called, safe to run twice."""

from celery import shared_task

from daccom import calendar, jobs
from practices.models import CommissioningGroup
from programmes.services.documents import publish_pdf
from programmes.services.prints import publish_print
from programmes.services.snapshots import take_due_snapshots


@shared_task
def build_plan_pdf(job_id: int) -> bool:
    """Make the PDF that a job asks for; False when another worker has it or it is made."""
    return jobs.with_job(job_id, publish_pdf)


@shared_task
def build_page_pdf(job_id: int) -> bool:
    """Make the PDF of a dashboard; False when another worker has it or it is made."""
    return jobs.with_job(job_id, publish_print)


@shared_task
def draw_pictures() -> int:
    """Draw the pictures of the dashboards of the last due month; of how many pages."""
    from programmes.drawing import draw_dashboards

    return draw_dashboards()


@shared_task
def take_snapshots() -> int:
    """Ask for the settled months of every group to be kept; how many groups there are."""
    groups = list(CommissioningGroup.objects.order_by("pk").values_list("pk", flat=True))
    for group in groups:
        take_group_snapshots.delay(group)
    return len(groups)


@shared_task
def take_group_snapshots(group_id: int) -> int:
    """Keep the settled months of one group that are not kept yet; how many that were."""
    group = CommissioningGroup.objects.get(pk=group_id)
    return take_due_snapshots(group=group, today=calendar.today())
