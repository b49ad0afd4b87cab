"""Page -> story: furniture out, encoding repaired, one title, dates with where they were found, language, publisher."""

from detente.clean.page import clean_page, read_story

__all__ = ["clean_page", "read_story"]
