"""Whether the process lives and whether it can serve: for load balancers and set-up scripts."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

NOT_READY = 503


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "alive"})


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers and is migrated; 503 with the reason when not."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse(
            {"status": "not ready", "reason": "The database does not answer."}, status=NOT_READY
        )
    if waiting:
        return JsonResponse(
            {"status": "not ready", "reason": "The database is not migrated."}, status=NOT_READY
        )
    return JsonResponse({"status": "ready"})
