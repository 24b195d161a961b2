# Everything a contributor or a hoster does, one word each. `setup` runs by itself when it is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup demo test soak check format lint types languages run bench lock licences audit clean

setup: $(VENV)/.ready

$(VENV)/.ready: requirements/all.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Cohort needs Python 3.11 or newer: make PYTHON=python3.12 setup")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/all.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	touch $@

demo: setup
	$(BIN)/cohort demo

run: setup
	$(BIN)/cohort run

test: setup
	$(BIN)/python -m pytest --numprocesses=auto --dist=worksteal

# The tests that take long, and every law with many more examples. The bot is killed so often, at random moments,
# on each kind of database: 10 take about half a minute.
KILLS := 200

soak: setup
	COHORT_KILLS=$(KILLS) $(BIN)/python -m pytest --numprocesses=auto --dist=worksteal --hypothesis-profile=thorough -m "soak or hypothesis"

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/basedpyright
	$(BIN)/python -m pytest --numprocesses=auto --dist=worksteal

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: setup
	$(BIN)/ruff check .

types: setup
	$(BIN)/basedpyright

# After a text has changed: brings the catalogues of all languages up to date, and says what is wrong with them.
languages: setup
	$(BIN)/python -m tools.languages

bench: setup
	$(BIN)/python -m tests.bench

COMPILE := pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock"

# Renews the lock files. They hold versions and hashes only, never where the packages came from.
lock: setup
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check uv
	.venv-lock/bin/uv $(COMPILE) pyproject.toml -o requirements/base.txt
	.venv-lock/bin/uv $(COMPILE) --extra postgres --extra speed pyproject.toml -o requirements/image.txt
	.venv-lock/bin/uv $(COMPILE) --group build -o requirements/build.txt
	.venv-lock/bin/uv $(COMPILE) --all-extras --group dev pyproject.toml -o requirements/all.txt

# After the lock files have changed: lists the licences of what a running bot needs in docs/licences.md.
licences: setup
	$(BIN)/python -m tools.licences

# Known weaknesses of what a running bot needs, and of what builds it. Asks the network.
audit: setup
	$(BIN)/pip-audit --require-hashes -r requirements/base.txt
	$(BIN)/pip-audit --require-hashes -r requirements/image.txt
	$(BIN)/pip-audit --require-hashes -r requirements/build.txt

clean:
	rm -rf $(VENV) .venv-lock
