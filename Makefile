# Everything a person or a build server runs here. `make` alone lists the targets.
#
# A bare machine needs Python 3.11 or newer, make and git; each target sets up what it needs.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
APP_READY := $(VENV)/.app-ready
DEV_READY := $(VENV)/.dev-ready
AXE := axe-core@4.14.1
AXE_READY := $(VENV)/.axe-ready
TORCH := $(shell sed -n 's/^torch==/torch==/p' constraints.txt)
PIP := $(BIN)/python -m pip --disable-pip-version-check install

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)

.PHONY: help app setup test check format lint types layers lock clean

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

app: $(APP_READY) ## Serve the chat page on http://127.0.0.1:7860
	@exec $(BIN)/python app.py

setup: $(DEV_READY) ## Install everything that the other targets need

test: $(DEV_READY) $(AXE_READY) ## Run all tests
	@$(BIN)/python -m pytest

check: $(DEV_READY) format lint types layers test ## Formatting, lint, types, layers, tests: what .ci/run runs

format: $(DEV_READY) ## Check the formatting
	@echo "== format" && $(BIN)/ruff format --check .

lint: $(DEV_READY) ## Check the code's style
	@echo "== lint" && $(BIN)/ruff check .

types: $(DEV_READY) ## Check the types
	@echo "== types" && $(BIN)/mypy -p corpus -p index -p assistant -p evals -m app

layers: $(DEV_READY) ## Check that imports run corpus, index, assistant, app
	@echo "== layers" && $(BIN)/python -m pytest -q tests/test_layers.py

lock: $(DEV_READY) ## Write constraints.txt from what is installed
	@$(BIN)/python -m pip freeze --exclude-editable | sed 's/+cpu$$//' | grep -v ' @ ' > constraints.txt
	@touch $(APP_READY) $(DEV_READY)

clean: ## Remove the virtual environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis build dist *.egg-info

$(VENV)/pyvenv.cfg:
	@if [ -z "$(PYTHON)" ]; then echo "Python 3.11 or newer is needed; install it, or name it: make PYTHON=/path/to/python3" >&2; exit 1; fi
	@echo "== creating $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV) || { echo "cannot create $(VENV) with $(PYTHON); on Debian and Ubuntu: apt-get install python3-venv" >&2; rm -rf $(VENV); exit 1; }

# torch comes first, alone: it is by far the largest package, and its progress is then seen.
$(APP_READY): pyproject.toml constraints.txt | $(VENV)/pyvenv.cfg
	@echo "== installing torch (the largest package; a few minutes on a first run)"
	@$(PIP) $(TORCH)
	@echo "== installing the assistant"
	@$(PIP) -c constraints.txt -e '.[llm,postgres]'
	@touch $@

$(DEV_READY): $(APP_READY)
	@echo "== installing the tools that check it"
	@$(PIP) -c constraints.txt -e '.[llm,postgres,dev]'
	@touch $@

# The checker of the accessibility tests comes from npm; without npm those tests are skipped.
$(AXE_READY): Makefile | $(VENV)/pyvenv.cfg
	@if command -v npm >/dev/null && mkdir -p $(VENV)/axe && cd $(VENV)/axe && \
		npm pack --silent $(AXE) >/dev/null && tar xzf axe-core-*.tgz; \
	then touch $(CURDIR)/$@; else echo "no npm, or it cannot fetch $(AXE): accessibility tests are skipped" >&2; fi
