# Everything a newcomer needs: `make demo` and `make test`. Both install what they need into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
TESTS ?= tests src
FRONTEND := $(shell find frontend/packages frontend/bundling -type f)

.PHONY: demo test fix check check-all lint types imports bench yardstick reference requirements screenshots frontend clean

demo: $(VENV)/.compiled ## Install Resa and open the demo map
	$(BIN)/resa demo

test: $(VENV)/.installed-test $(VENV)/.compiled $(VENV)/.built ## Install what the tests need and pass them
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow" $(TESTS)

fix: $(VENV)/.installed-test ## Format and mend what can be mended
	$(BIN)/ruff format src tests benchmarks tools hatch_build.py
	$(BIN)/ruff check --fix src tests benchmarks tools hatch_build.py

check: $(VENV)/.installed-test ## All that must hold before handing in, tests included
	$(MAKE) --jobs=2 $(VENV)/.compiled lint types imports
	$(MAKE) test

check-all: check ## The slow proofs too
	$(BIN)/python -m pytest -m slow $(TESTS)

bench: $(VENV)/.installed-test ## Speed beside the fastest peers, as ratios
	$(BIN)/python -m benchmarks

lint: $(VENV)/.installed-test ## Form, and what a reader would stumble over
	$(BIN)/ruff format --check src tests benchmarks tools hatch_build.py
	$(BIN)/ruff check src tests benchmarks tools hatch_build.py

types: $(VENV)/.installed-test ## Types, strictly
	$(BIN)/mypy

imports: $(VENV)/.installed-test ## The layers and their contracts
	$(BIN)/lint-imports

yardstick: $(VENV)/.installed-test ## Sizes, cycles and contracts
	$(BIN)/python tools/yardstick.py src resa --tests tests
	$(BIN)/lint-imports

screenshots: $(VENV)/.installed-test ## The pictures in docs/screenshots
	$(BIN)/python tools/screenshots.py
	$(BIN)/python tools/app_screenshots.py

reference: $(VENV)/.installed-test ## docs/reference, written from the code
	$(BIN)/python -m tools.reference

frontend: $(VENV)/.built ## What the browser and the drawing run, built anew after a change in frontend

requirements: ## Pin what is installed, with hashes and without addresses
	$(BIN)/python tools/pin.py

clean:
	rm -rf $(VENV) build dist frontend/node_modules src/resa/mapping/export/bundle src/resa/web/static

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python requirements/run.txt requirements/build.txt pyproject.toml hatch_build.py
	$(PIP) install --require-hashes -r requirements/run.txt -r requirements/build.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.built: $(VENV)/.installed $(FRONTEND)
	$(PIP) install --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.compiled: $(VENV)/.installed
	@echo "compiling what questions are counted with, once"
	$(BIN)/resa demo --no-open --customers 200 --workspace $(VENV)/first-run >/dev/null && rm -rf $(VENV)/first-run
	touch $@

$(VENV)/.installed-test: $(VENV)/.installed requirements/test.txt
	$(PIP) install --require-hashes -r requirements/test.txt
	$(BIN)/python tools/fetch_frontend.py
	touch $@
