"""What is collected serves every page, and is no more than that."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command


@pytest.fixture
def collected(settings, tmp_path) -> Path:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_every_static_file_that_templates_name_is_there(collected):
    templates = Path(settings.BASE_DIR, "templates").rglob("*.html")
    named = {name for page in templates for name in re.findall(r"{% static '([^']+)' %}", page.read_text())}
    assert named
    assert [name for name in sorted(named) if not (collected / name).is_file()] == []


def test_the_script_finds_the_front_end(collected):
    assert (collected / "nhsuk" / "nhsuk-frontend.min.js").is_file()


def test_no_sources_are_collected(collected):
    assert sum(1 for _ in (collected / "nhsuk").rglob("*")) < 120
