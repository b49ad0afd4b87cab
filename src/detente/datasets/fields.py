"""The fields of one row of a data set -> days, numbers and CAMEO codes, or a FieldError that names the field and its value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from detente import ontology
from detente.export import codes

MISSING = frozenset({"", "None", "NULL", "NA", "nan"})
WITHOUT_TYPE = re.compile(r"0[12]\d{0,2}")
"""CAMEO's comments and appeals: PLOVER has no event type for them."""
_DAYS = (("%Y-%m-%d", 10), ("%Y%m%d", 8))
SHOWN = 60
MOST = 2**63 - 1


class FieldError(Exception):
    """A field whose value cannot be used: which field, which value, what was expected."""

    def __init__(self, field: str, value: object, expected: str) -> None:
        shown = str(value)
        shown = shown if len(shown) <= SHOWN else shown[:SHOWN] + "…"
        super().__init__(f"{field}: '{shown}' is no {expected}" if shown else f"{field} is empty, {expected} expected")


def to_text(values: Mapping[str, str], field: str) -> str | None:
    """The words of a field; null where the format says that there are none."""
    value = values.get(field, "").strip()
    return None if value in MISSING else value


def to_day(values: Mapping[str, str], field: str) -> date:
    """The day of a field: YYYY-MM-DD or YYYYMMDD, a time of day behind it passed over."""
    value = (to_text(values, field) or "").removesuffix(".0")
    for pattern, width in _DAYS:
        try:
            return datetime.strptime(value[:width], pattern).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise FieldError(field, value, "day (YYYY-MM-DD or YYYYMMDD)")


def to_whole(values: Mapping[str, str], field: str, default: int = 0) -> int:
    """The whole number of a field; the default where it is empty."""
    value = to_text(values, field)
    if value is None:
        return default
    try:
        return bounded(field, int(value))
    except ValueError:
        raise FieldError(field, value, "whole number") from None


def bounded(field: str, value: int) -> int:
    """The number, if a ledger can hold it (64 bits)."""
    if not -MOST - 1 <= value <= MOST:
        raise FieldError(field, value, "number of 64 bits")
    return value


def to_degrees(values: Mapping[str, str], field: str, limit: int) -> float | None:
    """The latitude (limit 90) or longitude (180) of a field; null where it is empty."""
    value = to_text(values, field)
    if value is None:
        return None
    try:
        degrees = float(value)
    except ValueError:
        raise FieldError(field, value, "number of degrees") from None
    if not -limit <= degrees <= limit:
        raise FieldError(field, value, f"number of degrees between -{limit} and {limit}")
    return degrees


def to_cameo(values: Mapping[str, str], field: str) -> str:
    """The CAMEO code of a field."""
    value = to_text(values, field) or ""
    if value in ontology.cameo_codes() or WITHOUT_TYPE.fullmatch(value):
        return value
    if value.isdigit() and f"{value}0" in ontology.cameo_codes():
        return f"{value}0"
    hint = " (zeros in front are missing)" if f"0{value}" in ontology.cameo_codes() else ""
    raise FieldError(field, value, f"CAMEO code{hint}")


def to_type(values: Mapping[str, str], type_field: str, mode_field: str) -> tuple[str, str | None]:
    """PLOVER's event type and mode."""
    event_type, mode = to_text(values, type_field) or "", to_text(values, mode_field)
    if not ontology.is_valid(event_type, None):
        raise FieldError(type_field, event_type, "PLOVER event type")
    if not ontology.is_valid(event_type, mode):
        raise FieldError(mode_field, mode, f"mode of {event_type}")
    return event_type, mode


def quad_of(cameo: str, event_type: str) -> int:
    """PLOVER's quad code; GDELT's for what has no PLOVER type."""
    return ontology.quad_code(event_type) if event_type else codes.gdelt_quad(cameo)
