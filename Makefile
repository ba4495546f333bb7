# Förderkette: everything a checkout needs. `make` alone lists the targets.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

PYTHON ?= python3
ARGS ?=
VENV := .venv
PY := $(VENV)/bin/python
SAMPLE := samples/urban-ii-leipzig-2.2.yaml
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check
EDITABLE := $(INSTALL) --no-deps --no-build-isolation --editable .
COMPILE := $(VENV)/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links

BABEL := $(PY) -m babel.messages.frontend --quiet
POT := build/messages.pot

.PHONY: help run test check bench messages pictures screens lock clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1|/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

# exec: make's child is the program itself. Ctrl-C and SIGTERM reach it, it stops its own children and ends with 0.
run: $(VENV)/.runtime ## start everything and replay a real case (ARGS=--once: replay, print, stop)
	@exec $(VENV)/bin/foerderkette up --replay $(SAMPLE) $(ARGS)

test: check ## check, then every test (ARGS="-k word" picks some)
	@$(PY) -m pytest $(ARGS)

check: $(VENV)/.dev ## lint, format, types, import rules
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports

bench: $(VENV)/.dev ## measure against bare SQL (ARGS=--quick: two minutes)
	@$(PY) -m bench $(ARGS)

messages: $(VENV)/.dev ## take new sentences into the German catalogue and compile it
	@mkdir -p $(dir $(POT))
	@$(BABEL) extract --mapping-file babel.cfg --no-default-keywords --keyword _ --keyword N_ --no-location --sort-output \
		--no-wrap --project Förderkette --msgid-bugs-address foerderkette@example.org --output-file $(POT) .
	@$(BABEL) update --domain foerderkette --input-file $(POT) --output-dir wording/locale --locale de --no-fuzzy-matching \
		--ignore-obsolete --ignore-pot-creation-date --no-wrap
	@$(BABEL) compile --domain foerderkette --directory wording/locale --statistics

pictures: $(VENV)/.dev ## draw the pictures of docs/pictures anew from programme and sample
	@$(PY) -m tests.guards.pictures

screens: $(VENV)/.dev ## photograph every page of the portal (ARGS=FOLDER, else .venv/screens)
	@$(PY) -m tests.browser.screens $(or $(ARGS),$(VENV)/screens)

lock: | $(VENV)/.dev ## write both lock files anew (ARGS=--upgrade takes newer versions)
	@$(COMPILE) --group build $(ARGS) --output-file requirements.lock
	@$(COMPILE) --group build --group dev --constraint requirements.lock $(ARGS) --output-file requirements-dev.lock

clean: ## remove the virtual environment and the caches; data/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Förderkette needs Python 3.11 or newer, and '$(PYTHON)' is not: name one with  make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
		rm -rf $(VENV); echo "'$(PYTHON) -m venv' failed: on Debian and Ubuntu install python3-venv." >&2; exit 1; }

$(VENV)/.runtime: requirements.lock pyproject.toml | $(PY)
	@echo "Installing what requirements.lock names (once, about a minute) …"
	@$(INSTALL) --require-hashes --requirement requirements.lock
	@$(EDITABLE)
	@touch $@

# The development lock holds everything of the other one, in the same versions.
$(VENV)/.dev: requirements-dev.lock requirements.lock pyproject.toml | $(PY)
	@echo "Installing what requirements-dev.lock names (once, about a minute) …"
	@$(INSTALL) --require-hashes --requirement requirements-dev.lock
	@$(EDITABLE)
	@touch $(VENV)/.runtime $@
