"""Build a release and try it as its users will: `python -m release [--dist FOLDER]`.

Sdist and wheel are built twice and must be the same bytes; the wheel is installed into a clean environment, where the
README's commands and its Python run; a CycloneDX list of what was installed, an audit of known vulnerabilities and SHA-256
sums follow. Where no database of vulnerabilities can be reached, AUDIT.txt and the last line say NOT AUDITED.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
COMMAND = re.compile(r"^    ((?:cat \S+ \| )?detente .+?)(?:  +[a-z0-9].*)?$", re.MULTILINE)
NOT_RUN = {"watch": "polls the web", "train": "needs torch", "serve": "runs until it is stopped"}
SLOW_S = 900
LONGEST_COMPLAINT = 200


class ReleaseError(Exception):
    """Why there is no release."""


def main() -> None:
    """Build, compare, install, run, list."""
    parser = argparse.ArgumentParser(prog="python -m release", description=__doc__)
    parser.add_argument("--dist", type=Path, default=ROOT / "dist")
    dist = parser.parse_args().dist
    try:
        files = build_twice(dist)
        with tempfile.TemporaryDirectory() as folder:
            python = install(next(file for file in files if file.suffix == ".whl"), Path(folder) / "clean")
            run_readme(python, Path(folder) / "work")
            files.append(list_parts(python, dist))
            said = audit(python)
    except ReleaseError as error:
        sys.exit(f"no release: {error}")
    sums = [f"{digest(file)}  {file.name}" for file in files]
    (dist / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")
    (dist / "AUDIT.txt").write_text(said + "\n", encoding="utf-8")
    print(*sums, said, sep="\n")


def build_twice(dist: Path) -> list[Path]:
    """The sdist and the wheel, built twice at the time of the last commit; raises ReleaseError where the bytes differ."""
    epoch = _output(["git", "log", "-1", "--format=%ct"]).strip()
    with tempfile.TemporaryDirectory() as folder:
        first, second = (build(Path(folder) / name, epoch) for name in ("first", "second"))
        for one, other in zip(first, second, strict=True):
            if one.name != other.name or digest(one) != digest(other):
                raise ReleaseError(f"two builds of {one.name} differ")
        shutil.rmtree(dist, ignore_errors=True)
        dist.mkdir(parents=True)
        kept = [Path(shutil.copy2(file, dist)) for file in first]
    print(f"built twice, the same bytes: {', '.join(file.name for file in kept)}")
    return kept


def build(folder: Path, epoch: str) -> list[Path]:
    """One build: sdist and wheel."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch}
    _run(
        ["uv", "build", "--quiet", "--no-create-gitignore", "--out-dir", str(folder)], cwd=ROOT, environment=environment
    )
    return sorted(file for file in folder.iterdir() if file.suffix in (".whl", ".gz"))


def install(wheel: Path, folder: Path) -> Path:
    """The wheel with the site in a new environment; its Python."""
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    _run(["uv", "pip", "install", "--quiet", "--python", str(python), f"detente[site] @ {wheel.as_uri()}"])
    return python


def readme_commands() -> list[str]:
    """The README's `detente` lines without what they say."""
    return [line.strip() for line in COMMAND.findall(README.read_text(encoding="utf-8"))]


def run_readme(python: Path, work: Path) -> None:
    """The README's commands, in its order, on pages of examples/; then its Python. Raises ReleaseError."""
    lay_out(work)
    path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    environment = {"PATH": path, "HOME": str(work), "LANG": "C.UTF-8"}
    for command in readme_commands():
        verb = command.split("detente ")[1].split()[0]
        if verb in NOT_RUN:
            print(f"not run, {NOT_RUN[verb]}: {command}")
            command = f"detente {verb} --help"
        _run(["bash", "-o", "pipefail", "-c", command], cwd=work, environment=environment)
        print(f"ran: {command}")
    script = f"import doctest; failed, tried = doctest.testfile({str(README)!r}, module_relative=False); assert tried and not failed"
    _run([str(python), "-c", script], cwd=work, environment=environment)
    print("ran: the README's Python")


def lay_out(work: Path) -> None:
    """The files that the README's commands name."""
    examples = [file for file in sorted((ROOT / "examples").glob("*.*")) if file.suffix in (".txt", ".html")]
    (work / "pages").mkdir(parents=True)
    for file in examples:
        shutil.copy(file, work / "pages")
    page = next((file for file in examples if file.suffix == ".html"), examples[0])
    shutil.copy(page, work / "page.html")
    shutil.copy(next(file for file in examples if file.suffix == ".txt"), work / "page.txt")
    (work / "news.csv").write_text(
        "title,body\nEnvoys,Peru expelled two Chilean diplomats on Monday.\n", encoding="utf-8"
    )
    shutil.copytree(ROOT / "corpus" / "sentences", work / "corpus" / "sentences")


def list_parts(python: Path, dist: Path) -> Path:
    """What was installed with the wheel, as CycloneDX."""
    (wheel,) = dist.glob("*.whl")
    path = dist / f"{wheel.name.split('-py3')[0]}.cdx.json"
    _run(
        [
            "cyclonedx-py",
            "environment",
            str(python),
            "--pyproject",
            str(ROOT / "pyproject.toml"),
            "--output-reproducible",
            "-o",
            str(path),
        ]
    )
    print(f"listed: {path.name}")
    return path


def audit(python: Path) -> str:
    """What is known of vulnerabilities of what was installed, in a line. Raises ReleaseError for any."""
    (packages,) = python.parent.parent.glob("lib/python*/site-packages")
    command = ["pip-audit", "--path", str(packages), "--progress-spinner", "off", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return audited(done.stdout, done.stderr)


def audited(answer: str, complaint: str = "") -> str:
    """What pip-audit's JSON says in a line; it calls packages that no database knows skipped, and ends well. Raises ReleaseError."""
    try:
        listed = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        why = next((line.strip() for line in reversed(complaint.splitlines()) if line.strip()), "it says nothing")
        return f"NOT AUDITED: pip-audit reached no database of vulnerabilities ({why[:LONGEST_COMPLAINT]})"
    known = [each for each in listed if "vulns" in each]
    bad = [
        f"{each['name']} {each['version']}: {', '.join(v['id'] for v in each['vulns'])}"
        for each in known
        if each["vulns"]
    ]
    if bad:
        raise ReleaseError("known vulnerabilities: " + "; ".join(bad))
    if not known:
        return f"NOT AUDITED: no database of vulnerabilities knows any of {len(listed)} packages (is there a network?)"
    left = sorted(str(each["name"]) for each in listed if "vulns" not in each)
    line = f"audited: {len(known)} of {len(listed)} packages, no known vulnerability"
    return f"{line}; NOT AUDITED: {', '.join(left)}" if left else line


def digest(file: Path) -> str:
    """The file's SHA-256."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _output(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def _run(command: list[str], *, cwd: Path | None = None, environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=SLOW_S
    )
    if done.returncode:
        raise ReleaseError(f"{' '.join(command)}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


if __name__ == "__main__":
    main()
