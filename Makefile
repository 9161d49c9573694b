# Two commands: `make demo` reads the sample reports and answers questions; `make test` checks everything.
PYTHON ?= python3
ENV := .venv
READY := $(ENV)/.ready
.PHONY: demo test check bench clean

$(READY): requirements.lock pyproject.toml
	@test -x $(ENV)/bin/python || $(PYTHON) -m venv $(ENV)
	@$(ENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(ENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY)
	@$(ENV)/bin/python tools/demo.py

test: $(READY)
	@$(ENV)/bin/python -m ruff check .
	@$(ENV)/bin/python -m mypy
	@$(ENV)/bin/python -m pytest -p no:cacheprovider

bench: $(READY)
	@$(ENV)/bin/python -m bench.speed

clean:
	rm -rf $(ENV) build dist
