"""Words -> when something happened, relative to the publication date, with the precision that the words allow.

`find_times` marks time expressions in English text; `resolve_date` gives an event its date. No learned model.
"""

from detente.dates.asked import Asked
from detente.dates.filing import is_filed_on, written_on
from detente.dates.grammar import TimeExpression, find_times
from detente.dates.history import HALF_YEAR_DAYS, find_history
from detente.dates.resolution import resolve_date, resolve_expression
from detente.dates.resolvers import Anchor
from detente.dates.story import resolve_dates

__all__ = [
    "HALF_YEAR_DAYS",
    "Anchor",
    "Asked",
    "TimeExpression",
    "find_history",
    "find_times",
    "is_filed_on",
    "resolve_date",
    "resolve_dates",
    "resolve_expression",
    "written_on",
]
