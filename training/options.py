"""What the commands of training have in common: where the corpus lies, the sources of the real sentences, a choice of both."""

from __future__ import annotations

import argparse
from pathlib import Path


def parser_of(name: str, page: str | None) -> argparse.ArgumentParser:
    """A parser with --corpus and --newstext; `page` is the command's docstring."""
    parser = argparse.ArgumentParser(prog=name, description=page, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("corpus/sentences"), help="folder of JSON Lines files")
    parser.add_argument(
        "--newstext",
        type=Path,
        default=None,
        help="folder with the sources of the annotated real sentences (corpus/newstext.py); without it they are left out",
    )
    return parser


def add_only(parser: argparse.ArgumentParser) -> None:
    """Add --only FILE."""
    parser.add_argument(
        "--only",
        type=ids_of,
        default=None,
        metavar="FILE",
        help="of the annotated sentences only those with the ids of this file",
    )


def ids_of(path: str) -> frozenset[str]:
    """The ids of a file, by white space."""
    return frozenset(Path(path).read_text(encoding="utf-8").split())
