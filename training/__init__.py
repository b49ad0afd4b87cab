"""From the corpus to the shipped weights: `python -m training`. Needs the dependency group `train` (torch)."""
