"""Takes an upload of gigabytes to disk, and one that is too large to nowhere."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest


class LargeFileUpload(TemporaryFileUploadHandler):
    """Writes the file to disk as it comes. Beyond `largest` bytes it is skipped, and `too_large` says so,
    so that the page can answer in words."""

    def __init__(self, request: HttpRequest, *, largest: int) -> None:
        super().__init__(request)
        self.largest = largest
        self.too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> Any:
        """Keep the piece, unless it is one too many."""
        if start + len(raw_data) > self.largest:
            self.too_large = True
            self.file.close()
            raise SkipFile
        return super().receive_data_chunk(raw_data, start)
