"""Whether preparer and certifier of the group's returns must differ."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from daccom.errors import Refused
from practices.models import CommissioningGroup
from referrals.forms.extensions import CertifierForm, show_refusal
from referrals.rules.extensions import WHO_SETS, can_set_certifier
from referrals.selectors.certifying import last_decision
from referrals.services.certifying import set_certifier
from referrals.views.common import UNPROCESSABLE, SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def certifier(request: SignedInRequest, group: str) -> HttpResponse:
    """The rule as it is, who set it and why, and the form to change it."""
    found = get_object_or_404(CommissioningGroup.objects.visible_to(request.user), slug=group)
    if not can_set_certifier(request.user, found):
        raise PermissionDenied(f"{WHO_SETS} Ask one of them.")
    now = "yes" if found.certifier_differs else "no"
    form = CertifierForm(request.POST or None, initial={"differs": now})
    if request.method == "POST" and form.is_valid() and _saved(request, found, form):
        messages.success(request, "The rule is saved. It holds for returns sent from now on.")
        return redirect("referrals:certifier", group=found.slug)
    context = {"group": found, "form": form, "decided": last_decision(found)}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "referrals/certifier.html", context, status=status)


def _saved(request: SignedInRequest, group: CommissioningGroup, form: CertifierForm) -> bool:
    try:
        set_certifier(
            group=group,
            by=request.user,
            differs=form.cleaned_data["differs"] == "yes",
            reason=form.cleaned_data["reason"],
        )
    except Refused as refused:
        show_refusal(form, refused)
        return False
    return True
