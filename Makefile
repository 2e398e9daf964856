# All tasks of this project; `make help` lists them. It works with GNU make 3.81, which macOS has.

PYTHON ?= python3
export PYTHON

BIN := .venv/bin
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard locales/*/LC_MESSAGES/coach.po))
# The folders to which `make catalogues` and `make locks` write. Their checks write to a copy and compare.
LOCALES := locales
LOCKS := requirements
COPY := build/check

# Without line numbers and dates, the catalogues change only when a text does.
EXTRACT := $(BIN)/pybabel --quiet extract --no-default-keywords \
	--keywords "t:1 tn:1,2 tc:1c,2 label:1c,2" --add-comments Translators: \
	--add-location file --sort-by-file --omit-header --width 100
UPDATE := $(BIN)/pybabel --quiet update --domain coach --previous --ignore-obsolete \
	--ignore-pot-creation-date --width 100

# uv prefers the versions of the existing lock, so a new release of a dependency changes nothing by itself.
COMPILE_ANY := $(BIN)/uv pip compile --quiet --system-certs --universal --python-version 3.11 \
	--generate-hashes --only-binary :all: --custom-compile-command "make locks" $(UPGRADE)
COMPILE := $(COMPILE_ANY) pyproject.toml
COMPILE_TOOLS := $(COMPILE_ANY) --group tools
VERSIONS := 3.11 3.12 3.13 3.14
PLATFORMS := x86_64-unknown-linux-gnu aarch64-unknown-linux-gnu x86_64-apple-darwin aarch64-apple-darwin

# The programs that check deploy/, and what they check.
TOOLS := build/tools/bin
SCRIPTS := .ci/run requirements/set-up.sh $(wildcard deploy/*/*.sh) deploy/systemd/coach-admin
MANIFESTS := $(filter-out %/kustomization.yaml %/servicemonitor.yaml,$(wildcard deploy/kubernetes/*.yaml))
KUBERNETES := 1.30 1.37

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test test-long chaos bench lint deploy-check audit format pictures classifier catalogues catalogues-check locks locks-check upgrade wheel \
	clean set-up-run set-up-dev

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' Makefile

# An empty variable counts as set: `TELEGRAM_BOT_TOKEN= make run` starts the terminal chat in spite of .env.
run: set-up-run $(CATALOGUES) ## set up, then start the coach: in Telegram with TELEGRAM_BOT_TOKEN, else in the terminal
	@if [ -n "$${TELEGRAM_BOT_TOKEN:-}" ] || { [ -z "$${TELEGRAM_BOT_TOKEN+set}" ] && grep -Eqs \
		"^[[:space:]]*(export[[:space:]]+)?TELEGRAM_BOT_TOKEN[[:space:]]*=[[:space:]]*[\"']?[^[:space:]\"'#]" .env; }; \
	then exec $(BIN)/coach run; else exec $(BIN)/coach chat; fi

test: set-up-dev $(CATALOGUES) ## set up, then run all tests; ARGS="-k name" goes to pytest
	@$(BIN)/python -m pytest -n auto $(ARGS)

test-long: set-up-dev $(CATALOGUES) ## the same with far more random examples: an hour or more
	@COACH_TEST_LIVES=400 $(BIN)/python -m pytest -n auto --hypothesis-profile long --timeout 7200 $(ARGS)

chaos: set-up-dev $(CATALOGUES) ## kill the coach 200 times in each configuration; ARGS="--kills 50 --seed 2"
	@$(BIN)/python -m tests.chaos $(ARGS)

bench: set-up-dev $(CATALOGUES) ## set up, then measure on this machine
	@$(BIN)/python -m tests.bench $(ARGS)

lint: set-up-dev ## style, types, the architecture's rules, catalogues and locks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	@$(MAKE) --no-print-directory catalogues-check locks-check deploy-check

# Some platforms have no wheel of shellcheck. MANIFESTS leaves out two files whose kind is not part of Kubernetes itself.
deploy-check: build/tools/stamp ## check the files in deploy/, each with a checker for its format
	@echo "$(TOOLS)/hadolint, shellcheck, kubernetes-validate, caddy: deploy/"
	@$(TOOLS)/hadolint --failure-threshold style deploy/Dockerfile
	@[ ! -x $(TOOLS)/shellcheck ] || $(TOOLS)/shellcheck --external-sources $(SCRIPTS)
	@for version in $(KUBERNETES); do \
		$(TOOLS)/kubernetes-validate --strict --quiet --kubernetes-version $$version $(MANIFESTS) || exit 1; done
	@COACH_HOST=coach.example.org $(TOOLS)/caddy validate --adapter caddyfile --config deploy/Caddyfile \
		>build/caddy.log 2>&1 || { cat build/caddy.log >&2; exit 1; }

# Not part of the tests, since the known vulnerabilities change from day to day, and since it needs a network.
audit: build/tools/stamp ## ask PyPI which packages of the locks have known vulnerabilities
	@status=0; for lock in run dev tools; do echo "requirements/$$lock.txt:"; \
		$(TOOLS)/pip-audit --strict --require-hashes --disable-pip --progress-spinner off \
			--requirement requirements/$$lock.txt || status=1; done; exit $$status

build/tools/stamp: requirements/tools.txt | set-up-dev
	@$(BIN)/python -m venv --clear --without-pip build/tools
	@$(BIN)/uv pip install --quiet --system-certs --python build/tools/bin/python --no-deps --only-binary :all: \
		--require-hashes --requirement requirements/tools.txt
	@touch $@

format: set-up-dev ## format the code and fix what can be fixed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

pictures: set-up-dev $(CATALOGUES) ## redraw the pictures of the chat in docs/pictures; needs Chromium
	@$(BIN)/python -m docs.pictures.draw

# scikit-learn only trains; the coach and its tests read the model without it.
classifier: set-up-dev ## train dialogs/data/acts.model with the examples in tests/training; needs a network
	@$(BIN)/uv run --quiet --no-project --python $(BIN)/python --with 'scikit-learn>=1.9,<2' \
		--with-requirements requirements/run.txt -- python -m tests.training.train $(ARGS)

catalogues: set-up-dev ## update locales/ with the texts in the code, for translation
	@$(EXTRACT) --output-file $(LOCALES)/coach.pot bot dialogs
	@$(UPDATE) --input-file $(LOCALES)/coach.pot --output-dir $(LOCALES)

catalogues-check: set-up-dev
	@rm -rf $(COPY)/locales && mkdir -p $(COPY) && cp -R locales $(COPY)/locales
	@$(MAKE) --no-print-directory catalogues LOCALES=$(COPY)/locales
	@diff -ru -x '*.mo' -x __pycache__ locales $(COPY)/locales || \
		{ echo "The texts in the code and locales/ differ, as shown: run 'make catalogues'." >&2; exit 1; }

locks: set-up-dev ## update the lock files after a change of dependencies in pyproject.toml
	@$(COMPILE) --group build --output-file $(LOCKS)/run.txt
	@$(COMPILE) --group dev --constraint $(LOCKS)/run.txt --no-annotate --output-file $(LOCKS)/dev.txt
	@$(COMPILE_TOOLS) --no-annotate --output-file $(LOCKS)/tools.txt

upgrade: ## the same, with the newest releases that pyproject.toml allows
	@$(MAKE) --no-print-directory locks UPGRADE=--upgrade

# It also checks that every lock can be installed from wheels alone on all supported versions and platforms.
locks-check: set-up-dev
	@rm -rf $(COPY)/requirements && mkdir -p $(COPY) && cp -R requirements $(COPY)/requirements
	@$(MAKE) --no-print-directory locks LOCKS=$(COPY)/requirements
	@diff -ru requirements $(COPY)/requirements || \
		{ echo "pyproject.toml and the locks differ, as shown: run 'make locks'." >&2; exit 1; }
	@for version in $(VERSIONS); do for platform in $(PLATFORMS); do for lock in run dev tools; do \
		$(BIN)/uv pip install --quiet --system-certs --dry-run --target $(COPY)/none --no-deps --only-binary :all: \
			--python-version $$version --python-platform $$platform \
			--require-hashes --requirement requirements/$$lock.txt || \
		{ echo "requirements/$$lock.txt lacks a wheel for Python $$version on $$platform." >&2; exit 1; }; \
	done; done; done

wheel: set-up-dev ## build the wheel into dist/
	@$(BIN)/python -m hatchling build --target wheel

clean: ## remove all generated files, but never the database
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis $(CATALOGUES)

set-up-run:
	@requirements/set-up.sh run

set-up-dev:
	@requirements/set-up.sh dev

$(CATALOGUES): %.mo: %.po
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
