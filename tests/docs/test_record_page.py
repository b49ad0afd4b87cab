import dataclasses

from detente import records
from docs.record_page import TARGET, render


def test_the_page_is_up_to_date() -> None:
    assert TARGET.read_text(encoding="utf-8") == render(), "run: python -m docs.record_page"


def test_every_field_of_the_event_is_explained() -> None:
    page = render()
    for field in dataclasses.fields(records.Event):
        (line,) = [x for x in page.split("## Actor")[0].splitlines() if x.startswith(f"| `{field.name}` ")]
        assert len(line.split(" | ")[2].strip(" |")) > 10, field.name
