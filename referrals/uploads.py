"""Takes an upload of gigabytes to disk, and one that is too large to nowhere."""

from __future__ import annotations

import tempfile
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest

from referrals.services.extract_files import INCOMING, folder


class Incoming(TemporaryUploadedFile):
    """An upload beside the extracts, where nobody else reads it and what a killed server left is tidied."""

    def __init__(self, name: str | None, kind: str | None, charset: str | None, extra: Any) -> None:
        file = tempfile.NamedTemporaryFile(dir=folder(), prefix=INCOMING)  # noqa: SIM115 - Django closes it
        UploadedFile.__init__(self, file, name, kind, 0, charset, extra)


class LargeFileUpload(TemporaryFileUploadHandler):
    """Writes the file to disk as it comes. Beyond `largest` bytes it is skipped, and `too_large` says so,
    so that the page can answer in words."""

    def __init__(self, request: HttpRequest, *, largest: int) -> None:
        super().__init__(request)
        self.largest = largest
        self.too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file of the form in our own folder."""
        FileUploadHandler.new_file(self, *args, **kwargs)
        self.file = Incoming(self.file_name, self.content_type, self.charset, self.content_type_extra)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> Any:
        """Keep the piece, unless it is one too many."""
        if start + len(raw_data) > self.largest:
            self.too_large = True
            self.file.close()
            raise SkipFile
        return super().receive_data_chunk(raw_data, start)
