"""What the commands of training have in common: where the corpus lies, and the sources of the real sentences."""

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
