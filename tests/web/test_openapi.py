"""The description of the twins holds: schemathesis asks for what it describes and checks what comes back.

Needs the dependency group `browser`; skipped where it is not there.
"""

import warnings
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.web import make_app
from detente.web.desk import Desk
from tests.web.serving import serving

if find_spec("schemathesis") is None:
    pytest.skip("no schemathesis: uv sync --group browser", allow_module_level=True)

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis.specs.openapi.checks import positive_data_acceptance

CASES = 15
"""Of each address. What is no day, or no text that can be coded, is refused with a reason (400, 422). A schema cannot say so: the check
that valid data is accepted is left out."""


@pytest.fixture(scope="module")
def described(ledger_path: Path) -> Iterator[Any]:
    with serving(make_app(ledger_path, desk=Desk(fetching=None))) as base:
        yield schemathesis.openapi.from_url(f"{base}/openapi.json")


def operations(described: Any) -> list[Any]:  # noqa: ANN401
    return [each.ok() for each in described.get_all_operations()]


def test_every_described_address_is_there(described: Any) -> None:  # noqa: ANN401
    paths = {each.label for each in operations(described)}
    assert {"GET /period.json", "GET /story/{id}.json", "GET /dyad/{first}/{second}.json", "POST /paste.json"} <= paths


def test_answers_are_as_described(described: Any) -> None:  # noqa: ANN401
    for operation in operations(described):
        check(operation)


def check(operation: Any) -> None:  # noqa: ANN401
    """Status codes, content types and bodies of some answers against the description; none is a fault of the server."""

    @given(case=operation.as_strategy(), _=st.none())
    @settings(max_examples=CASES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def ask(case: Any, _: None) -> None:  # noqa: ANN401
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    ask()
