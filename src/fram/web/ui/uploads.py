"""Uploads take little memory: what is small stays there, more goes to a file, the rest is counted."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class CappedUploadHandler(FileUploadHandler):
    """Take a file of any size to its end, so that the rest of the form arrives, and keep its first part.

    At most `LARGEST_FILE` bytes lie in memory and `LARGEST_UPLOAD` on the disk, for as long as the request
    lives. The form is told the true size and says what it has no room for.
    """

    def new_file(self, *told: Any, **more: Any) -> None:
        """Begin with an empty file."""
        super().new_file(*told, **more)
        self.kept = SpooledTemporaryFile(max_size=settings.LARGEST_FILE)  # noqa: SIM115 (closed with the request)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece while there is room."""
        room = settings.LARGEST_UPLOAD + 1 - self.kept.tell()
        if room > 0:
            self.kept.write(raw_data[:room])

    def file_complete(self, file_size: int) -> UploadedFile:
        """Return the file with its true size."""
        self.kept.seek(0)
        return UploadedFile(
            file=self.kept,
            name=self.file_name or "",
            content_type=self.content_type or "",
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
