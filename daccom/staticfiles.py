"""Which static files are collected: of the NHS.UK front end, what pages ask for and no sources."""

from django.contrib.staticfiles.apps import StaticFilesConfig

SOURCES = [
    "common",
    "components",
    "core",
    "errors",
    "lib",
    "macros",
    "*.scss",
    "*.scss.map",
    "*.mjs",
    "*.mts",
]
SOURCES += ["*.mjs.map", "*.mts.map", "component.js*", "configurable-component.js*", "i18n.js*", "index.js*"]
SOURCES += ["nhsuk-frontend.css*", "nhsuk-frontend.js*", "nhsuk-frontend-*", "nhsuk-dynamic-type*"]


class CollectedFiles(StaticFilesConfig):
    """Django's own app, less 1,350 files that would take a minute to hash and compress."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, *SOURCES]
