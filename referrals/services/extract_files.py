"""The bytes of extracts that are not loaded yet: below VAR_DIR, for us alone, gone when the extract ends."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

from daccom.errors import Refused
from referrals.models import Extract

LARGEST_FILE = 4 * 1024**3
PIECE = 1024 * 1024
FORGOTTEN_AFTER = 24 * 60 * 60
INCOMING = "incoming-"


@dataclass(frozen=True)
class Kept:
    """An upload on our disk, not yet an extract: where it is, its fingerprint and its size in bytes."""

    path: Path
    sha256: str
    size: int

    def give_to(self, extract: Extract) -> None:
        self.path.replace(path_of(extract))


def folder() -> Path:
    """Where the files are; made when it is not there."""
    place = Path(settings.VAR_DIR) / "extracts"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def path_of(extract: Extract) -> Path:
    return folder() / str(extract.pk)


@contextlib.contextmanager
def kept(file: IO[bytes]) -> Iterator[Kept]:
    """A copy of `file` with its fingerprint; it goes away at the end unless it was given to an extract.

    Raises Refused: extract.empty, extract.too-large.
    """
    _tidy()
    descriptor, name = tempfile.mkstemp(dir=folder(), prefix=INCOMING)  # made with mode 0600
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as target:
            yield Kept(path, *_copy(file, target))
    finally:
        path.unlink(missing_ok=True)


def forget(extract_id: int) -> None:
    """Delete the stored file of an extract that has ended."""
    (folder() / str(extract_id)).unlink(missing_ok=True)


def _copy(file: IO[bytes], target: IO[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    while piece := file.read(PIECE):
        size += len(piece)
        if size > LARGEST_FILE:
            raise Refused("extract.too-large", "The file is larger than 4 GB.", "Split it by month.")
        digest.update(piece)
        target.write(piece)
    target.flush()
    if not size:
        raise Refused("extract.empty", "The file is empty.", "Choose a file with a header row and episodes.")
    return digest.hexdigest(), size


def _tidy() -> None:
    """Delete what died in mid-upload left behind, or between the end of an extract and forget()."""
    waiting = {str(pk) for pk in Extract.objects.filter(ended_at=None).values_list("pk", flat=True)}
    for path in folder().iterdir():
        with contextlib.suppress(FileNotFoundError):
            if path.name not in waiting and time.time() - path.stat().st_mtime > FORGOTTEN_AFTER:
                path.unlink()
