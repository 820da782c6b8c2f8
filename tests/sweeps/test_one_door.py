"""One door for writes: only services save, and each says who. Read from the source, so nothing slips by."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
APPS = ("practices", "referrals", "budgets", "programmes")
WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete"}
DOORS = ("services", "demo", "migrations", "models")


def sources(*, doors: bool) -> list[Path]:
    """The files of the four apps that may write (`doors`) or that may not."""
    files = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    return sorted(path for path in files if is_door(path) == doors)


def is_door(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return parts[1].removesuffix(".py") in DOORS


def calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def writes(call: ast.Call) -> bool:
    """save(), create() … and update(field=value) on rows; a dictionary's update takes no field names."""
    if not isinstance(call.func, ast.Attribute):
        return False
    return call.func.attr in WRITES or (call.func.attr == "update" and bool(call.keywords) and not call.args)


@pytest.mark.parametrize("path", sources(doors=False), ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_written_outside_a_service(path):
    found = [f"{call.lineno}: {called(call)}" for call in calls(ast.parse(path.read_text())) if writes(call)]
    assert found == []


SERVICES = [
    path
    for app in APPS
    for path in [*(ROOT / app).glob("services/*.py"), *(ROOT / app).glob("services.py")]
    if path.name != "__init__.py"
]


def functions(path: Path) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(path.read_text())
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def reached(name: str, known: dict[str, ast.FunctionDef]) -> set[str]:
    """All names called from `name`, through the functions of the same file."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        for call in calls(known[waiting.pop()]):
            if called(call) not in seen:
                seen.add(called(call))
                waiting += [called(call)] if called(call) in known else []
    return seen


def is_atomic(function: ast.FunctionDef) -> bool:
    return any("atomic" in ast.unparse(decorator) for decorator in function.decorator_list)


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_service_says_who_and_writes_it_down(path):
    known = functions(path)
    for name, function in known.items():
        if name.startswith("_") or not is_atomic(function):
            continue
        assert "by" in {argument.arg for argument in function.args.kwonlyargs}, f"{name} does not ask who"
        assert reached(name, known) & {"record", "record_view"}, f"{name} leaves no audit row"
