"""Real sentences as stand-off: the words come from the user's copy of the source, and what is not in it is counted."""

import csv
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from corpus.newstext import (
    SOURCES,
    annotated,
    annotated_stories,
    digest,
    to_learn,
    voa_sentences,
    wikinews_sentences,
)
from quality.unlabelled import learnt, unlabelled, written

SAID = "Peru's envoy did n't sign ( again ) ."
JOINED = "Peru's envoy didn't sign (again)."
STORY = "Peru recalled its envoy on Friday. The foreign ministry in Lima gave no reason for the step."


def made(folder: Path) -> Path:
    """A source in the shape of NEWSTEXT."""
    (folder / "gmb_voa").mkdir(parents=True)
    (folder / "wikinews").mkdir()
    words = ["Kenya", "waited", ".", *SAID.split()]
    heads = {0: "Sentence: 1", 3: "Sentence: 2"}
    rows = [["Sentence #", "Word", "POS", "Tag"], *([heads.get(n, ""), word, "", ""] for n, word in enumerate(words))]
    table = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    with zipfile.ZipFile(folder / "gmb_voa" / "ner_dataset.zip", "w") as archive:
        archive.writestr("ner_dataset.csv", table)
    for name in ("wikinews_2019.csv", "wikinews_2020.csv"):
        with (folder / "wikinews" / name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerows([["url", "title", "text"], [f"https://made.example/{name}", "Peru recalls envoy", STORY]])
    return folder


def item(text: str) -> dict[str, object]:
    return {
        "id": "one",
        "sha256": digest(text),
        "split": "dev",
        "mentions": [{"id": "a", "start": 0, "end": 12}],
        "spans": [],
        "events": [{"trigger": {"start": 20, "end": 24}}],
    }


def test_sentences_are_joined_as_in_print(tmp_path: Path) -> None:
    source = made(tmp_path)
    assert list(voa_sentences(source)) == ["Kenya waited.", JOINED]
    assert "Peru recalled its envoy on Friday." in list(wikinews_sentences(source))


def test_words_are_put_in_and_what_is_not_there_is_counted(tmp_path: Path) -> None:
    source, gold = made(tmp_path / "source"), tmp_path / "gold"
    gold.mkdir()
    lines = [json.dumps(item(text)) for text in (JOINED, "A sentence that the source has not.")]
    (gold / "voa.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found, missing = annotated(gold, source, "voa")
    assert missing == 1
    (one,) = found
    assert one["text"] == JOINED
    assert [mention["text"] for mention in one["mentions"]] == ["Peru's envoy"]
    assert one["events"][0]["trigger"]["text"] == "sign"
    assert annotated(gold, source, "wikinews") == ([], 0)


def test_what_the_source_lacks_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source, gold = made(tmp_path / "source"), tmp_path / "gold"
    gold.mkdir()
    lines = [json.dumps(item(text)) for text in (JOINED, "A sentence that the source has not.")]
    (gold / "voa.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.setattr("corpus.newstext.TAUGHT", gold)
    assert [one["text"] for one in to_learn(source, "dev")] == [JOINED]
    assert "1 annotated sentences of voa are not in" in capsys.readouterr().err
    assert to_learn(source, "train") == []


def test_without_a_source_there_is_nothing_to_learn() -> None:
    assert to_learn(None, "train") == []


def test_whole_stories_are_read_with_the_page_of_their_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, gold = made(tmp_path / "source"), tmp_path / "gold"
    gold.mkdir()
    sentence = {**item("Peru recalled its envoy on Friday."), "mentions": [{"id": "a", "start": 0, "end": 4}]}
    story = {"id": "w1", "split": "dev", "url": "https://made.example/wikinews_2019.csv", "sentences": [sentence]}
    (gold / "wikinews.jsonl").write_text(json.dumps(story) + "\n", encoding="utf-8")
    monkeypatch.setattr("corpus.newstext.STORIES", gold)
    (found,) = annotated_stories(source, "dev")
    assert found["page"].content == STORY
    assert found["title"] == "Peru recalls envoy"
    assert [mention["text"] for mention in found["sentences"][0]["mentions"]] == ["Peru"]
    assert annotated_stories(source, "test") == []


def test_what_is_annotated_is_not_for_a_teacher_to_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, real = made(tmp_path / "source"), tmp_path / "real"
    (real / "stories").mkdir(parents=True)
    (real / "voa.jsonl").write_text(json.dumps(item(JOINED)) + "\n", encoding="utf-8")
    story = {"id": "w1", "sentences": [item("Peru recalled its envoy on Friday.")]}
    (real / "stories" / "w.jsonl").write_text(json.dumps(story) + "\n", encoding="utf-8")
    monkeypatch.setattr("quality.unlabelled.REAL", real)
    assert list(unlabelled(source)) == ["The foreign ministry in Lima gave no reason for the step."]


def test_sources_beside_are_read_by_paragraph(tmp_path: Path) -> None:
    source = made(tmp_path / "newstext")
    assert [list(SOURCES[part](source)) for part in ("press", "geovirus", "official")] == [[], [], []]
    (tmp_path / "geoparsing").mkdir()
    text = "Chad <expelled> him. Why?\n\nNobody in the press room knew why he went."
    article = f"<article><title>No</title><text><![CDATA[{text}]]></text></article>"
    for name in ("TR-News", "GeoVirus"):
        (tmp_path / "geoparsing" / f"{name}.xml").write_text(f"<articles>{article}</articles>", encoding="utf-8")
    (tmp_path / "re3d" / "CENTCOM").mkdir(parents=True)
    (tmp_path / "re3d" / "CENTCOM" / "documents.json").write_text(json.dumps({"text": text}), encoding="utf-8")
    said = ["Chad <expelled> him.", "Why?", "Nobody in the press room knew why he went."]
    for part in ("press", "geovirus", "official"):
        assert list(SOURCES[part](source)) == said


def test_an_ecb_article_is_put_together_from_its_tokens(tmp_path: Path) -> None:
    source = made(tmp_path / "newstext")
    assert list(SOURCES["ecb"](source)) == []
    said = (
        ["http", ":", "/", "/", "made.example"],
        ["``", "Chad", "wo", "n't", "sign", ",", "''", "he", "said", "."],
        ["Talks", "fail"],
    )
    (tmp_path / "ecbplus").mkdir()
    with tarfile.open(tmp_path / "ecbplus" / "ecbplus.tar.gz", "w:gz") as archive:
        for name, sentences in (("10_1ecb", said), ("9_1ecb", [["No", "."], *said])):
            tokens = "".join(
                f'<token sentence="{n}">{word}</token>' for n, words in enumerate(sentences) for word in words
            )
            document = f"<Document>{tokens}</Document>".encode()
            entry = tarfile.TarInfo(f"ECB+/{name.split('_')[0]}/{name}.xml")
            entry.size = len(document)
            archive.addfile(entry, io.BytesIO(document))
    assert list(SOURCES["ecb"](source)) == ["No.", '"Chad won\'t sign," he said.']


def test_a_teacher_never_reads_the_press_aloud(tmp_path: Path) -> None:
    source = made(tmp_path / "newstext")
    (tmp_path / "geoparsing").mkdir()
    for name, said in (
        ("TR-News", "Nobody in the press room knew."),
        ("GeoVirus", "The fever came back in May of that year."),
    ):
        article = f"<articles><article><text>{said}</text></article></articles>"
        (tmp_path / "geoparsing" / f"{name}.xml").write_text(article, encoding="utf-8")
    read = set(unlabelled(source))
    assert "The fever came back in May of that year." in read
    assert "Nobody in the press room knew." not in read


def test_annotated_sentences_with_an_event_are_read_aloud_where_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, real = made(tmp_path / "source"), tmp_path / "real"
    real.mkdir()
    rows = [
        {**item(JOINED), "split": "train"},
        {**item("Kenya waited."), "split": "train", "mentions": [], "events": []},
    ]
    (real / "voa.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    monkeypatch.setattr("corpus.newstext.TAUGHT", real)
    assert learnt(source) == [JOINED]


def test_written_sentences_with_an_event_are_read_aloud_where_asked_for(tmp_path: Path) -> None:
    corpus = tmp_path / "sentences"
    corpus.mkdir()
    quiet: dict[str, list[str]] = {"mentions": [], "spans": [], "events": [], "nones": [], "contexts": []}
    rows = [
        {**item(JOINED), "split": "train", "text": JOINED},
        {**item(JOINED), "text": JOINED},
        {"id": "x3", "split": "train", "text": "Kenya waited.", **quiet},
    ]
    (corpus / "x.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    assert written(corpus) == [JOINED]
