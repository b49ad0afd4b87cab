"""Page -> story: furniture out, encoding repaired, one title, dates with where they were found, language, publisher."""

from detente.clean.page import clean_page, read_story
from detente.clean.publication import Publication, find_publication

__all__ = ["Publication", "clean_page", "find_publication", "read_story"]
