"""The audit log is written once."""

from django.db import migrations

from daccom.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("daccom", "0001_initial"), ("auditlog", "0017_add_actor_email")]
    operations = [
        append_only("auditlog_logentry"),
    ]
