# `make demo` sets everything up and codes an example article, `make desk` opens the desk on more of them, `make test` sets
# up and runs the tests.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo desk test lint bench clean

demo: .venv/installed
	$(BIN)/dragoman code examples/lake-talks.html
	@echo "To read a store of articles in the browser: make desk"

desk: .venv/installed
	$(BIN)/dragoman add examples/news.jsonl --db .venv/desk.db
	$(BIN)/dragoman serve --db .venv/desk.db

test: .venv/installed-dev
	$(BIN)/python -m pytest -n 2 --dist loadgroup

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/installed-dev
	$(BIN)/python benchmarks/speed.py

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/installed-dev: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@ .venv/installed

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache
