"""What a user waits for and carries: `python -m benchmarks.coldstart` (run by `make bench`).

Whole processes, five runs each after one warm-up, which leaves Python's compiled modules as any first run does, median quoted:
`detente --help`, `detente code` on one page, and `python -c pass` beside them as the floor of the machine. Peak memory is the
operating system's account of the process. Sizes in megabytes (10^6).
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUNS = 5
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run_once(command: Sequence[str]) -> tuple[float, float]:
    """Wall seconds and peak megabytes of one run."""
    began = time.perf_counter()
    process = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return time.perf_counter() - began, _peak(usage)


def _peak(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / 1000 if sys.platform.startswith("linux") else usage.ru_maxrss / 1e6


def measure(name: str, command: Sequence[str]) -> None:
    """Print the median of several runs."""
    run_once(command)
    seconds, megabytes = zip(*(run_once(command) for _ in range(RUNS)), strict=True)
    spread = f"{min(seconds):.2f} to {max(seconds):.2f}"
    print(f"{name:<34}{statistics.median(seconds):>8.2f} s ({spread}){statistics.median(megabytes):>8.0f} MB peak")


def folder_megabytes(folder: Path) -> float:
    """Bytes of all files of a folder, in megabytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6


def installed_size() -> None:
    """Build the wheel, install it in a clean environment, print both sizes and whether torch came along."""
    with tempfile.TemporaryDirectory() as temporary:
        dist, clean = Path(temporary) / "dist", Path(temporary) / "clean"
        subprocess.run(["uv", "build", "--quiet", "--wheel", "--out-dir", str(dist)], cwd=ROOT, check=True)
        (wheel,) = dist.glob("*.whl")
        print(f"{'wheel':<34}{wheel.stat().st_size / 1e6:>8.1f} MB")
        subprocess.run(["uv", "venv", "--quiet", str(clean)], check=True)
        subprocess.run(["uv", "pip", "install", "--quiet", "--python", str(clean), str(wheel)], check=True)
        site = clean / Path(sysconfig.get_path("purelib")).relative_to(sys.prefix)
        print(f"{'installed environment':<34}{folder_megabytes(clean):>8.0f} MB")
        print(f"{'brings torch':<34}{'yes' if (site / 'torch').exists() else 'no':>8}")


def main() -> None:
    """All figures."""
    page = next(iter(sorted((ROOT / "examples").glob("*.txt"))))
    detente = str(Path(sys.executable).parent / "detente")
    measure("python -c pass", [sys.executable, "-c", "pass"])
    measure("detente --help", [detente, "--help"])
    measure("detente code, one page", [detente, "code", str(page)])
    installed_size()


if __name__ == "__main__":
    main()
