"""Writing on run charts: notes, and from when on limits are set anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from daccom import calendar
from daccom.calendar import Month
from daccom.errors import Refused
from practices.models import Practice
from referrals.forms.run_charts import MonthForm, NoteForm, RebaseForm
from referrals.models import ChartNote, Measure, Rebase
from referrals.rules import run_charts as rules
from referrals.run_words import what
from referrals.selectors.run_charts import Series, group_series, hidden_months, practice_series
from referrals.services.chart_notes import set_limits_anew, withdraw_note, withdraw_rebase, write_note
from referrals.views.common import UNPROCESSABLE, SignedInRequest
from referrals.views.group_month import GroupMonth, group_month, practice_of
from referrals.views.run_charts import history_of, measure_of


@dataclass(frozen=True)
class Subject:
    """The chart that is written on."""

    place: GroupMonth
    series: Series

    @property
    def practice(self) -> Practice | None:
        return self.series.practice

    @property
    def months(self) -> list[Month]:
        """The chart's months; of a chart without a figure the month in view."""
        return [point.at for point in self.series.chart.points] or [self.place.month]

    @property
    def url(self) -> str:
        return chart_url(self.place, self.series.measure, self.practice)

    @property
    def words(self) -> str:
        whose = self.practice or self.place.group
        return f"{what(self.series.measure, of_group=self.practice is None)}, {whose}"


def chart_url(place: GroupMonth, measure: str, practice: Practice | None) -> str:
    """Where the chart stands."""
    if practice is None:
        return place.address("referrals:run-chart", measure=measure)
    return place.address("referrals:run-chart-practice", measure=measure, ods=practice.ods_code)


@require_http_methods(["GET", "HEAD", "POST"])
def run_chart_note(
    request: SignedInRequest, group: str, month: Month, measure: str, ods: str = ""
) -> HttpResponse:
    """Write a dated note on the chart."""
    about = _subject(request, group, month, measure, ods)
    if not rules.can_write_note(request.user, about.place.group):
        raise PermissionDenied(f"{rules.WHO_WRITES} Ask one of them.")
    form = NoteForm(_posted(request), months=about.months, initial={"month": month.slug})
    if request.method == "POST" and form.is_valid() and _noted(request, about, form):
        messages.success(request, f"The note stands on the chart at {form.chosen}.")
        return redirect(about.url)
    return _page(request, about, form, "A note on the chart")


@require_http_methods(["GET", "HEAD", "POST"])
def run_chart_rebase(
    request: SignedInRequest, group: str, month: Month, measure: str, ods: str = ""
) -> HttpResponse:
    """Set the limits of the chart anew from a month on."""
    about = _subject(request, group, month, measure, ods)
    if not rules.can_rebase(request.user, about.place.group, about.practice):
        raise PermissionDenied(f"{rules.WHO_REBASES} Ask one of them.")
    form = RebaseForm(_posted(request), months=about.months)
    if request.method == "POST" and form.is_valid() and _rebased(request, about, form):
        messages.success(request, f"The limits count anew from {form.chosen}.")
        return redirect(about.url)
    return _page(request, about, form, "Set the limits anew")


@require_POST
def chart_note_withdraw(request: SignedInRequest, group: str, month: Month, pk: int) -> HttpResponse:
    """Take a note off the chart."""
    place = group_month(request, group, month)
    rows = ChartNote.objects.visible_to(request.user).filter(group=place.group)
    note = cast(ChartNote, get_object_or_404(rows, pk=pk))
    if not rules.can_write_note(request.user, place.group):
        raise PermissionDenied(f"{rules.WHO_WRITES} Ask one of them.")
    try:
        withdraw_note(note=note, by=request.user, now=calendar.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The note is off the chart.")
    return redirect(chart_url(place, note.measure, note.practice))


@require_POST
def rebase_withdraw(request: SignedInRequest, group: str, month: Month, pk: int) -> HttpResponse:
    """Let the months before and after share their limits again."""
    place = group_month(request, group, month)
    rows = Rebase.objects.visible_to(request.user).filter(group=place.group)
    rebase = cast(Rebase, get_object_or_404(rows, pk=pk))
    if not rules.can_rebase(request.user, place.group, rebase.practice):
        raise PermissionDenied(f"{rules.WHO_REBASES} Ask one of them.")
    try:
        withdraw_rebase(rebase=rebase, by=request.user, now=calendar.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"The limits no longer count anew from {Month(rebase.month)}.")
    return redirect(chart_url(place, rebase.measure, rebase.practice))


def _subject(request: SignedInRequest, group: str, month: Month, measure: str, ods: str) -> Subject:
    place, about = group_month(request, group, month), measure_of(measure)
    found = history_of(request, place)
    if not ods:
        return Subject(place, group_series(found, about))
    practice = practice_of(found.roster, ods)
    return Subject(place, practice_series(found, about, practice, hidden_months(found, about)))


def _posted(request: SignedInRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _noted(request: SignedInRequest, about: Subject, form: NoteForm) -> bool:
    try:
        write_note(
            group=about.place.group,
            practice=about.practice,
            measure=Measure(about.series.measure),
            month=form.chosen,
            words=form.cleaned_data["words"],
            by=request.user,
            now=calendar.now(),
        )
    except Refused as refused:
        form.show_refusal(refused)
        return False
    return True


def _rebased(request: SignedInRequest, about: Subject, form: RebaseForm) -> bool:
    try:
        set_limits_anew(
            series=about.series,
            group=about.place.group,
            month=form.chosen,
            reason=form.cleaned_data["words"],
            by=request.user,
            now=calendar.now(),
        )
    except Refused as refused:
        form.show_refusal(refused)
        return False
    return True


def _page(request: SignedInRequest, about: Subject, form: MonthForm, heading: str) -> HttpResponse:
    context = {"about": about, "form": form, "heading": heading}
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "referrals/run_chart_write.html", context, status=status)
