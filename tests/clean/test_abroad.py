"""Dates and labels of other languages in a line, and on the pages of English editions."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.clean import clean_page
from detente.clean.abroad import in_english
from detente.records import Page, Story

BODY = (
    "Peru closed two crossings to Bolivia and called its envoy home after a week of quarrels about a dam.\n\n"
    "Bolivia kept its own posts open and asked the neighbours for talks on the water of the lake."
)
HEADLINE = "Peru closes two crossings to Bolivia"


def read(head: str, foot: str = "", body: str = BODY) -> Story:
    story = clean_page(Page(name="page", content=f"{head}\n\n{body}\n\n{foot}", kind="text"))
    assert isinstance(story, Story)
    return story


@pytest.mark.parametrize(
    ("line", "english"),
    [
        ("Mercredi 4 février 2015", "4 February 2015"),
        ("Miércoles, 4 de febrero de 2015", "4 February 2015"),
        ("Srijeda, 4. veljače 2015.", "4 February 2015"),
        ("Quarta-feira, 4 de fevereiro de 2015", "4 February 2015"),
        ("Mittwoch, 4. Februar 2015, 10:15", "4 February 2015, 10:15"),
        ("4 Şubat 2015 Çarşamba 13:02", "4 February 2015 13:02"),
        ("4 กุมภาพันธ์ 2558", "4 February 2015"),
        ("٤ فبراير ٢٠١٥", "4 February 2015"),
        ("Pubblicato il 04/02/2015", "Published: 4 February 2015"),
        ("Güncelleme Tarihi: 4.2.2015 07:15", "Updated: 4 February 2015 07:15"),
        ("4. listopad 2015", "4. listopad 2015"),
        ("04/02/2015", "04/02/2015"),
        ("4 mars rovers in 2015", "4 mars rovers in 2015"),
        ("Publicado el informe de 2015", "Publicado el informe de 2015"),
    ],
)
def test_dates_and_labels_are_put_into_english(line: str, english: str) -> None:
    assert in_english(line) == english


@given(st.text(max_size=80))
def test_twice_is_once(line: str) -> None:
    assert in_english(in_english(line)) == in_english(line)


@pytest.mark.parametrize(
    ("head", "foot", "published", "crawled"),
    [
        (f"Le Courrier du Lac\n{HEADLINE}\nMercredi 4 février 2015, par Ana S.", "", "2015-02-04", None),
        (f"Notas del Lago\n{HEADLINE}\nPublicado el 04/02/2015 - 10:15", "Consultado el 06/02/2015", "2015-02-04", "2015-02-06"),
        (f"The Lake Herald\n\n{HEADLINE}\n\nFeb 4, 2015 Updated 19 hrs ago", "", "2015-02-04", None),
        (f"The Lake Herald\n\n{HEADLINE}\n\nBy Ana Soto\n\nFeb 4, 2015", "", "2015-02-04", None),
        (f"The Lake Herald\n\n18.02.2015, 16:20 (GMT-5)\n\n{HEADLINE}", "lynx -dump  2015-02-20 22:40 -0500", "2015-02-18", "2015-02-20"),
        (
            f"Copy of http://lake.example/1 as we retrieved it on Feb 20, 2015 07:02 GMT.\nLake Herald\n18.02.2015, 16:20\n\n{HEADLINE}",
            "", "2015-02-18", "2015-02-20",
        ),
        (f"https://web.archive.example/web/20150220070211/http://lake.example/\n\nLake Herald\n\n{HEADLINE}", "", None, "2015-02-20"),
        (f"Lake Herald\n\n{HEADLINE}\n\nPublished: 18 February 2015", "2 of 2       20.02.2015 18:36", "2015-02-18", "2015-02-20"),
        (f"Lake Herald\n\n{HEADLINE}", "2 of 2       20.02.2015 18:36", None, None),
        (f"Fri Feb 20 18:20:03 PET 2015\n\nLake Herald\n\n{HEADLINE}\n\nPosted yesterday, 5:52 pm", "", "2015-02-19", "2015-02-20"),
        (f"Lake Herald\n\n{HEADLINE}\n\nPosted yesterday, 5:52 pm", "", None, None),
        (f"Lake Herald\n\n{HEADLINE}", "page saved with Keeper 05.02.2015, 06:31", None, "2015-02-05"),
        (f"Lake Herald\n\n{HEADLINE}\n\n(February 4, 2015)", "Printed on: March 5, 2015", "2015-02-04", "2015-03-05"),
        (f"Lake Herald\n\n{HEADLINE}", "[18/2/2015 11:42]", "2015-02-18", None),
        (f"Lake Herald\n\n{HEADLINE}", "[3/2/2015 11:42]", None, None),
        (f"Lake Herald\n\n{HEADLINE}\n\nFeb 4, 10:15 am", "Retrieved 5 March 2015", None, "2015-03-05"),
        (f"Lake Herald\n\n{HEADLINE}\n\n3 February 2015", "Server time: 04 Feb 2015 10:11", "2015-02-03", "2015-02-04"),
        (f"Lake Herald\n\n{HEADLINE}\n\n3 February 2015", "Now: 04 Feb 2015 10:11", "2015-02-03", None),
        (f"Lake Herald\n\n{HEADLINE}", "Saved from https://lake.example/1 on 2015-02-04", None, "2015-02-04"),
        (f"Diario del Lago\nEdición impresa | Miércoles 4 de febrero de 2015\n\n{HEADLINE}", "", "2015-02-04", None),
    ],
)  # fmt: skip
def test_the_days_of_a_page(head: str, foot: str, published: str | None, crawled: str | None) -> None:
    story = read(head, foot)
    assert story.published == (date.fromisoformat(published) if published else None)
    assert story.crawled == (date.fromisoformat(crawled) if crawled else None)
    assert story.title == HEADLINE


def test_the_day_of_a_dateline_settles_the_figures_above() -> None:
    body = f"LIMA, 6 February -- {BODY}"
    assert read(f"Lake Press Service\nLPS/12\n06/02/2015\n\n{HEADLINE}", body=body).published == date(2015, 2, 6)


def test_the_masthead_s_day_is_the_paper_s_where_the_story_tells_of_the_day_before() -> None:
    body = BODY.replace("Peru closed", "Peru on Tuesday closed")
    head = f"Online edition of The Lake Herald\nWednesday, February 4, 2015\n\n{HEADLINE}"
    assert read(head, body=body).published == date(2015, 2, 4)
    assert read(head.replace("Online edition of The Lake Herald\n", ""), body=body).published is None


def test_the_weekday_of_the_news_settles_figures_below_and_a_day_without_a_year() -> None:
    body = BODY.replace("Peru closed", "Peru on Tuesday closed")
    assert read(f"Lake Herald\n\n{HEADLINE}", "[3/2/2015 11:42]", body).published == date(2015, 2, 3)
    stamp = f"Lake Herald\n\n{HEADLINE}\n\nFeb 4, 10:15 am"
    assert read(stamp, "Retrieved 5 March 2015", body).published == date(2015, 2, 4)
    assert read(stamp.replace("Feb 4", "Feb 7"), "Retrieved 5 March 2015", body).published is None


@pytest.mark.parametrize(
    ("head", "foot", "published", "crawled"),
    [
        (f"Lake Herald\n\n{HEADLINE}\n\nWORLD Updated: Feb 9, 2015 08:12\nPublished: Feb 4, 2015", "", "2015-02-04", None),
        (f"Lake Herald\n\n{HEADLINE}\n\nPosted Feb 4, 2015\nand last updated 10:20 AM, Feb 9, 2015", "", "2015-02-04", None),
        (f"Lake Herald\n\n{HEADLINE}\n\nPublish: 04 Feb 2015\nUpdate: 05 Feb 2015", "", "2015-02-04", None),
        (f"Lake Herald\n\n{HEADLINE}\n\nPosted Feb 4, 2015", "Date   01/01/2015 to 31/12/2015", "2015-02-04", None),
        (f"Lake Herald\n\n{HEADLINE}\n\nPosted Feb 4, 2015", "Printed from The Lake on 24/02/2015 08:55", "2015-02-04", "2015-02-24"),
        (
            f"Lake Herald\n\n{HEADLINE}\n\nPosted Feb 4, 2015",
            "Saved to reading list on 6 February 2015 by a man who has ten of them", "2015-02-04", "2015-02-06",
        ),
        (f"Lake Herald\n\n{HEADLINE}", "http://lake.example/2015/02/04/a/88[06.02.2015 11:26:40]", "2015-02-04", "2015-02-06"),
        (
            (f"Lake Herald\n\n{HEADLINE}\n\n4 février 2015 à 9h41 — Mis à jour le 5 février 2015 à 15h05\n"
            "Par Ana Diaz Lopez, à Lima (traduit de l'espagnol)"),
            "Retrieved 7 February 2015", "2015-02-04", "2015-02-07",
        ),
        (
            f"7 captures\n5 Feb 15 - 2 Mar 19\nJAN   FEB   MAR\n      05\n2014  2015  2016\n\nLake Herald\n\nFeb 4, 2015\n\n{HEADLINE}",
            "", "2015-02-04", "2015-02-05",
        ),
    ],
)  # fmt: skip
def test_changes_spans_and_copies_are_no_publication(head: str, foot: str, published: str, crawled: str | None) -> None:
    story = read(head, foot)
    assert story.published == date.fromisoformat(published)
    assert story.crawled == (date.fromisoformat(crawled) if crawled else None)
    assert story.title == HEADLINE


@pytest.mark.parametrize(
    ("head", "foot", "published"),
    [
        (f"Lake Herald\nFebruary 2 thru February 8, 2015, Vol. VIII Issue 5, Lima\n\n{HEADLINE}", "", "2015-02-02"),
        (f"Lake Herald\nVol. 8, 29 December to 4 January 2015\n\n{HEADLINE}", "", "2014-12-29"),
        (f"Lake Herald\nVol. 8, 2 to 8 February 2015\n\n{HEADLINE}", "", "2015-02-02"),
        (f"Lake Herald\nFebruary 2 to February 8, 1995\n\n{HEADLINE}", "", None),
        (f"Wed, Feb 04, 2015   page 1\nLake | Region\n\n{HEADLINE}", "", None),
        (f"Lake Herald | Thursday 5 February 2015\n\n{HEADLINE}\n19:20 | 04/ 02/ 2015", "Retrieved 5 February 2015", "2015-02-04"),
        (f"LAKE HERALD - News Articles in English, 95-02-04\n\n{HEADLINE}", "", "1995-02-04"),
    ],
)  # fmt: skip
def test_days_of_issues_and_figures(head: str, foot: str, published: str | None) -> None:
    assert read(head, foot).published == (date.fromisoformat(published) if published else None)


def test_a_full_day_in_the_dateline_settles_the_one_above() -> None:
    story = read(
        f"Lake Press Agency\nWednesday 2015/02/04\n\n{HEADLINE}", body=f"Lima, Moon 15, February 4, 2015, LPA -- {BODY}"
    )
    assert (story.published, story.crawled) == (date(2015, 2, 4), None)


def test_an_agency_s_dateline_without_a_dash() -> None:
    story = read(f"Lake Herald\n\n{HEADLINE}", "Retrieved 5 March 2015", f"Lima, Feb 4 (LPA) {BODY}")
    assert (story.dateline, story.published) == ("Lima, Feb 4 (LPA)", date(2015, 2, 4))


@pytest.mark.parametrize(
    "around",
    [
        "View this email in your browser\n\n{}",
        "Login or register to post comments\n\n{}",
        "Trending: lake ferry runs late on Sundays again\n\n{}",
        'THE LAKE HERALD\n"Truth for every single village of the whole wide lake"\n\nNo. 12\n\n{}',
        "{}\n\nTraders stand for hours\n\nAna Diaz and Tomas Reed in Lima",
        "ঢাকা বুধবার শ্রাবণ বাংলা সংবাদ পত্রিকা\n\n{}",
    ],
)  # fmt: skip
def test_what_stands_around_a_headline_is_none(around: str) -> None:
    assert read(around.format(HEADLINE)).title == HEADLINE


def test_a_newspaper_s_narrow_column_is_one_paragraph() -> None:
    column = "The harbour master of the town was\nheld on Tuesday after dockers had\nfought with the guards of a ship\nwhich flew none."
    assert "dockers had fought with the guards" in read(f"Lake Herald\n\n{HEADLINE}", body=f"{column}\n\n{BODY}").text
