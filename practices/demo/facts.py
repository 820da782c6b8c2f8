"""The demonstration's facts: JSON files in the `data` folder of each app, one shape per file."""

import json
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings

APPS = ("practices", "referrals", "budgets", "programmes")


@lru_cache
def facts(app: str, name: str) -> dict[str, Any]:
    """What `<app>/data/<name>.json` holds."""
    with (Path(settings.BASE_DIR) / app / "data" / f"{name}.json").open(encoding="utf-8") as file:
        return json.load(file)


def data_version() -> str:
    """Twelve hex digits that change with any fact or any line of the code that loads and simulates."""
    digest = sha256()
    for app in APPS:
        folder = Path(settings.BASE_DIR) / app
        for path in sorted([*folder.glob("data/*.json"), *folder.glob("demo/*.*")]):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]
