"""Inputs -> pages: files, folders, standard input and URLs; text dumps, HTML, tables, JSON Lines and feeds, told apart by content."""

from detente.read.options import ReadOptions
from detente.read.pages import read_pages

__all__ = ["ReadOptions", "read_pages"]
