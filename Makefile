# Stafet: everything is started from here. `make` lists what there is.
# Needed beforehand: Python 3.11 or newer, Node 20.19 or newer, make. The rest is fetched once, at the versions of the lock files.

PYTHON ?= python3
PORT ?= 8000
UV_VERSION := 0.13.9

BIN := .venv/bin
STATIC := backend/stafet/static
# Folders too: a file that is gone shows in the time of its folder.
PWA_SOURCES := $(shell find pwa/src pwa/public -not -name '.*' 2>/dev/null) \
	$(wildcard pwa/index.html pwa/package.json pwa/package-lock.json pwa/tsconfig*.json pwa/*.config.ts pwa/*.config.js pwa/build/*)

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export NPM_CONFIG_UPDATE_NOTIFIER := false
.DEFAULT_GOAL := help
ifndef SIDE_BY_SIDE
.NOTPARALLEL:
endif
.DELETE_ON_ERROR:
.PHONY: help demo test pictures soak check dev format openapi lock wheel sbom clean setup pwa browser soak-sync soak-faults soak-access soak-shell soak-log soak-reminders test-pwa test-python check-python check-openapi check-types check-migrations check-content bench bench-app lighthouse

help: ## list these
	@echo "Stafet. What make can do:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: .venv/.runtime $(STATIC)/index.html ## run it with fictional people at http://localhost:8000 (PORT=8001 changes the port)
	@exec $(BIN)/stafet demo --port $(PORT)

test: ## prove it: every check and every test, on both databases and in a real browser
	@$(TWO) setup pwa tests/provider/node_modules/.installed
	@$(MAKE) --no-print-directory browser
	@$(TWO) $(WHOLE) check test-pwa
	@$(MAKE) --no-print-directory test-python

# What does not wait for each other, on two cores: a minute less of fifteen. Checks show what they print when they are done, so that
# the words of two do not mix (not in make 3.81, which cannot).
TWO := $(MAKE) --no-print-directory -j2 SIDE_BY_SIDE=1
WHOLE := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

bench: setup ## measure it: one table of ratios, with the goals beside them (BENCH=--short takes two minutes)
	@$(BIN)/python -m bench $(BENCH)

bench-app: setup pwa browser ## how the app feels on a cheap phone: start, touch, scrolling, memory (BENCH='--turns 3' is quicker)
	@$(BIN)/python -m bench.app $(BENCH)
	@$(BIN)/python -m bench.app.pin_to_plan

lighthouse: setup pwa browser bench/lighthouse/node_modules/.installed ## Lighthouse on the start, the plan and a meeting, signed in; fails below its goals
	@$(BIN)/python -m bench.lighthouse $(BENCH)

check: check-python check-openapi check-types check-migrations check-content ## format, lint, types, import contracts, and that nothing generated has drifted

# --- the parts of `check` ---

check-python: setup
	@echo "Checking: format and lint (ruff)"
	@$(BIN)/ruff format --check --quiet . || { echo "Some files are not formatted. 'make format' does it."; exit 1; }
	@$(BIN)/ruff check --quiet .
	@echo "Checking: types (mypy --strict)"
	@$(BIN)/mypy
	@echo "Checking: who may import whom (import-linter)"
	@$(BIN)/lint-imports --no-cache

check-openapi: setup
	@echo "Checking: docs/openapi.json is what the server says"
	@$(BIN)/stafet openapi --check docs/openapi.json

check-types: pwa/node_modules/.installed
	@echo "Checking: the app's types are those of docs/openapi.json"
	@cd pwa && npm run --silent types -- --check >/dev/null \
		|| { echo "They are not. 'make openapi' makes them again."; exit 1; }

check-migrations: setup
	@echo "Checking: the migrations make the tables the code has"
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
		export STAFET_DATABASE_URL="sqlite:///$$folder/check.db" && \
		export STAFET_MASTER_KEY_FILE="$$folder/master.key" STAFET_LOG_KEY_FILE="$$folder/log.key" STAFET_RECEIPT_KEY_FILE="$$folder/receipt.key" && \
		{ $(BIN)/stafet keys "$$folder" && $(BIN)/stafet migrate && $(BIN)/stafet migrate --check && $(BIN)/alembic check; } >"$$folder/log" 2>&1 || \
		{ cat "$$folder/log"; exit 1; }

check-content: setup
	@echo "Checking: the content that is shipped, and that its numbers were checked this half year"
	@$(BIN)/stafet content check

# --- the parts of `test` ---

# One worker for each core. Each has a PostgreSQL, a browser and ports of its own; see docs/testing.md.
WORKERS := --numprocesses=auto --maxprocesses=4 --dist=loadgroup --no-loadscope-reorder

test-pwa: pwa
	@echo "Testing: the app's types, its rules, its size"
	@cd pwa && npm run --silent typecheck && npm test --silent && npm run --silent budget

test-python: setup pwa browser tests/provider/node_modules/.installed
	@echo "Testing: the server, both databases, and the journeys in a real browser"
	@$(BIN)/python -m pytest $(WORKERS)

browser: setup
	@$(BIN)/python -m tests.support.chromium

pictures: setup pwa browser ## take the pictures of every screen anew and write docs/contact-sheet.md (ONLY=karen takes some)
	@rm -rf test-results/pictures
	@STAFET_PICTURES=accept $(BIN)/python -m pytest -q -o faulthandler_timeout=0 tests/journeys/test_screens.py tests/journeys/test_phone_screens.py tests/journeys/test_parts.py $(if $(ONLY),-k "$(ONLY)",$(WORKERS))
	@$(BIN)/python -m tests.support.contact_sheet $(if $(ONLY),,--all)

# What a long run counts is told, and nobody calls it hung after five minutes.
LONG := -s -o faulthandler_timeout=0

soak: setup ## the long runs, with one table of figures at the end (hours; SOAK=1000 examples, KILLS=200, CUTS=2000)
	@figures=$$(mktemp) && trap 'rm -f "$$figures"' EXIT && export STAFET_FIGURES="$$figures" && failed=0 && \
	for part in soak-sync soak-faults soak-access soak-shell soak-log soak-reminders; do $(MAKE) --no-print-directory $$part || failed=1; done; \
	$(BIN)/python -m tests.support.figures "$$figures" && exit $$failed

soak-sync: setup
	@echo "Breaking the server on purpose: every mutant must be noticed"
	@$(BIN)/python -m tests.model.mutants --seconds 300
	@echo "The model, with new examples"
	@STAFET_MODEL_EXAMPLES=$${SOAK:-1000} $(BIN)/python -m pytest $(LONG) tests/model/test_machine.py

soak-faults: setup
	@echo "Cutting the power"
	@STAFET_CUTS=$${CUTS:-2000} $(BIN)/python -m pytest $(LONG) tests/faults/test_power.py
	@echo "Killing the server, and stopping its database"
	@STAFET_KILLS=$${KILLS:-200} $(BIN)/python -m pytest $(LONG) tests/faults/test_kill.py tests/faults/test_two_servers.py

soak-access: setup
	@echo "The access matrix: every guard out once, then new examples"
	@$(BIN)/python -m tests.access.mutants --seconds 180
	@STAFET_ACCESS_EXAMPLES=$${ACCESS:-200} $(BIN)/python -m pytest $(LONG) tests/access
	@echo "Consent: 1,000 races with a stop, many previews and many outboxes"
	@STAFET_RACES=$${RACES:-1000} STAFET_PREVIEW_EXAMPLES=$${PREVIEWS:-300} STAFET_STOP_EXAMPLES=$${OUTBOXES:-300} \
		$(BIN)/python -m pytest $(LONG) tests/use_cases/test_c3_races.py tests/use_cases/test_preview_is_what_they_get.py \
		tests/use_cases/test_c5_stops_come_first.py

soak-shell: setup
	@echo "The shell: whether time tells what the words do not, 10,000 pushes of random plans, hostile words on every screen"
	@$(BIN)/python -m tests.http.denial_timing
	@STAFET_PUSH_PLANS=2600 STAFET_PUSH_SEED=$$(date +%s) $(BIN)/python -m pytest $(LONG) tests/use_cases/test_neutral_push.py -k sqlite
	@$(BIN)/python -m pytest $(LONG) -q tests/push/test_trap.py
	@STAFET_INJECTION_SCREENS=40 $(BIN)/python -m pytest $(LONG) tests/journeys/test_injection.py

soak-log: setup ## do to a log what an insider could, 20,000 times, and count what is found (TAMPERINGS=1000)
	@echo "Tampering with a log behind the server's back"
	@$(BIN)/python -m tests.model.tampering $${TAMPERINGS:-20000}

soak-reminders: setup ## a year of 100,000 reminders with outages, kills and both clock changes, on both databases (REMINDERS=2000)
	@echo "Reminders: every guard out once, then a whole year"
	@$(BIN)/python -m tests.year.mutants --seconds 300
	@STAFET_YEAR_REMINDERS=$${REMINDERS:-100000} $(BIN)/python -m pytest $(LONG) tests/year

# --- everyday work ---

dev: setup pwa/node_modules/.installed ## server with reload at :8000 and the app with hot reload at :5173
	@exec .ci/dev $(PORT)

format: setup ## format the Python and mend what the linter can mend
	@$(BIN)/ruff check --quiet --fix . || true
	@$(BIN)/ruff format .

openapi: setup pwa/node_modules/.installed ## write docs/openapi.json and the app's types again after a change of the API
	@$(BIN)/stafet openapi >docs/.openapi.json && mv docs/.openapi.json docs/openapi.json
	@cd pwa && npm run --silent types >/dev/null

lock: .venv/.made ## make the lock files again from pyproject.toml
	@echo "Resolving the Python dependencies"
	@test -x .venv/uv/bin/uv || $(BIN)/pip install --quiet --target .venv/uv "uv==$(UV_VERSION)"
	@lock() { .venv/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-header --no-emit-index-url --no-emit-find-links "$$@"; } && \
		lock pyproject.toml -o requirements.lock && \
		lock pyproject.toml --extra dev --group build -c requirements.lock -o requirements-dev.lock && \
		lock --group build -c requirements-dev.lock -o requirements-build.lock

wheel: .venv/.runtime $(STATIC)/index.html sbom ## dist/: one file with the server, the built app and the migrations, and what is in it
	@$(BIN)/pip wheel --quiet --no-build-isolation --no-deps --wheel-dir dist .
	@ls dist/*.whl

sbom: .venv/.made ## dist/stafet.cdx.json: every package that is shipped, with its sums (CycloneDX)
	@mkdir -p dist && $(BIN)/python .ci/sbom.py >dist/stafet.cdx.json && ls dist/stafet.cdx.json

clean: ## remove everything that was fetched or built
	rm -rf .venv .stamps dist test-results .demo tests/provider/node_modules bench/lighthouse/node_modules pwa/node_modules pwa/dist $(STATIC) \
		.mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- what is fetched and built, once ---

setup: .venv/.dev

pwa: $(STATIC)/index.html

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Stafet needs Python 3.11 or newer. '$(PYTHON)' is $$($(PYTHON) --version 2>&1 || true)."; \
		echo "Name another one: make PYTHON=python3.12"; exit 1; }
	@echo "Making the Python environment (.venv). The first time, all of this takes a minute or two."
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.runtime: requirements.lock requirements-build.lock pyproject.toml | .venv/.made
	@echo "Fetching what the server needs (requirements.lock)"
	@$(BIN)/pip install -qq --require-hashes -r requirements.lock -r requirements-build.lock
	@$(BIN)/pip install -qq --no-build-isolation --no-deps -e .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	@echo "Fetching what the tests need (requirements-dev.lock)"
	@$(BIN)/pip install -qq --require-hashes -r requirements-dev.lock
	@touch $@

pwa/node_modules/.installed: pwa/package.json pwa/package-lock.json
	@node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null || { \
		echo "Stafet needs Node 20.19 or newer. 'node' is $$(node --version 2>&1 || true)."; exit 1; }
	@echo "Fetching what the app is built with (pwa/package-lock.json)"
	@cd pwa && npm ci --ignore-scripts --loglevel=error --no-audit --no-fund
	@touch $@

tests/provider/node_modules/.installed: tests/provider/package.json tests/provider/package-lock.json
	@echo "Fetching the identity provider of the tests (tests/provider/package-lock.json)"
	@cd tests/provider && npm ci --ignore-scripts --loglevel=error --no-audit --no-fund
	@touch $@

bench/lighthouse/node_modules/.installed: bench/lighthouse/package.json bench/lighthouse/package-lock.json
	@echo "Fetching Lighthouse (bench/lighthouse/package-lock.json)"
	@cd bench/lighthouse && npm ci --ignore-scripts --loglevel=error --no-audit --no-fund
	@touch $@

$(STATIC)/index.html: $(PWA_SOURCES) pwa/node_modules/.installed
	@echo "Building the app (pwa/)"
	@cd pwa && npm run --silent build
	@rm -rf $(STATIC) && cp -R pwa/dist $(STATIC) && touch $@
