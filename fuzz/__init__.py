"""Coverage-guided fuzzing of what reads words from strangers; `python -m fuzz --help`. Needs the dependency group `fuzz`."""

NAMES = ("clean", "sentences", "dates", "readers", "feeds", "decoder", "model", "pages", "importers")
"""Of the targets, without importing what they fuzz: atheris has to see the imports."""
