"""Dates and their labels in other languages, put into English: English editions keep the mastheads and stamps of their house.

Takes a line; gives it with its dates and labels as an English page has them, other words as they were. Month names are those of the Unicode
CLDR (data/months.tsv); names that mean different months in two languages ("listopad") are left out. Years of the Buddhist era count only
beside a Thai month. Other calendars are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from detente import ontology

BUDDHIST_ERA = 543
BUDDHIST_YEARS = range(2480, 2601)
LONGEST_LINE = 300
"""Characters; a longer line is running text."""
LABELS = {
    "Published": (
        "publié le", "publiée le", "mis en ligne le", "publicado el", "publicado em", "publicada el", "fecha de publicación",
        "pubblicato il", "veröffentlicht am", "erschienen am", "gepubliceerd op", "geplaatst op", "diterbitkan", "dipublikasikan",
        "objavljeno", "giriş tarihi", "yayınlanma tarihi", "yayın tarihi", "eklenme tarihi", "opublikowano", "data publikacji",
        "publicerad", "publisert", "udgivet", "publicat", "опубликовано", "дата публикации", "입력",
    ),
    "Updated": (
        "modifié le", "mis à jour le", "mise à jour le", "actualizado el", "actualizado", "atualizado em", "aggiornato il",
        "ultimo aggiornamento", "aktualisiert am", "zuletzt aktualisiert", "bijgewerkt op", "diperbarui", "ažurirano",
        "güncelleme tarihi", "son güncelleme", "zaktualizowano", "aktualizacja", "uppdaterad", "oppdatert", "opdateret",
        "обновлено", "수정",
    ),
    "Page saved": (
        "page enregistrée le", "page sauvegardée le", "telle qu'elle était affichée le", "consulté le", "imprimé le",
        "página guardada el", "consultado el", "impreso el", "tal como se mostraba el", "página salva em", "impresso em",
        "pagina salvata il", "consultato il", "stampato il", "seite gespeichert am", "gespeichert am", "abgerufen am",
        "gedruckt am", "opgeslagen op", "afgedrukt op", "disimpan pada", "dicetak pada", "stranica spremljena", "yazdırma tarihi",
        "zapisano", "wydrukowano",
    ),
}  # fmt: skip
"""What sites write before a day; only in front of one is it a label."""
LABEL_OF = {words: label for label, many in LABELS.items() for words in many}


@cache
def _months() -> dict[str, int]:
    return {
        name: int(row["month"])
        for row in ontology.read_table("months.tsv")
        if row["month"].isdigit()
        for name in row["names"].split(" | ")
    }


@cache
def _date_form() -> re.Pattern[str]:
    weekdays = next(row["names"] for row in ontology.read_table("months.tsv") if row["month"] == "weekday").split(" | ")
    weekday, month = _any_of(weekdays), _any_of(_months())
    return re.compile(
        rf"(?<!\w)(?:(?:{weekday})\.?,?\s+)?(?:(?:le|el|il|em|den|dne|la|dia)\s+)?(?P<day>\d{{1,2}})(?:\.º|\.|º|°|er|-)?\s?(?:(?:de|di|d')\s)?"
        rf"(?P<month>{month})\.?,?\s(?:(?:de|del|di)\s)?(?P<year>\d{{4}})(?!\w)"
        rf"(?:\.(?=\s|$))?(?:,?\s(?:{weekday})(?!\w))?",
        re.IGNORECASE,
    )


@cache
def _label_form() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?P<label>{_any_of(LABEL_OF)})\s{{0,2}}:?\s{{0,2}}"
        r"(?=(?:\w+\.?,?\s)?\d{1,2}\s\w|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}[./-]\d)",
        re.IGNORECASE,
    )


FIGURES = re.compile(r"(?<![\d./-])(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>(?:19|20)\d\d)(?![\d/-])")
ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
YEAR = re.compile(r"\d{4}")
THAI = re.compile(r"[\u0e00-\u0e7f]")


def _any_of(names: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


def in_english(line: str) -> str:
    """A line with its dates and their labels in English; a line without any as it is.

    >>> in_english("Publié le : 10/01/2019 - 07:12"), in_english("Jueves, 29 de marzo de 2018")
    ('Published: 10 January 2019 - 07:12', '29 March 2018')
    """
    if len(line) > LONGEST_LINE or YEAR.search(line) is None:
        return line
    said = _date_form().sub(_plain, line)
    labelled = _label_form().sub(lambda match: f"{LABEL_OF[match['label'].lower()]}: ", said)
    # No language of the labels writes the month first.
    return said if labelled == said else FIGURES.sub(_plain_figures, labelled)


def _plain(match: re.Match[str]) -> str:
    year, month = int(match["year"]), _months().get(match["month"].lower())
    if month is None:
        return match[0]
    if THAI.search(match["month"]) and year in BUDDHIST_YEARS:
        year -= BUDDHIST_ERA
    return f"{int(match['day'])} {ENGLISH[month - 1]} {year}"


def _plain_figures(match: re.Match[str]) -> str:
    month = int(match["month"])
    return f"{int(match['day'])} {ENGLISH[month - 1]} {match['year']}" if 0 < month <= len(ENGLISH) else match[0]
