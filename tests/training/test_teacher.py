"""A tiny teacher: what it says can be learned by a tiny student, and its encoder reads the student's ids."""

import json
import random
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs torch (dependency group 'train')")
pytest.importorskip("onnx", reason="the export needs onnx (dependency group 'train')")

from safetensors.torch import save_file
from tokenizers import Tokenizer

from training.bert import Bert, Shape, default_base
from training.checkpoint import load_into, save
from training.epochs import TrainingSet
from training.examples import LabelSet, load_tokenizer
from training.fit import MASK_TOKEN, SPECIAL, Settings, batch_loss, fit, with_masked, with_none
from training.mpnet import Mpnet, distance_bucket, load_teacher_base
from training.network import Network
from training.soup import averaged
from training.taught import Taught, lessons, read_aloud

CORPUS = Path(__file__).parents[2] / "corpus" / "sentences"
SMALL = {"num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}


@pytest.fixture(scope="module")
def corpus() -> TrainingSet:
    tokenizer = load_tokenizer(default_base() / "tokenizer.json")
    return TrainingSet.read(CORPUS, tokenizer, seed=3, limit=24)


def vocabulary(tokenizer: Tokenizer) -> int:
    return tokenizer.get_vocab_size()


def tiny_teacher(corpus: TrainingSet) -> Network:
    torch.manual_seed(1)
    shape = Shape(vocab_size=vocabulary(corpus.tokenizer), hidden_size=400, max_position_embeddings=514, **SMALL)
    return Network(Mpnet(shape), len(corpus.labels.labels))


@pytest.fixture(scope="module")
def opinions(corpus: TrainingSet) -> list[Taught]:
    teacher = tiny_teacher(corpus)
    fit(teacher, corpus.examples_of, corpus.labels, Settings(epochs=6, batch_size=8, encoder_rate=1e-3))
    return list(read_aloud(teacher, corpus.tokenizer, [item["text"] for item in corpus.items]))


@pytest.mark.filterwarnings("ignore")
def test_a_student_comes_nearer_to_what_its_teacher_says(corpus: TrainingSet, opinions: list[Taught]) -> None:
    student = tiny_student(corpus, corpus.labels, 2)
    membership = with_none(torch.from_numpy(corpus.labels.type_matrix()))

    def distance() -> float:
        student.eval()
        with torch.no_grad():
            rng = random.Random(1)  # noqa: S311 (shuffling, not secrets)
            return sum(float(batch_loss(student, one, membership)) for one in lessons(opinions, 8, rng))

    before = distance()
    fit(student, lambda _: (), corpus.labels, Settings(epochs=6, batch_size=8, encoder_rate=1e-3), taught=opinions)
    assert distance() < before * 0.8


@pytest.mark.filterwarnings("ignore")
def test_an_opinion_is_one_of_probabilities(opinions: list[Taught]) -> None:
    assert opinions
    for one in opinions:
        assert one.labels.astype(float).sum(-1) == pytest.approx(1, abs=0.02)
        assert one.pairs.astype(float).sum(-1) == pytest.approx(1, abs=0.02)
        assert one.roles.shape == one.applies.shape == (len(one.triggers), len(one.arguments), 5)
        assert one.tokens.shape[-1] == len(one.ids) == len(one.shapes)


def test_a_share_of_the_word_pieces_is_hidden_and_no_special_place(opinions: list[Taught]) -> None:
    lesson = next(lessons(opinions, 8, random.Random(1)))  # noqa: S311 (shuffling, not secrets)
    assert with_masked(lesson, 0.0) is lesson
    every = with_masked(lesson, 1.0)
    words = lesson.ids > SPECIAL
    assert (every.ids[words] == MASK_TOKEN).all()
    assert (every.ids[~words] == lesson.ids[~words]).all()
    torch.manual_seed(1)
    some = (with_masked(lesson, 0.3).ids != lesson.ids).sum() / words.sum()
    assert 0.1 < some < 0.5


def test_distances_before_and_after_are_told_apart() -> None:
    buckets = distance_bucket(torch.arange(-200, 201))
    assert int(buckets.max()) < 32
    assert not set(buckets[:200].tolist()) & set(buckets[201:].tolist())
    assert buckets[200] == 0
    assert buckets[193:208].tolist() == [7, 6, 5, 4, 3, 2, 1, 0, 17, 18, 19, 20, 21, 22, 23]


def test_the_teachers_words_stand_in_the_students_order(tmp_path: Path, corpus: TrainingSet) -> None:
    words = ["<s>", "<pad>", "</s>", "[UNK]", "president", "##ed"]
    config = {
        "hidden_size": 4,
        "max_position_embeddings": 12,
        "layer_norm_eps": 1e-5,
        "vocab_size": len(words),
        **SMALL,
    }
    published = Mpnet(Shape(**config)).state_dict()
    save_file({f"mpnet.{name}": tensor for name, tensor in published.items()}, tmp_path / "model.safetensors")
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (tmp_path / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    loaded = load_teacher_base(tmp_path, corpus.tokenizer).embeddings.word_embeddings.weight
    theirs = published["embeddings.word_embeddings.weight"]
    for ours, row in (("[CLS]", 0), ("[SEP]", 2), ("president", 4), ("##ed", 5), ("minister", 3)):
        assert torch.equal(loaded[corpus.tokenizer.token_to_id(ours)], theirs[row])


def tiny_student(corpus: TrainingSet, labels: LabelSet, seed: int) -> Network:
    torch.manual_seed(seed)
    shape = Shape(vocab_size=vocabulary(corpus.tokenizer), hidden_size=32, **SMALL)
    return Network(Bert(shape), len(labels.labels))


def test_some_sentences_only_keep_the_labels_and_words_of_all(corpus: TrainingSet) -> None:
    everything = TrainingSet.read(CORPUS, corpus.tokenizer, seed=3)
    few = frozenset(item["id"] for item in everything.items[:3])
    some = TrainingSet.read(CORPUS, corpus.tokenizer, seed=3, only=few)
    assert {item["id"] for item in some.items} == few
    assert (some.labels, some.words) == (everything.labels, everything.words)


def test_a_checkpoint_fills_a_network_of_other_labels(tmp_path: Path, corpus: TrainingSet) -> None:
    known, *others = corpus.labels.labels
    theirs = LabelSet(labels=(known, *others[1:]))
    saved = tiny_student(corpus, theirs, 1)
    save(tmp_path / "saved.pt", saved.state_dict(), theirs)
    loaded = tiny_student(corpus, corpus.labels, 2)
    load_into(loaded, tmp_path / "saved.pt", corpus.labels)
    old, new = saved.judge.out[3].weight, loaded.judge.out[3].weight
    assert torch.equal(new[0], old[0])
    assert torch.allclose(new[1], old[:-1].mean(0))
    assert torch.equal(new[2:], old[1:])
    assert torch.equal(loaded.role.out[3].weight, saved.role.out[3].weight)


def test_an_average_lies_between_its_checkpoints_by_their_shares(tmp_path: Path, corpus: TrainingSet) -> None:
    students = [tiny_student(corpus, corpus.labels, seed) for seed in (1, 2)]
    shares = {}
    for number, (student, share) in enumerate(zip(students, (1.0, 3.0), strict=True)):
        path = tmp_path / f"{number}.pt"
        save(path, student.state_dict(), corpus.labels)
        shares[path] = share
    mean = averaged(tiny_student(corpus, corpus.labels, 3), shares, corpus.labels)
    first, second = (student.trigger.label[0].weight for student in students)
    assert torch.allclose(mean.trigger.label[0].weight, 0.25 * first + 0.75 * second, atol=1e-6)
