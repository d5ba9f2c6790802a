# Everything a developer or CI runs. A fresh machine needs only Python 3.11 and make.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
READER_PYTHON ?= $(BIN)/python
FEEDS ?= 200
ROUNDS ?= 3

.PHONY: demo run test check eval bench bench-refresh bench-grouping bench-search snap lock clean
.DEFAULT_GOAL := test

$(VENV)/.installed: requirements.lock pyproject.toml
	@echo "Installing into $(VENV) ..." >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q briefing  # an editable install is not compiled, and that costs each start
	@touch $@

demo: $(VENV)/.installed  ## the app over the embedded sample world (the plain digest when stdout is no terminal)
	@$(BIN)/briefing demo

run: $(VENV)/.installed  ## the app over your own store
	@$(BIN)/briefing

check: $(VENV)/.installed  ## style, types and the house's import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check  ## every check and every test
	$(BIN)/pytest

snap: $(VENV)/.installed  ## redraw the snapshot pictures; look at them before you commit
	$(BIN)/pytest tests/tui -m snapshot --snapshot-update

eval: $(VENV)/.installed  ## quality figures over the measuring data in $(SHARED), where it is present
	@$(BIN)/python tests/eval/run.py --shared $(SHARED)

bench: $(VENV)/.installed  ## start-up, first screen, throughput and refresh, as figures (no pass or fail)
	@$(BIN)/python tests/bench/run.py
	@$(MAKE) --no-print-directory bench-refresh

bench-refresh: $(VENV)/.installed  ## refresh beside newsboat, reader (READER_PYTHON=...) and a floor; FEEDS=20 ROUNDS=1 is quick
	@READER_PYTHON=$(READER_PYTHON) $(BIN)/python tests/bench/refresh.py --feeds $(FEEDS) --rounds $(ROUNDS)

bench-grouping: $(VENV)/.installed  ## the cost of grouping as the store grows to 100,000 articles; takes a quarter of an hour
	@$(BIN)/python tests/bench/grouping.py --most 100000

bench-search: $(VENV)/.installed  ## search and its index over 100,000 articles, as figures; takes some minutes
	@$(BIN)/python tests/bench/search.py

lock: $(VENV)/.installed  ## resolve pyproject.toml again into requirements.lock
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-emit-index-url --no-header -o requirements.lock

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
