"""How every page about HIDAS extracts begins: whose file, and may this person see it or decide about it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from practices.models import PCT
from practices.requests import SignedInRequest
from referrals.models import Extract
from referrals.rules.extracts import can_load_extracts

NOT_PCT = "Extracts belong to the PCT. Ask its information staff."
NOT_YOURS = (
    "Only PCT information staff upload extracts and decide about them. You can read the list of months."
)


def pct_staff_only(request: SignedInRequest) -> None:
    """403 for everybody who does not work for a PCT."""
    if not request.user.access.pct_ids:
        raise PermissionDenied(NOT_PCT)


def own_pct(request: SignedInRequest, pct: PCT) -> PCT:
    """The PCT when one works for it; 403 when one only knows of it, else 404."""
    if pct.pk in request.user.access.pct_ids:
        return pct
    if PCT.objects.visible_to(request.user).filter(pk=pct.pk).exists():
        raise PermissionDenied(NOT_PCT)
    raise Http404


def readable_extract(request: SignedInRequest, pk: int) -> Extract:
    """The file, for the staff of the PCT that received it: 404 outside, 403 for its groups' people."""
    extract = get_object_or_404(
        Extract.objects.select_related("pct", "received_by", "ended_by", "mapping"), pk=pk
    )
    own_pct(request, extract.pct)
    return extract


def own_extract(request: SignedInRequest, pk: int) -> Extract:
    """The file, for those who decide about it and may see its rows."""
    extract = readable_extract(request, pk)
    if not can_load_extracts(request.user, extract.pct_id):
        raise PermissionDenied(NOT_YOURS)
    return extract
