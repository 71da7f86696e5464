# `make run` and `make test` do everything from a fresh clone. They need Python 3.11 to 3.13 and make.
PYTHON ?= python3
PORT ?= 8000
DATA ?= ./data
BIN := .venv/bin
INSTALL = $(BIN)/pip install -qq --disable-pip-version-check
COMPILE = .test/lock/bin/pip-compile -q --strip-extras --allow-unsafe --generate-hashes --build-deps-for editable \
	--no-emit-find-links --no-emit-index-url --no-emit-trusted-host $(UPGRADE) pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help run test check bench soak lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-6s %s\n", $$1, $$2}' Makefile

run: .venv/ready-to-run ## the product with its demo at http://127.0.0.1:8000 (PORT=8000 DATA=./data)
	@if [ ! -e "$(DATA)/qingdan.db" ]; then \
	  QINGDAN_DATA_DIR="$(DATA)" $(BIN)/qingdan init --demo || { rm -f "$(DATA)"/qingdan.db*; exit 1; }; \
	fi
	@QINGDAN_DATA_DIR="$(DATA)" exec $(BIN)/qingdan serve --demo --port $(PORT)

test: .venv/ready-to-test ## every test (ARGS="-k words" picks some)
	@$(BIN)/python tests/house/bring.py
	@$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

check: .venv/ready-to-test ## formatting, lint, types and import floors
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: .venv/ready-to-test ## the measures of speed and memory (ONLY=W1 runs one)
	@$(BIN)/python -m tests.bench $(ONLY)

soak: .venv/ready-to-test ## kills, outages and histories for longer (LETTERS=600 KILLS=400 OUTAGE=300 SEED=1), with their figures
	@QINGDAN_TEST_LETTERS=$(or $(LETTERS),600) QINGDAN_TEST_KILLS=$(or $(KILLS),400) QINGDAN_TEST_SEED=$(SEED) \
	  QINGDAN_TEST_OUTAGE=$(or $(OUTAGE),300) QINGDAN_TEST_HISTORIES=$(or $(HISTORIES),20000) \
	  $(BIN)/python -m pytest -q -s -o faulthandler_timeout=3600 \
	  tests/acceptance/test_kill.py tests/acceptance/test_outages.py tests/io/test_histories.py

lock: ## compute the pinned versions again, with Python 3.11 (UPGRADE=--upgrade takes newer ones)
	$(PYTHON) -m venv .test/lock
	.test/lock/bin/pip install -q pip-tools
	CUSTOM_COMPILE_COMMAND="make lock" $(COMPILE) -o constraints.txt
	CUSTOM_COMPILE_COMMAND="make lock" $(COMPILE) --extra dev -c constraints.txt -o constraints-dev.txt

clean: ## remove what was made here, but not the data
	rm -rf .venv .test .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
	find app checklists reminders tests -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo "Python 3.11 to 3.13 is needed; name one with: make PYTHON=python3.11 …" >&2; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/ready-to-run: constraints.txt pyproject.toml | .venv/bin/pip
	@echo "Installing what the product needs; only this first time …"
	@$(INSTALL) --require-hashes -r constraints.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-to-test: constraints-dev.txt .venv/ready-to-run
	@echo "Installing what the tests need; only this first time …"
	@$(INSTALL) --require-hashes -r constraints-dev.txt
	@touch $@
