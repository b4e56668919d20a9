.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
PYTHON ?= python3
PORT ?= 8000
DATA_DIR ?= data
PREVIEW ?= course_content/demografie
ARGS ?=
FUZZ ?= 8000
# Litestar asks for these to invent examples for its schema pages, which the service does not have
UNUSED := --no-emit-package faker --no-emit-package polyfactory
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.run-installed
DEV_STAMP := $(VENV)/.dev-installed
export LMS_DATA_DIR = $(DATA_DIR)
# without bytecode every start of Python compiles the service and its libraries anew, also in the tests
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo demo-reset preview serve test test-foreign test-long mutation format lint types imports screenshots handbook-pictures pins clean

help: ## list the commands
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/uv:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

$(RUN_STAMP): $(BIN)/uv requirements/run.txt pyproject.toml hatch_build.py
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -r requirements/run.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $@

$(DEV_STAMP): $(RUN_STAMP) requirements/dev.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -r requirements/run.txt -r requirements/dev.txt
	@touch $@

demo: $(RUN_STAMP) ## the course, the service, demo accounts (PORT=8000 DATA_DIR=data)
	@mkdir -p $(DATA_DIR) && $(BIN)/authoring build course_content/demografie -o $(DATA_DIR)/demografie.course
	@$(BIN)/lms demo $(DATA_DIR)/demografie.course --port $(PORT)

demo-reset: $(RUN_STAMP) ## the demo from a fresh database
	@mkdir -p $(DATA_DIR) && $(BIN)/authoring build course_content/demografie -o $(DATA_DIR)/demografie.course
	@$(BIN)/lms demo $(DATA_DIR)/demografie.course --port $(PORT) --reset

preview: $(RUN_STAMP) ## the demography course as its authors see it (PREVIEW=folder)
	@$(BIN)/authoring preview $(PREVIEW)

serve: $(RUN_STAMP) ## the service on a local SQLite file
	@$(BIN)/lms migrate && $(BIN)/lms serve --port $(PORT)

test: $(DEV_STAMP) ## format, lint, types, imports, tests (ARGS="-k …" for part of the tests)
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/pyrefly check && $(BIN)/lint-imports
	@$(BIN)/python -m pytest -n auto --dist loadgroup --ignore=tests/foreign $(ARGS)

test-foreign: $(DEV_STAMP) ## clients that others wrote, against a running service (needs node and npm; fetches packages)
	@$(BIN)/python -m pytest tests/foreign $(ARGS)

test-long: $(DEV_STAMP) ## ten minutes of random input, then a sample of planted faults; may be stopped, goes on where it was
	@LERNRAUM_FUZZ=$(FUZZ) $(BIN)/python -m pytest tests/fuzz $(ARGS)
	@$(BIN)/python -m tests.mutation

mutation: $(DEV_STAMP) ## faults planted in the guards, one at a time (ARGS="lms/items --sample 0")
	@$(BIN)/python -m tests.mutation $(ARGS)

format: $(DEV_STAMP) ## format the code
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lint: $(DEV_STAMP) ## ruff
	@$(BIN)/ruff format --check . && $(BIN)/ruff check .

types: $(DEV_STAMP) ## the type checker
	@$(BIN)/pyrefly check

imports: $(DEV_STAMP) ## the import rules of docs/architecture.md
	@$(BIN)/lint-imports

screenshots: $(DEV_STAMP) ## every kind of page at 1280 and 320 px, dark and print, into build/screenshots
	@$(BIN)/python -m tests.browser.screenshots build/screenshots

handbook-pictures: $(DEV_STAMP) ## the pictures in the authors' handbook, from its own examples
	@$(BIN)/python -m tests.browser.handbook

pins: $(BIN)/uv ## write requirements/*.txt from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --no-header --no-annotate --python-version 3.11 $(UNUSED) $(ARGS) pyproject.toml -o requirements/run.txt
	@$(BIN)/uv pip compile --quiet --universal --no-header --no-annotate --python-version 3.11 $(UNUSED) $(ARGS) -c requirements/run.txt --group test -o requirements/dev.txt

clean: ## remove what the commands made, except data
	rm -rf $(VENV) build dist .pytest_cache .ruff_cache .hypothesis
