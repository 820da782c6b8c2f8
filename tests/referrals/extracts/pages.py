"""How the tests of the extracts' pages go about: addresses, uploads, a file with bad rows."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from referrals.hidas.layout import NAMES
from referrals.models import Extract
from referrals.selectors.loads import latest_job
from tests.referrals.builders_extracts import check
from tests.referrals.hidas.files import january, row

UPLOAD = reverse("referrals:extract-upload")
BAD = [*january(2), row(3, total_cost="twelve"), row(4, sex="=1+1", age="-4")]
THEIR_NAMES = {name: f"their {name}" for name in NAMES}


def address(name, extract):
    return reverse(f"referrals:extract-{name}", kwargs={"pk": extract.pk})


def upload(client, content, name="HIDAS.csv", **more):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content), **more})


def after_upload(client, content, name="HIDAS.csv", **more):
    """The extract after somebody uploaded it and a worker did its job."""
    response = upload(client, content, name, **more)
    extract = Extract.objects.latest("pk")
    assert response.headers["Location"] == reverse("job-detail", kwargs={"pk": latest_job(extract).pk})
    return check(extract)
