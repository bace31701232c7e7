"""The tables of the living record."""

from fram.web.record.models.answers import Draft, Product, Profile
from fram.web.record.models.file import FileKind, StoredFile
from fram.web.record.models.reminder import Reminder
from fram.web.record.models.versions import Holder, content_at, content_of, part_held_by, whole_of

__all__ = [
    "Draft",
    "FileKind",
    "Holder",
    "Product",
    "Profile",
    "Reminder",
    "StoredFile",
    "content_at",
    "content_of",
    "part_held_by",
    "whole_of",
]
