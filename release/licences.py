"""uv.lock and the environments that are there -> docs/licences.md: each dependency with its licence, by what it is needed for.

    python -m release.licences [--environment FOLDER]...

A package that is installed in none of the environments keeps the licence that the page had; a test holds the page complete.
"""

# ruff: noqa: E501  a table's row stands on one line

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "licences.md"
LOCK = ROOT / "uv.lock"
NEEDS = (
    ("run", "Detente itself"),
    ("site", "the site (`detente[site]`)"),
    ("spark", "Spark (`detente[spark]`)"),
    ("dev", "development only"),
    ("browser", "tests of the site in a browser only"),
    ("docs", "the documentation site only"),
    ("fuzz", "fuzzing only"),
    ("release", "releases only"),
    ("train", "training only"),
)
UNKNOWN = "unknown"
NVIDIA = "NVIDIA Software License (proprietary)"
SAID_ELSEWHERE = {
    "atheris": "Apache-2.0",
    "axe-playwright-python": "MIT; axe-core in it MPL-2.0",
    "pyspark": "Apache-2.0",
    "triton": "MIT",
    "cuda-toolkit": NVIDIA,
}
"""What the metadata does not say, or packages too large to install for it: as their projects' pages have it."""
ROW = re.compile(rf"^\| ([\w.-]+) \| ([^|]+) \| ({'|'.join(need for need, _ in NEEDS)}) \|$", re.MULTILINE)
LONGEST = 80
HEAD = """# Licences

Made by `python -m release.licences` from `uv.lock` and the packages' own metadata; a test holds it complete.

Detente's code is under Apache-2.0 (LICENSE), its corpus under CC BY 4.0 (NOTICE). Shipped in the wheel besides code:

| what | licence | from |
|---|---|---|
| weights (`model/weights`) | Apache-2.0 | all-MiniLM-L6-v2 (Apache-2.0, sentence-transformers), fine-tuned on the corpus, on annotated sentences of Voice of America (public domain) and Wikinews (CC BY 2.5), and on what a teacher (all-mpnet-base-v2, Apache-2.0) says of others of them; their text is not in the project |
| places (`data/places`) | CC BY 4.0 | GeoNames |
| states, leaders, organisations, groups (`data/actors`) | Apache-2.0; towns CC BY 4.0 | facts of common knowledge written for Detente, towns from GeoNames; each file says its source on top |
| codes and scores (`data/*.tsv`) | facts | PLOVER (Open Event Data Alliance), CAMEO (Philip A. Schrodt) |
| corpus (in the repository, not in the wheel) | CC BY 4.0 | written for Detente, see corpus.md |

"""


@dataclass(frozen=True, slots=True)
class Row:
    """A dependency."""

    name: str
    licence: str
    need: str


def locked() -> dict[str, str]:
    """Every package of the lock and the first need that brings it in."""
    packages = tomllib.loads(LOCK.read_text(encoding="utf-8"))["package"]
    below = {package["name"]: _names(package.get("dependencies", [])) for package in packages}
    for package in packages:
        for extra in package.get("optional-dependencies", {}).values():
            below[package["name"]] += _names(extra) if package["name"] != "detente" else []
    own = next(package for package in packages if package["name"] == "detente")
    first = {
        "run": _names(own["dependencies"]),
        **{key: _names(value) for key, value in {**own["optional-dependencies"], **own["dev-dependencies"]}.items()},
    }
    found: dict[str, str] = {}
    for need, _ in NEEDS:
        for name in _closure(first[need], below):
            found.setdefault(name, need)
    return {name: need for name, need in found.items() if name != "detente"}


def _names(entries: Iterable[Mapping[str, object]]) -> list[str]:
    return [str(entry["name"]) for entry in entries]


def _closure(names: Iterable[str], below: Mapping[str, list[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found and name != "detente":
            found.add(name)
            waiting += below[name]
    return found


def licence_of(distribution: Distribution) -> str:
    """The licence that a package's metadata says, in few words."""
    said = distribution.metadata
    if "License-Expression" in said:
        return said["License-Expression"]
    classified = [line.rpartition("::")[2].strip() for line in said.get_all("Classifier") or [] if "License ::" in line]
    named = sorted({name for name in classified if name != "OSI Approved"})
    if named:
        return ", ".join(named)
    text = said["License"].strip() if "License" in said else ""
    words = next(iter(text.splitlines()), "").replace("|", "/")
    return words if 0 < len(words) <= LONGEST else UNKNOWN


def installed(environments: Iterable[Path]) -> dict[str, str]:
    """Licences of what is installed in these environments and in the one that runs this."""
    folders = [str(folder) for place in environments for folder in place.glob("**/site-packages")]
    found: dict[str, str] = {}
    for distribution in (*distributions(), *distributions(path=folders)):
        name = re.sub(r"[-_.]+", "-", distribution.metadata["Name"] or "").lower()
        licence = licence_of(distribution)
        if found.get(name, UNKNOWN) == UNKNOWN:
            found[name] = licence
    return found


def on_page() -> dict[str, str]:
    """What the page says now."""
    return (
        {name: licence for name, licence, _ in ROW.findall(PAGE.read_text(encoding="utf-8"))} if PAGE.exists() else {}
    )


def page(environments: Iterable[Path] = ()) -> str:
    """The page's text."""
    known = {**on_page(), **{name: text for name, text in installed(environments).items() if text != UNKNOWN}}
    rows = [Row(name, _licence(name, known), need) for name, need in locked().items()]
    parts = [HEAD]
    for need, words in NEEDS:
        mine = sorted((row for row in rows if row.need == need), key=lambda row: row.name)
        parts.append(f"## For {words}\n\n| package | licence | need |\n|---|---|---|\n")
        parts += [f"| {row.name} | {row.licence} | {row.need} |\n" for row in mine]
        parts.append("\n")
    return "".join(parts).rstrip() + "\n"


def _licence(name: str, known: Mapping[str, str]) -> str:
    licence = known.get(name, UNKNOWN)
    if licence == UNKNOWN:
        licence = NVIDIA if name.startswith("nvidia-") else SAID_ELSEWHERE.get(name, UNKNOWN)
    return licence


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(prog="python -m release.licences", description=__doc__)
    parser.add_argument("--environment", type=Path, action="append", default=[])
    text = page(parser.parse_args().environment)
    PAGE.write_text(text, encoding="utf-8")
    missing = [line for line in text.splitlines() if f"| {UNKNOWN} |" in line]
    print(f"{PAGE}: {len(locked())} packages, {len(missing)} of unknown licence", *missing, sep="\n")


if __name__ == "__main__":
    main()
