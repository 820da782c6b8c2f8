import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0004_episodes_belong_to_loads")]
    operations = [
        migrations.AlterField(
            model_name="episode",
            name="load",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="episodes",
                to="referrals.load",
            ),
        ),
    ]
