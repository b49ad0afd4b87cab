"""The encoder and its heads: sentences in, readings out. Only this room imports the inference runtime."""

from detente.model.decode import Judgement, Reading, TriggerReading, judge_pairs, read_sentence, read_sentences
from detente.model.runtime import Network, WeightsError, load_network

__all__ = [
    "Judgement",
    "Network",
    "Reading",
    "TriggerReading",
    "WeightsError",
    "judge_pairs",
    "load_network",
    "read_sentence",
    "read_sentences",
]
