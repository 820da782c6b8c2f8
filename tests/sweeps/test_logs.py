"""No form, whatever is typed into it, brings a patient's number into the logs."""

from __future__ import annotations

import logging

import pytest
from django.db import transaction
from django.urls import reverse

from tests.sweeps.test_access import ROUTES

NUMBER = "943 476 5919"


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_a_typed_nhs_number_stays_out_of_the_logs(name, cast, caplog):
    route = ROUTES[name]
    client = cast.client(min(route.allowed), raise_request_exception=False)
    address = reverse(name, kwargs=route.kwargs(cast))
    typed = dict.fromkeys([*route.post(cast), "note", "reason", "name", "q", "search"], NUMBER)
    with caplog.at_level(logging.DEBUG), transaction.atomic():
        client.post(address, typed)
        client.get(address, {"q": NUMBER, "month": NUMBER})
        transaction.set_rollback(True)
    ours = [record for record in caplog.records if not record.name.startswith("django.db")]
    assert not [record for record in ours if "4765919" in record.getMessage().replace(" ", "")]
