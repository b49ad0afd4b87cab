"""Page -> story: furniture out, encoding repaired, one title, dates with where they were found, language, publisher."""

from detente.clean.page import clean_page

__all__ = ["clean_page"]
