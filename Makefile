# The front desk of the project. `make help` lists what there is.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
DATA_DIR ?= $(CURDIR)/demo
UV_VERSION := 0.13.9
# What asks no question of a database that SQLite would not answer alike, or that its room asks too
NO_DATABASE := $(addprefix --ignore tests/,lib house announcing acceptance demo web/test_warming.py \
  proofs/test_access.py proofs/test_lists.py petitions/test_papers.py)

.DEFAULT_GOAL := help
.PHONY: test-cluster mutants bench-lighthouse bench-provisions lock-bench hooks help setup demo test unit browser check house proofs bench screenshots fix messages migrations lock

help: ## List what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: .venv/.done ## Install everything that the project needs
	@$(BIN)/amparo messages

.venv/.done: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --requirement requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

messages: .venv/.done ## Bring every room's Spanish catalog up to date and compile it
	@$(BIN)/python -m tests.house.catalogs
	@$(BIN)/amparo messages

demo: setup ## Fill an invented coalition and serve it (PORT, DATA_DIR)
	@DATA_DIR=$(DATA_DIR) $(BIN)/amparo demo --port $(PORT)

test: setup ## All tests: SQLite, PostgreSQL, and journeys in a browser
	@tests/browser.sh
	@$(BIN)/pytest -n 2 --maxschedchunk 4 -q --durations 30
	@$(BIN)/python -m tests.postgres -n 2 --maxschedchunk 4 -q --durations 15 -m "not browser" $(NO_DATABASE) \
	  --ignore tests/proofs/test_leaks.py

unit: setup ## The quick part: no browser, no PostgreSQL
	@$(BIN)/pytest -n 2 -q -m "not browser"

browser: setup ## Only the journeys in a browser
	@tests/browser.sh
	@$(BIN)/pytest -n 2 --maxschedchunk 4 -q -m browser

house: setup ## Lint, types and the floors
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@DATA_DIR=$(CURDIR)/.mypy_cache SECRET_KEY=$$(printf 'types%.0s' {1..9}) $(BIN)/mypy
	@$(BIN)/lint-imports

check: house test ## What has to pass before a commit lands

proofs: setup ## The proofs of docs/threat-model.md at full count
	@tests/browser.sh
	@$(BIN)/pytest -n 2 --maxschedchunk 1 -q --durations 0 --timeout 3600 -m proof
	@$(BIN)/python -m tests.postgres -n 2 --maxschedchunk 1 -q --durations 0 --timeout 3600 \
	  -m "proof and not browser" $(NO_DATABASE)

bench: setup ## Speed, each figure against another in the same run
	@$(BIN)/python -m bench

bench-lighthouse: setup ## What Lighthouse says of a running demo's pages (PORT); needs npx
	@PORT=$(PORT) $(BIN)/python -m bench.lighthouse

hooks: setup ## Check these things before every commit
	@$(BIN)/pre-commit install

screenshots: setup ## Take the README's pictures from a running demo (PORT, DATA_DIR)
	@PORT=$(PORT) DATA_DIR=$(DATA_DIR) $(BIN)/python -m tests.screenshots

fix: setup ## Repair what can be repaired by itself
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

migrations: setup ## Write the migrations of changed models
	@DATA_DIR=$(CURDIR)/.mypy_cache SECRET_KEY=$$(printf 'types%.0s' {1..9}) $(BIN)/amparo django makemigrations

lock: ## Pin every dependency by its hash
	@$(BIN)/uv pip compile --quiet pyproject.toml --group dev --generate-hashes --no-emit-index-url \
	  --no-header --universal --python-version 3.11 --output-file requirements.lock

bench-provisions: setup ## Provisions followed, beside what others search bills with (needs ../shared/data; SMALL=1)
	@test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	@$(BIN)/uv pip install --quiet --python .venv-bench/bin/python --require-hashes --requirement requirements-bench.lock
	@.venv-bench/bin/python -m bench provisions

test-cluster: setup ## A national corpus: DuckDB and a Spark cluster of two workers find the same (Java 17)
	@test -x .venv-cluster/bin/python || $(PYTHON) -m venv .venv-cluster
	@$(BIN)/uv pip install --quiet --python .venv-cluster/bin/python --require-hashes --requirement requirements-cluster.lock
	@PYTHONPATH=. .venv-cluster/bin/python -m pytest -q --noconftest -c /dev/null --rootdir . tests/cluster

mutants: setup ## Change lib/sealing in small ways: its tests have to notice 95 in a hundred
	@test -x .venv-mutants/bin/python || $(PYTHON) -m venv .venv-mutants
	@$(BIN)/uv pip install --quiet --python .venv-mutants/bin/python --require-hashes --requirement requirements-mutants.lock
	@.venv-mutants/bin/python -m tests.mutants

lock-bench: ## Pin what the bench of provisions, the corpus and the mutants need
	@for group in bench cluster mutants; do $(BIN)/uv pip compile --quiet pyproject.toml --group $$group \
	  --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 \
	  --output-file requirements-$$group.lock; done
