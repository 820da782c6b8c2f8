"""What a save in the background is answered: short facts for the page that asked."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from daccom.errors import Refused
from referrals.forms.figures import FiguresForm
from referrals.models import MonthlyReturn
from referrals.selectors.months import PracticeMonth
from referrals.views.common import CONFLICT, UNPROCESSABLE


def is_background(request: HttpRequest) -> bool:
    """Whether the page's own script saves while somebody types."""
    return request.headers.get("X-Saved-By") == "autosave"


def saved_answer(saved: MonthlyReturn) -> JsonResponse:
    """The edition to go on from, and when it was saved."""
    when = saved.referrals_saved_at
    return JsonResponse({"edition": saved.edition, "at": f"{timezone.localtime(when):%H:%M}" if when else ""})


def faulty_answer(form: FiguresForm) -> JsonResponse:
    """What is wrong; nothing was saved."""
    problems = [str(problem) for errors in form.errors.values() for problem in errors]
    return JsonResponse({"problems": problems}, status=UNPROCESSABLE)


def conflict_answer(month: PracticeMonth, form: FiguresForm, refused: Refused) -> JsonResponse:
    """What is stored now, box by box, for the person to compare."""
    stored = {cell.field.html_name: "" if cell.stored is None else str(cell.stored) for cell in form.cells}
    answer = {
        "rule": refused.rule,
        "message": str(refused),
        "edition": month.edition,
        "nil": bool(form.initial["nil"]),
        "stored": stored,
    }
    return JsonResponse(answer, status=CONFLICT)
