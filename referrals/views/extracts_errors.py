"""The rows of a file that cannot be loaded. Their values may be patients', so every look is written down."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from daccom.audit import record_view
from daccom.spreadsheets import download, write_csv
from practices.requests import SignedInRequest
from referrals.selectors.extracts import error_lines, errors_by_rule, errors_in_order
from referrals.tables_extracts import ErrorTable, rule_words
from referrals.views.extracts_access import own_extract

PER_PAGE = 50
HEADERS = ("line", "column", "value", "what is wrong", "rule")


@require_safe
def extract_errors(request: SignedInRequest, pk: int) -> HttpResponse:
    """The errors by row, all or those of one rule."""
    extract = own_extract(request, pk)
    rules = errors_by_rule(extract)
    known = {found.rule: found for found in rules}
    rule = request.GET.get("rule", "")
    chosen = known.get(rule)
    table = ErrorTable(
        errors_in_order(extract, chosen.rule if chosen else ""),
        caption=rule_words(chosen.rule) if chosen else "All rules",
    )
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    record_view(by=request.user, rows=[extract], purpose="rows with errors")
    context = {
        "extract": extract,
        "table": table,
        "chosen": chosen,
        "rules": [(found.rule, rule_words(found.rule), found.errors) for found in rules],
    }
    return render(request, "referrals/extract_errors.html", context)


@require_safe
def extract_errors_csv(request: SignedInRequest, pk: int) -> HttpResponse:
    """All errors as a file, in which nothing can run."""
    extract = own_extract(request, pk)
    record_view(by=request.user, rows=[extract], purpose="rows with errors, as a file")
    return download(write_csv(HEADERS, error_lines(extract)), f"errors-{extract.pk}.csv")
