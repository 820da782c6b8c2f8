"""Every page that the walks before this one were sent passes the Nu checker.

The file runs last: tests/browser/conftest.py sorts it there.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
NU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def test_every_page_seen_is_valid_html(pages_seen):
    pages = sorted(pages_seen.glob("*.html"))
    assert pages, "no page was seen: run the walks together with this test"
    command = ["java", "-jar", NU, "--format", "json", "--exit-zero-always", *pages]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    messages = json.loads(answer.stderr)["messages"]
    faults = {
        f"{found['message']} … {found.get('extract', '')}" for found in messages if found["type"] == "error"
    }
    assert faults == set()
