"""Inputs -> pages: files, folders, archives, standard input and URLs, told apart by content (docs/reading.md)."""

from detente.read.options import ReadOptions
from detente.read.pages import read_pages
from detente.read.sources import expand, total_bytes

__all__ = ["ReadOptions", "expand", "read_pages", "total_bytes"]
