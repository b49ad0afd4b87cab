"""The weights are those that their manifest names, or they are not loaded."""

import json
import shutil
from pathlib import Path

import pytest

import detente.model
from detente.model import WeightsError, load_network
from detente.model.runtime import FILES

BUNDLED = Path(detente.model.__file__).parent / "weights"


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BUNDLED, tmp_path / "weights"))


def test_a_copy_is_loaded_and_has_the_same_version(weights: Path) -> None:
    assert load_network(weights).version == load_network().version


@pytest.mark.parametrize("name", FILES)
def test_one_other_byte_in_any_file_is_refused(weights: Path, name: str) -> None:
    data = bytearray((weights / name).read_bytes())
    data[len(data) // 2] ^= 1
    (weights / name).write_bytes(bytes(data))
    with pytest.raises(WeightsError, match=f"{name} is not the file that the manifest names"):
        load_network(weights)


def test_a_missing_file_is_named(weights: Path) -> None:
    (weights / "heads.onnx").unlink()
    with pytest.raises(WeightsError, match=r"heads\.onnx is missing"):
        load_network(weights)


def test_a_manifest_of_another_version_is_refused(weights: Path) -> None:
    manifest = json.loads((weights / "manifest.json").read_text(encoding="utf-8"))
    del manifest["thresholds"]["beside"]
    (weights / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(WeightsError, match=r"has no threshold 'beside'.*tune again"):
        load_network(weights)


def test_a_manifest_that_does_not_name_a_file_is_refused(weights: Path) -> None:
    manifest = json.loads((weights / "manifest.json").read_text())
    del manifest["sha256"]["encoder.onnx"]
    (weights / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(WeightsError, match=r"no readable manifest\.json"):
        load_network(weights)
    (weights / "manifest.json").write_text("{")
    with pytest.raises(WeightsError, match="reinstall"):
        load_network(weights)


def test_another_threshold_is_another_version(weights: Path) -> None:
    manifest = json.loads((weights / "manifest.json").read_text())
    manifest["thresholds"]["span"]["trigger"] += 0.5
    (weights / "manifest.json").write_text(json.dumps(manifest))
    assert load_network(weights).version != load_network().version
