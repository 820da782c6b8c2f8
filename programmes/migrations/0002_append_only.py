"""What is signed, the signatures and the documents are written once."""

from django.db import migrations

from daccom.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial")]
    operations = [
        append_only("programmes_planversion"),
        append_only("programmes_plansignature"),
        append_only("programmes_plandocument"),
    ]
