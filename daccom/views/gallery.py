"""Every component on one page, for those who build pages and for the sweeps that check them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from daccom.exports import export_links, export_wanted
from daccom.gallery import components, forms, pictures, tables


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """The gallery, open to anyone signed in; it shows invented figures and keeps nothing."""
    table = tables.PracticeTable(tables.ROWS, caption="Practices", prefix="practices-")
    RequestConfig(request, paginate={"per_page": 4}).configure(table)
    nothing = tables.PracticeTable([], caption="Practices that are late", prefix="late-")
    wanted = export_wanted(request, tables.EXPORTS, "gallery")
    if wanted is not None:
        return wanted
    context = {
        "tasks": components.TASKS,
        "summary": components.SUMMARY,
        "crumbs": components.CRUMBS,
        "colours": components.TAG_COLOURS,
        "heat": components.HEAT,
        "months": components.MONTHS,
        "empty_form": forms.SampleForm(),
        "forms": [forms.SampleForm(forms.WRONG, auto_id="wrong_%s")],
        "table": table,
        "nothing": nothing,
        "exports": export_links(request, tables.EXPORTS),
        "charts": pictures.charts(),
    }
    return render(request, "daccom/gallery.html", context)
