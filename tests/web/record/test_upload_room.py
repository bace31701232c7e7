"""However large an upload is, it takes little memory and at most so much of the disk."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

from django.conf import settings

from fram.web.ui.uploads import CappedUploadHandler

PIECE = 64 * 1024


def pieces(size: int) -> Iterator[bytes]:
    for start in range(0, size, PIECE):
        yield bytes(min(PIECE, size - start))


def taken(size: int) -> tuple[CappedUploadHandler, int]:
    """A handler that took a file of a size, and the most memory it held meanwhile."""
    handler = CappedUploadHandler()
    handler.new_file("file", "a.pdf", "application/pdf", size, None, {})
    tracemalloc.start()
    for piece in pieces(size):
        handler.receive_data_chunk(piece, 0)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return handler, most


def test_a_large_upload_goes_to_the_disk_up_to_the_limit_and_is_counted_beyond_it() -> None:
    handler, most = taken(50_000_000)
    found = handler.file_complete(50_000_000)
    assert found.size == 50_000_000
    assert most < 3 * settings.LARGEST_FILE
    assert sum(len(piece) for piece in iter(lambda: found.read(PIECE), b"")) == settings.LARGEST_UPLOAD + 1
    found.close()


def test_a_small_upload_stays_in_memory_and_is_whole() -> None:
    handler, _ = taken(300_000)
    assert not handler.kept._rolled  # type: ignore[attr-defined]
    found = handler.file_complete(300_000)
    assert found.read() == bytes(300_000)
    found.close()


def test_a_file_between_the_two_limits_is_whole() -> None:
    handler, most = taken(5_000_000)
    found = handler.file_complete(5_000_000)
    assert sum(len(piece) for piece in found.chunks()) == 5_000_000
    assert most < 3 * settings.LARGEST_FILE
    found.close()
