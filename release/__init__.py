"""What a release consists of: built twice, installed, run, listed; `python -m release`, `python -m release.licences`."""
