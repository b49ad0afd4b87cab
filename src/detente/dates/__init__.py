"""Words -> when something happened, relative to the publication date, with the precision that the words allow.

`find_times` marks time expressions in English text; `resolve_date` gives an event its date. No learned model.
"""

from detente.dates.grammar import TimeExpression, find_times
from detente.dates.resolution import Anchor, resolve_date, resolve_expression

__all__ = ["Anchor", "TimeExpression", "find_times", "resolve_date", "resolve_expression"]
