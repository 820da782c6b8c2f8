"""Names Debian's packages that this Python and WeasyPrint lack here, one a line."""

import ctypes
import importlib.util
from pathlib import Path

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
FONT_FOLDERS = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts"]


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_fonts() -> bool:
    return any(next(folder.rglob("*.[to]tf"), None) for folder in FONT_FOLDERS)


def missing_packages() -> list[str]:
    missing = [] if importlib.util.find_spec("ensurepip") else ["python3-venv"]
    missing += [package for library, package in LIBRARIES.items() if not loads(library)]
    return missing if has_fonts() else [*missing, "fonts-liberation"]


if __name__ == "__main__":
    print(*missing_packages(), sep="\n")
