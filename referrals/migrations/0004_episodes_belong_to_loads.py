"""Give the episodes that were there before extracts an extract each provider month came in."""

from django.db import migrations
from django.db.models import Count, Sum
from django.utils import timezone


def give_loads(apps, _editor):
    Episode, Extract, Load = (apps.get_model("referrals", name) for name in ("Episode", "Extract", "Load"))
    Membership = apps.get_model("practices", "Membership")
    months = Episode.objects.filter(load=None).values("month", "provider", "is_simulated")
    for found in months.annotate(rows=Count("pk"), cost=Sum("total_cost")).order_by("month", "provider"):
        episodes = Episode.objects.filter(load=None, month=found["month"], provider=found["provider"])
        member = Membership.objects.filter(practice__in=episodes.values("practice")).first()
        if member is None:
            raise RuntimeError("Episodes of practices in no group belong to no PCT: give them one first.")
        now = timezone.now()
        extract = Extract.objects.create(
            pct_id=member.group.pct_id,
            file_name=f"before extracts, {found['month']:%Y-%m}",
            sha256="0" * 64,
            size_bytes=0,
            status="loaded",
            rows_read=found["rows"],
            rows_good=found["rows"],
            received_at=now,
            checked_at=now,
            ended_at=now,
            is_simulated=found["is_simulated"],
        )
        load = Load.objects.create(
            extract=extract,
            pct_id=extract.pct_id,
            provider_id=found["provider"],
            month=found["month"],
            status="current",
            version=1,
            rows=found["rows"],
            total_cost=found["cost"],
            loaded_at=now,
        )
        episodes.update(load=load)


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0003_extracts_and_challenges"),
        ("practices", "0003_clinicians_and_certifiers"),
    ]
    operations = [migrations.RunPython(give_loads, migrations.RunPython.noop)]
