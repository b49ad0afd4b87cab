"""Fuzz one target: inputs that libFuzzer makes from the seeds and from what reaches new code, until one raises or all are run.

    python -m fuzz --runs 30000 dates

An input that raises is written to FOLDER (default `fuzz/found`) and the exit status is not 0; mended, it goes to
tests/cases/crashes/TARGET/, where a test runs it ever after. With `--plain` the inputs are mutated without looking at
coverage, and without atheris.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import tempfile
import time
from pathlib import Path

from fuzz import NAMES

FOUND = Path(__file__).parent / "found"
LONGEST = 4096
SLOW_S = 20


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(
        prog="python -m fuzz", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("target", choices=NAMES)
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--found", type=Path, default=FOUND)
    parser.add_argument("--plain", action="store_true")
    chosen = parser.parse_args()
    chosen.found.mkdir(parents=True, exist_ok=True)
    if chosen.plain:
        run_plain(chosen.target, runs=chosen.runs, seed=chosen.seed, found=chosen.found)
    else:
        run_guided(chosen.target, runs=chosen.runs, seed=chosen.seed, found=chosen.found)


def run_guided(name: str, *, runs: int, seed: int, found: Path) -> None:
    """Run atheris; it ends the process itself."""
    import atheris

    with atheris.instrument_imports(include=["detente"], enable_loader_override=False):
        from fuzz.targets import TARGETS
    target = TARGETS[name]
    corpus = Path(tempfile.mkdtemp(prefix=f"fuzz-{name}-"))
    for number, data in enumerate(target.seeds()):
        (corpus / f"seed{number}").write_bytes(data)
    options = [
        f"-runs={runs}",
        f"-seed={seed}",
        f"-max_len={LONGEST}",
        f"-timeout={SLOW_S}",
        f"-report_slow_units={SLOW_S}",
        "-rss_limit_mb=4096",
    ]
    atheris.Setup(
        [sys.argv[0], *options, f"-artifact_prefix={found}/{name}-", "-print_final_stats=1", str(corpus)], target.run
    )
    atheris.Fuzz()


def run_plain(name: str, *, runs: int, seed: int, found: Path) -> None:
    """Run mutations of the seeds; those that raise are written down, the others go on."""
    from fuzz.targets import TARGETS

    target = TARGETS[name]
    seeds, draw, failed = target.seeds(), random.Random(seed), 0  # noqa: S311 (no secret)
    begun, slowest = time.monotonic(), 0.0
    for _ in range(runs):
        data, at = mutated(seeds, draw), time.monotonic()
        try:
            target.run(data)
        except Exception as error:  # noqa: BLE001 (what is looked for)
            failed += 1
            path = found / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
            path.write_bytes(data)
            print(f"{path}: {type(error).__name__}: {str(error)[:200]}", flush=True)  # noqa: T201
        slowest = max(slowest, time.monotonic() - at)
    took_s = time.monotonic() - begun
    print(f"{name}: {runs} inputs in {took_s:.0f} s, {failed} raised, slowest {slowest:.1f} s", flush=True)  # noqa: T201
    sys.exit(1 if failed else 0)


def mutated(seeds: list[bytes], draw: random.Random) -> bytes:
    """A seed with some of its parts changed, doubled, dropped or taken from another."""
    data = bytearray(draw.choice(seeds)[:LONGEST])
    for _ in range(draw.choice((1, 1, 2, 4, 8, 16))):
        at, length = draw.randrange(len(data) + 1), draw.choice((1, 2, 4, 16, 64))
        other = draw.choice(seeds)
        begin = draw.randrange(len(other) + 1)
        piece = draw.choice(
            (
                draw.randbytes(min(length, 8)),
                other[begin : begin + length],
                b"",
                bytes(data[at : at + length]) * 2,
            )
        )
        data[at : at + draw.choice((0, length))] = piece
    return bytes(data[:LONGEST])


if __name__ == "__main__":
    main()
