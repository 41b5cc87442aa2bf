# What to do with Rowan. `make help` lists it.
.POSIX:
.SUFFIXES:

BIN = .venv/bin
JOBS = auto
TESTS = $(BIN)/python -m pytest -n $(JOBS) --maxprocesses 4 --dist loadgroup

help: ## List what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

run: .venv/run.stamp ## Start Rowan with its demo world on http://127.0.0.1:8000
	@$(BIN)/python -m supportapp.serve

test: .venv/dev.stamp ## Run the whole suite, on SQLite and on PostgreSQL, with a real browser
	@sh tests/needs.sh
	@$(TESTS)

check: .venv/dev.stamp ## Format, lint, types, import contracts, templates, then the suite
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet supportapp/templates
	@$(MAKE) test

bench: .venv/dev.stamp ## Measure, side by side, and print one table of ratios
	@$(BIN)/python -m bench

screenshots: .venv/dev.stamp ## Take a picture of every screen into build/screenshots
	@sh tests/needs.sh
	@$(BIN)/python -m tests.browser.screenshots

lock: .venv/dev.stamp ## Lock the newest allowed versions of all packages, with their hashes
	@sh .ci/lock

.venv/run.stamp: requirements.txt .ci/venv
	@sh .ci/venv requirements.txt
	@touch $@

.venv/dev.stamp: requirements.txt requirements-dev.txt .ci/venv
	@sh .ci/venv requirements-dev.txt
	@touch $@ .venv/run.stamp

.PHONY: help run test check bench screenshots lock
