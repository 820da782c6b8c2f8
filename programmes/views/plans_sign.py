"""Signing a plan: the next of the three reads what is signed, gives a password and a name."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from programmes.forms.plans import SignForm
from programmes.models import PlanDocument, PlanSignature
from programmes.rules import plans as rules
from programmes.selectors import plans as selectors
from programmes.services import signing as services
from programmes.views.plans import find_plan
from referrals.views.common import SignedInRequest

UNPROCESSABLE = 422


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def plan_sign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show exactly what is signed and take the signature of whoever is next."""
    plan = find_plan(request.user, pk)
    if not rules.signs_as(request.user, plan):
        raise PermissionDenied(
            "The plan is signed by the group's Executive Chair, the PEC chair and the PCT's chief executive. "
            "Your roles are none of these; you can read the plan on its own page."
        )
    version, order = services.turn_of(plan=plan, by=request.user)
    form = SignForm(
        request.POST or None,
        request=request,
        user=request.user,
        initial={"content_sha256": version.sha256},
    )
    if request.method == "POST" and form.is_valid():
        services.sign_plan(
            plan=plan,
            content_sha256=form.cleaned_data["content_sha256"],
            typed_name=form.cleaned_data["typed_name"],
            by=request.user,
        )
        messages.success(request, _thanks(order))
        return redirect("programmes:plan-detail", pk=pk)
    documents = PlanDocument.objects.filter(version=version, kind=PlanDocument.Kind.DRAFT)
    context = {
        "plan": plan,
        "version": version,
        "role": PlanSignature.Order(order).label,
        "state": selectors.signing_state(version),
        "document": documents.defer("content").first(),
        "form": form,
    }
    return render(
        request, "programmes/plan_sign.html", context, status=UNPROCESSABLE if form.is_bound else 200
    )


def _thanks(order: int) -> str:
    if order == services.LAST:
        return "You have signed as the last of three. The plan is fixed, and its sealed PDF is being made."
    return "You have signed the plan. The next signatory finds it under “What needs you”."
