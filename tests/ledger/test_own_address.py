"""Addresses that pages give themselves are shown and exported; which page is a newer version of which they do not decide."""

from dataclasses import replace
from pathlib import Path

import pytest

from detente.export import export
from detente.ledger import Ledger
from detente.records import Coded, UrlFrom
from tests.ledger.made import coded, event

ADDRESS = "https://lake-post.example/2022/ferries"
STOPPED = event("2022-07-01 TZA 163 BDI", "Tanzania stopped the ferries of Burundi.")
LONGER = event("2022-07-01 TZA 163 BDI", "Tanzania stopped all ferries of Burundi for a week.")


def at(story: Coded, url_from: UrlFrom | None) -> Coded:
    return replace(story, story=replace(story.story, url=ADDRESS, url_from=url_from))


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "news.duckdb")


def standing(ledger: Ledger) -> list[str]:
    return [source for (source,) in ledger.sql("select source from stories order by source").fetchall()]


def test_the_same_words_under_two_names_are_one_story(ledger: Ledger) -> None:
    ledger.add_coded(
        [
            at(coded("ferries.html", STOPPED), "page"),
            at(coded("ferries (1).html", STOPPED, text=STOPPED.sentence), "page"),
        ]
    )
    assert ledger.sql("select count(*) from stories").fetchall() == [(1,)]
    assert ledger.sql("select count(*) from events").fetchall() == [(1,)]


def test_a_page_takes_no_other_one_s_place_by_giving_its_address(ledger: Ledger) -> None:
    ledger.add_coded([at(coded("fetched", STOPPED), "given")])
    ledger.add_coded(
        [at(coded("saved.html", LONGER), "page"), at(coded("forged.html", event("2022-07-02 BDI 111 TZA")), "page")]
    )
    assert standing(ledger) == ["fetched", "forged.html", "saved.html"]


def test_a_given_address_still_makes_versions(ledger: Ledger) -> None:
    for url_from in ("given", None):  # None: of a ledger from before it was kept
        ledger.add_coded([at(coded(f"first-{url_from}", STOPPED), url_from)])
    ledger.add_coded([at(coded("second", LONGER), "given")])
    assert standing(ledger) == ["second"]


def test_the_same_file_with_other_words_is_a_newer_version(ledger: Ledger) -> None:
    ledger.add_coded([at(coded("ferries.html", STOPPED), "page")])
    ledger.add_coded([at(coded("ferries.html", LONGER), "page")])
    assert ledger.sql("select text from stories").fetchall() == [(LONGER.sentence,)]


def test_exports_name_the_page_and_not_the_file(ledger: Ledger, tmp_path: Path) -> None:
    ledger.add_coded([at(coded("ferries.html", STOPPED), "page")])
    for output_format in ("gdelt", "plover", "mentions"):
        export(ledger, output_format=output_format, output=tmp_path / output_format)
        assert ADDRESS in (tmp_path / output_format).read_text(encoding="utf-8")


def test_an_older_ledger_gets_the_column(tmp_path: Path) -> None:
    with Ledger(tmp_path / "old.duckdb") as ledger:
        ledger.add_coded([at(coded("ferries.html", STOPPED), "page")])
        ledger.cursor().execute(
            "alter table store.stories drop column url_from; delete from migrations where version > 7"
        )
    with Ledger(tmp_path / "old.duckdb") as again:
        assert again.sql("select url, url_from from stories").fetchall() == [(ADDRESS, None)]
