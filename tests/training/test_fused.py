"""What is exported is what was trained: the fused modules give the scores of the plain ones."""

import pytest

torch = pytest.importorskip("torch", reason="training needs torch (dependency group 'train')")
pytest.importorskip("onnx", reason="the export needs onnx (dependency group 'train')")

from training.bert import Bert, Shape
from training.fused import FusedEncoder
from training.fused_heads import FusedHeads
from training.network import Network, bucket

LABELS = 7


@pytest.fixture(name="network")
def _network() -> Network:
    torch.manual_seed(5)
    shape = Shape(vocab_size=90, hidden_size=24, num_hidden_layers=2, num_attention_heads=2, intermediate_size=48)
    network = Network(Bert(shape), LABELS)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.1)  # no bias and no embedding stays zero
    return network.eval()


@pytest.mark.parametrize("length", [2, 9, 60, 192])
def test_encoder(network: Network, length: int) -> None:
    ids, shapes = torch.randint(0, 90, (1, length)), torch.randint(0, 6, (1, length))
    with torch.no_grad():
        states, spans, _ = network.encoder(ids, torch.ones_like(ids), shapes)
        fused_states, fused_spans = FusedEncoder(network.encoder)(ids, shapes)
    possible = torch.ones(length, length).triu().bool().expand_as(spans)
    assert (states - fused_states).abs().max() < 1e-4
    assert (spans - fused_spans)[possible].abs().max() < 1e-3
    assert (fused_spans[~possible] < -5e3).all()


def test_heads(network: Network) -> None:
    states = torch.randn(1, 31, 24)
    triggers = torch.tensor([[3, 4], [9, 9]])
    arguments = torch.tensor([[1, 2], [5, 8], [9, 9], [20, 22]])
    left, right = (torch.cat([torch.zeros(len(spans), 1).long(), spans], 1) for spans in (triggers, arguments))
    pairs = left.repeat_interleave(len(right), 0), right.repeat(len(left), 1)
    mask = torch.ones(1, 31).long()
    with torch.no_grad():
        wanted = [*network.trigger(states, mask, left), network.role(states, mask, *pairs)]
        found = FusedHeads(network)(states, triggers, arguments)
    for one, other in zip(wanted, found, strict=True):
        assert one.shape == other.shape
        assert (one - other).abs().max() < 1e-4


def test_distances_are_symmetric_and_grow() -> None:
    rows = bucket(torch.arange(-191, 192))
    assert (rows + rows.flip(0) == 16).all()
    assert (rows.diff() >= 0).all()
    assert (int(rows.min()), int(rows.max())) == (0, 16)
