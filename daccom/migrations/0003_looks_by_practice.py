"""A practice's looks are paged by their moments: all that takes is in one index."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("daccom", "0002_append_only")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX look_by_practice_moment ON auditlog_logentry (cid, action, timestamp, actor_id)"
            " WHERE cid IS NOT NULL",
            "DROP INDEX look_by_practice_moment",
        ),
    ]
