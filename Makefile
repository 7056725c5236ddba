# Everything a checkout needs, from nothing but Python 3.11 or later, make and git:
#   make demo    read the sample reports and show what they say, at the terminal and in the browser
#   make test    the tests        make lint   format, lint, types and data
#   make bench   speed and memory make clean  forget what was built

# The first python on the PATH that is new enough and can make virtual environments, else the first that is new enough.
PYTHON ?= $(shell for wanted in 'ensurepip, venv' 'sys'; do \
	for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if $$p -c "import sys, $$wanted; sys.exit(sys.version_info < (3, 11))" >/dev/null 2>&1; then echo $$p; exit; fi; done; done)
VENV ?= .venv
OUT ?= out
COMPILED := build/compiled
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
LEXICON := src/marsad/lexicon/_compiled.json
GAZETTEER := src/marsad/gazetteer/_compiled.json
ACTORS := src/marsad/actors/_compiled.json
SAMPLES = $(sort $(wildcard samples/*.txt samples/*.html samples/*.jsonl samples/*.warc.gz))

export PIP_DISABLE_PIP_VERSION_CHECK = 1
# The checkout's own sources come first, whatever the folder's environment was installed from.
export PYTHONPATH := src

.PHONY: help setup postgresql chromium demo screenshots test compiled lint bench profile clean
help:
	@sed -n 's/^#   //p' Makefile

setup: $(STAMP) $(LEXICON) $(GAZETTEER) $(ACTORS)

$(STAMP): pyproject.toml hatch_build.py
	@test -n "$(PYTHON)" || { echo "marsad: no Python 3.11 or later on the PATH (install python3, or say make PYTHON=/path/to/python)" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "marsad: $(PYTHON) is older than Python 3.11" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "marsad: $(PYTHON) cannot make virtual environments; on Debian and Ubuntu: sudo apt install python3-venv" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing into $(VENV) (a minute or two, once)"
	@$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

$(LEXICON): $(shell find src/marsad/lexicon -name '*.yaml') $(addprefix src/marsad/lexicon/,compiler.py inflect.py schema.py) | $(STAMP)
	$(BIN)/python -m marsad lexicon build

$(GAZETTEER): $(shell find src/marsad/gazetteer/data -type f) $(addprefix src/marsad/gazetteer/,build.py names.py place.py) | $(STAMP)
	$(BIN)/python -m marsad gazetteer build

$(ACTORS): $(shell find src/marsad/actors/data src/marsad/lexicon/data/names src/marsad/gazetteer/data -type f) $(addprefix src/marsad/actors/,build.py words.py) | $(STAMP)
	$(BIN)/python -c 'from marsad.actors.build import build; print(build())'

demo: setup
	@mkdir -p $(OUT)
	@$(BIN)/python -m marsad read $(SAMPLES)
	@$(BIN)/python -m marsad read --format html --output $(OUT)/demo.html $(SAMPLES)
	@echo
	@echo "The same reports as a page, every record beside its words: $(OUT)/demo.html"
	@echo "Now try:  $(BIN)/marsad read --format json samples/2024-05-04-alrafid-launch.txt"
	@echo "          $(BIN)/marsad read --published 2024-05-02 YOUR-REPORT.txt"
	@echo "          $(BIN)/marsad init && $(BIN)/marsad ingest samples && $(BIN)/marsad search الرطبة"
	@echo "          $(BIN)/marsad --help"
	@rm -f $(OUT)/demo.db*
	@$(BIN)/python -m marsad init --store $(OUT)/demo.db
	@$(BIN)/python -m marsad ingest --store $(OUT)/demo.db samples
	@$(BIN)/python bench/demo.py $(OUT)/demo.db

# Every page of the observatory in both languages, on a phone and a laptop, light and dark.
screenshots: setup chromium
	@$(BIN)/python bench/screenshots.py $(OUT)/screenshots

test: setup postgresql chromium
	@$(BIN)/python -m pytest -n auto --dist worksteal $(TESTS)

# The compiled reader says what the sources say; minutes, and a C compiler.
compiled: setup
	@$(BIN)/python -m pytest -m compiled tests/test_packaging.py

# The store's tests start a server of their own; all they need is its programs. Without them those tests are skipped.
postgresql:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || \
		ls "$$(pg_config --bindir 2>/dev/null)/initdb" >/dev/null 2>&1 || \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
			echo "installing PostgreSQL for the tests of the store"; \
			{ apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends postgresql; } \
				>/dev/null 2>&1 || echo "marsad: PostgreSQL could not be installed" >&2; \
		else echo "marsad: no PostgreSQL here; to test stores on it too: sudo apt install postgresql" >&2; fi

# The web's tests drive a browser; without one those tests are skipped.
chromium:
	@command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
			echo "installing Chromium for the tests of the web"; \
			{ apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium; } \
				>/dev/null 2>&1 || echo "marsad: Chromium could not be installed" >&2; \
		else echo "marsad: no Chromium here; to test the web in it too: sudo apt install chromium" >&2; fi

lint: setup
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/python -m marsad lexicon check
	@$(BIN)/python -m marsad gazetteer check
	@$(BIN)/python -m marsad actors check

# Both ways a reader runs: from the sources, and compiled as an installed wheel has it (where there is a C compiler).
bench: setup $(COMPILED)/.installed
	@$(BIN)/python bench/run.py
	@PYTHONPATH=$(COMPILED) $(BIN)/python bench/run.py

$(COMPILED)/.installed: hatch_build.py $(LEXICON) $(GAZETTEER) $(shell find src/marsad -name '*.py')
	@echo "building the wheel with a compiled reader into $(COMPILED) (three minutes)"
	@rm -rf $(COMPILED)
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --target $(COMPILED) .
	@touch $@

profile: setup
	@$(BIN)/python bench/run.py --profile

clean:
	rm -rf $(VENV) $(OUT) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis $(LEXICON) $(GAZETTEER) $(ACTORS)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
