# Two commands for a newcomer: `make demo` and `make test`. Each creates .venv, installs and runs.
# Needs Python 3.11 or newer with its venv module and nothing else. Windows and macOS without make: see README.md.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Tests run in as many processes as there are cores; those of one file share what they have built.
SPREAD := -n auto --maxprocesses 4 --dist loadfile

.PHONY: demo test test-all check bench model clean help

help:
	@echo "make demo       build the example chronicle, print timeline and conflicts, write runut-demo/report.html"
	@echo "make test       style, types, stage order, unit and gold tests (under 10 minutes)"
	@echo "make test-all   the same and the slow tests"
	@echo "make bench      speed of reading and of the store"
	@echo "make model      train the reader anew (needs ../shared, some three hours on two cores)"
	@echo "make clean      remove .venv and what the tools left"

demo: $(VENV)/.installed
	$(BIN)/runut demo

test: check
	$(BIN)/python -m pytest $(SPREAD) -m "not slow"

test-all: check
	$(BIN)/python -m pytest $(SPREAD)

check: $(VENV)/.installed-dev
	$(BIN)/ruff check src tests bench training
	$(BIN)/mypy --strict src
	$(BIN)/lint-imports

bench: $(VENV)/.installed-dev
	$(BIN)/python bench/bench_build.py

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Runut needs Python 3.11 or newer; $(PYTHON) is older or not there. Name another with: make PYTHON=python3.12 demo" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt install python3-venv" >&2; exit 1; }

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@touch $@ $(VENV)/.installed

model: $(VENV)/.installed-train
	mkdir -p out
	$(BIN)/python training/train.py out/adapted.pt --no-labels --epochs 3 --seed 3 --rate 2e-4
	$(BIN)/python training/train.py out/first.pt --start out/adapted.pt --no-hide --epochs 6 --tags 1 --names 2 --heads 5
	$(BIN)/python training/train.py out/mixed.pt --start out/first.pt --epochs 4 --seed 2
	$(BIN)/python training/train.py out/last.pt --start out/mixed.pt --no-hide --epochs 1 --seed 4 --rate 8e-5 --tags 1 --names 2 --heads 5
	$(BIN)/python training/export.py out/last.pt out/last.pt out/mixed.pt src/runut/data/model --release 5
	$(BIN)/python training/fit_confidence.py
	$(BIN)/python training/fit_policy.py
	$(BIN)/python training/score.py

$(VENV)/.installed-train: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[train]"
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache runut-demo
	find src -name '*.egg-info' -prune -exec rm -rf {} +
