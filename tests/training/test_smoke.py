"""A tiny model, twenty sentences, to ONNX and back. Runs where torch is installed."""

import json
import random
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs torch (dependency group 'train')")
pytest.importorskip("onnx", reason="the export needs onnx (dependency group 'train')")

from detente import model
from training.augment import swap_states
from training.bert import Bert, Shape, default_base
from training.examples import LabelSet, build_example, collate, load_tokenizer, read_items, trigger_words
from training.export import UNTUNED, export
from training.fit import Settings, fit, score_batch
from training.network import Network
from training.trial import as_runtime

CORPUS = Path(__file__).parents[2] / "corpus" / "sentences"


@pytest.mark.filterwarnings("ignore")
def test_what_is_trained_is_what_runs(tmp_path: Path) -> None:
    tokenizer = load_tokenizer(default_base() / "tokenizer.json")
    coded = [item for item in read_items(CORPUS) if any(event["cameo"] for event in item["events"])]
    rng = random.Random(3)  # noqa: S311 (augmentation, not secrets)
    items = [swap_states(item, rng) for item in coded if len(item["text"]) < 150][:20]
    labels = LabelSet.of(items)
    words = trigger_words(items * 3)
    examples = [build_example(item, tokenizer, labels, doubtful=words) for item in items]
    tiny = Shape(hidden_size=24, num_hidden_layers=1, num_attention_heads=2, intermediate_size=48)
    torch.manual_seed(3)
    network = Network(Bert(tiny), len(labels.labels))
    before = [parameter.detach().clone() for parameter in network.judge.parameters()]
    fit(network, lambda _: examples, labels, Settings(epochs=2, batch_size=5), checkpoint=tmp_path / "state.pt")
    assert any((a != b).any() for a, b in zip(before, network.judge.parameters(), strict=True))
    export(network, tokenizer, labels, tmp_path / "weights")

    loaded = model.load_network(tmp_path / "weights")
    batch = collate(examples[:1])
    with torch.no_grad():
        states, spans, _ = network.encoder(batch.ids, batch.mask, batch.shapes)
        scores = score_batch(network, batch)
    encoded = loaded.encode(items[0]["text"])
    possible = spans[0].numpy() > -1e3
    assert np.abs(encoded.states - states.numpy()).max() < 0.5
    assert np.abs(encoded.span_scores - spans[0].numpy())[possible].mean() < 1.0
    found = loaded.score_triggers(encoded, batch.triggers[:, 1:].numpy(), batch.arguments[:, 1:].numpy())
    wanted = scores.labels[: len(batch.triggers)].softmax(-1)[:, :-1].numpy()
    assert np.abs(found.labels - wanted).max() < 0.2
    assert json.loads((tmp_path / "weights" / "manifest.json").read_text())["labels"]
    tried = as_runtime(network.eval(), labels, UNTUNED)
    at_trial = tried.encode(items[0]["text"])
    assert at_trial.offsets == encoded.offsets
    assert at_trial.continues == encoded.continues
    assert np.abs(at_trial.states - encoded.states).max() < 0.5
    said = tried.score_triggers(at_trial, batch.triggers[:, 1:].numpy(), batch.arguments[:, 1:].numpy())
    for head in ("labels", "auxiliary", "contexts", "roles"):
        assert getattr(said, head).shape == getattr(found, head).shape
        assert np.abs(getattr(said, head) - getattr(found, head)).max() < 0.2
    assert model.read_sentence(loaded, items[0]["text"]).mentions is not None
