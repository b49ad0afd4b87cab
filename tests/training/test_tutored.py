"""Changed sentences keep what is not annotated of them; a student beside a tiny teacher comes nearer to what it says."""

import random
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs torch (dependency group 'train')")
pytest.importorskip("onnx", reason="the export needs onnx (dependency group 'train')")

from training.bert import Bert, Shape, default_base
from training.epochs import TrainingSet
from training.examples import load_tokenizer
from training.fit import with_none
from training.mpnet import Mpnet
from training.network import Network
from training.tutored import (
    ASKED,
    Plain,
    Settings,
    Stream,
    answer,
    ask,
    opinion,
    opinion_loss,
    plain_batches,
    states_width,
    tutor,
)
from training.vary import Varier, spans_of

CORPUS = Path(__file__).parents[2] / "corpus" / "sentences"
SMALL = {"num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}


@pytest.fixture(scope="module")
def corpus() -> TrainingSet:
    return TrainingSet.read(CORPUS, load_tokenizer(default_base() / "tokenizer.json"), seed=3, limit=60)


@pytest.fixture(scope="module")
def varier(corpus: TrainingSet) -> Varier:
    return Varier.of(corpus.items)


def rng(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 (sampling)


def test_every_sentence_comes_once_and_none_is_changed_if_so_asked(corpus: TrainingSet, varier: Varier) -> None:
    assert sorted(varier.sentences(rng(1), changed=0.0)) == sorted(item["text"] for item in corpus.items)


def test_most_sentences_are_changed_if_so_asked_the_same_way_for_the_same_seed(
    corpus: TrainingSet, varier: Varier
) -> None:
    texts = {item["text"] for item in corpus.items}
    changed = list(varier.sentences(rng(2), changed=1.0))
    assert changed == list(varier.sentences(rng(2), changed=1.0))
    assert sum(text not in texts for text in changed) > len(texts) * 0.6
    assert all(text.strip() for text in changed)


def test_a_span_is_changed_for_one_that_can_stand_for_it() -> None:
    item = {
        "text": "Rebels shelled Qusm on Friday.",
        "mentions": [{"start": 0, "end": 6}],
        "spans": [{"kind": "place", "start": 15, "end": 19}, {"kind": "time", "start": 20, "end": 29}],
        "events": [{"trigger": {"start": 7, "end": 14}}],
    }
    only = Varier.of([item])
    assert {only.change(item, rng(seed)).split(",")[0].rstrip(". ") for seed in range(30)} >= {item["text"][:-1]}
    assert {span.words for span in spans_of(item)} == {"Rebels", "Qusm", "on Friday", "Friday", "shelled"}
    other = {**item, "text": "Troops stormed Ulum on Sunday.", "events": [{"trigger": {"start": 7, "end": 14}}]}
    both = Varier.of([item, other])
    words = {word for seed in range(200) for word in both._swapped(item, rng(seed)).split()}
    assert {"Rebels", "Troops", "shelled", "stormed", "Qusm", "Ulum", "Friday.", "Sunday."} == words - {"on"}


def batch_of(corpus: TrainingSet, size: int) -> Plain:
    return next(plain_batches([item["text"] for item in corpus.items[:size]], corpus.tokenizer, size, rng(1)))


def tiny(corpus: TrainingSet, seed: int, *, teacher: bool = False) -> Network:
    torch.manual_seed(seed)
    words = corpus.tokenizer.get_vocab_size()
    wide = Mpnet(Shape(vocab_size=words, hidden_size=400, max_position_embeddings=514, **SMALL))
    return Network(
        wide if teacher else Bert(Shape(vocab_size=words, hidden_size=32, **SMALL)), len(corpus.labels.labels)
    )


@torch.no_grad()
def test_answers_by_sentence_are_those_of_the_heads(corpus: TrainingSet) -> None:
    network, batch = tiny(corpus, 4).eval(), batch_of(corpus, 7)
    read = network.encoder(batch.ids, batch.mask, batch.shapes)
    asked = ask(read[1])
    said = answer(network, read, batch.mask, asked)
    states, triggers, arguments = read[0], asked.triggers, asked.arguments
    labels, auxiliary, contexts = network.trigger(states, batch.mask, triggers.flatten(0, 1))
    one = triggers[:, :, None].expand(-1, -1, arguments.shape[1], -1).flatten(0, 2)
    other = arguments[:, None].expand(-1, triggers.shape[1], -1, -1).flatten(0, 2)
    there = asked.trigger_there.flatten() > 0
    both = (asked.trigger_there[:, :, None] * asked.argument_there[:, None]).flatten() > 0
    assert there.any()
    assert both.any()
    for ours, theirs in ((said.labels, labels), (said.auxiliary, auxiliary), (said.contexts, contexts)):
        torch.testing.assert_close(ours[there], theirs[there], atol=1e-5, rtol=1e-4)
    roles = network.role(states, batch.mask, one, other)
    torch.testing.assert_close(said.roles.flatten(0, 2)[both], roles[both], atol=1e-5, rtol=1e-4)
    pairs = network.judge(states, batch.mask, asked.left.flatten(0, 1), asked.right.flatten(0, 1))
    torch.testing.assert_close(said.pairs, pairs, atol=1e-5, rtol=1e-4)


@torch.no_grad()
def test_asked_are_the_likeliest_spans_of_different_beginnings() -> None:
    scores = torch.full((1, 4, 12, 12), -1e4)
    scores[0, 1, 3, 4], scores[0, 1, 3, 5], scores[0, 1, 7, 7] = 2.0, 5.0, 1.0
    asked = ask(scores)
    assert asked.triggers[0, :2].tolist() == [[0, 3, 5], [0, 7, 7]]
    assert asked.trigger_there.sum() == 2
    assert asked.argument_there.sum() == 0
    assert asked.pair_there.sum() == 0
    assert asked.arguments.shape[1] == ASKED["mention"] + ASKED["time"] + ASKED["place"]


@pytest.mark.filterwarnings("ignore")
def test_a_student_comes_nearer_to_the_mean_of_its_teachers(corpus: TrainingSet, varier: Varier) -> None:
    teachers = [tiny(corpus, seed, teacher=True).eval() for seed in (1, 2)]
    student, batch = tiny(corpus, 3), batch_of(corpus, 16)
    membership = with_none(torch.from_numpy(corpus.labels.type_matrix()))
    still = torch.nn.Linear(32, sum(map(states_width, teachers)))

    def distance() -> float:
        student.eval()
        with torch.no_grad():
            return float(opinion_loss(student, still, batch, opinion(teachers, batch), membership))

    before = distance()
    settings = Settings(steps=25, seconds=600, batch_size=16, encoder_rate=1e-3, head_rate=5e-3, annotated=0.2, seed=1)
    tutor(student, teachers, Stream(corpus, varier, settings), settings, loaders=0)
    assert distance() < before * 0.95
