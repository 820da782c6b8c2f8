"""The pages shown when something cannot be done: each says why and what to do next."""

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string


def _page(
    request: HttpRequest, template: str, status: int, exception: Exception | None = None
) -> HttpResponse:
    reason = str(exception) if exception and exception.args and isinstance(exception.args[0], str) else ""
    return render(request, template, {"reason": reason}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the browser sent something that makes no sense. The details stay in the log."""
    return _page(request, "400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: inside the person's rows but not their job; the reason is PermissionDenied's message."""
    return _page(request, "403.html", 403, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or none that this person may know of. It never says which."""
    return _page(request, "404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. The page needs no database, no session and no user."""
    return HttpResponseServerError(render_to_string("500.html"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is stale or missing."""
    return _page(request, "403_csrf.html", 403)
