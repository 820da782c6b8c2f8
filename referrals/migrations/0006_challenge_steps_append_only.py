"""What happened to a challenge is written once."""

from django.db import migrations

from daccom.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("referrals", "0005_episode_load_required")]
    operations = [append_only("referrals_challengestep")]
