# Two commands matter: `make demo` and `make test`. Everything below sets itself up.
# PORT=8080 moves the demo; ARGS='…' is handed on (to pytest; or benchmarks,
# each with its options: ARGS='publish --articles 10000,100000').

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PORT ?= 8000
ARGS ?=
RUN = .venv/bin/python -m zhanqun.config.commands

export PORT

.PHONY: demo demo-reset test check bench pages shots setup locks venv-base venv-dev venv-bench

demo: venv-base
	@exec $(RUN) demo

demo-reset: venv-base
	@exec $(RUN) demo-reset

test: venv-dev
	@exec $(RUN) test $(ARGS)

check: venv-dev
	@exec $(RUN) check

bench: venv-bench
	@exec $(RUN) bench $(ARGS)

pages: venv-dev
	@exec $(RUN) pages $(ARGS)

shots: venv-dev
	@exec $(RUN) shots $(ARGS)

setup: venv-dev
	@exec $(RUN) setup

# Renew the locks after a change of requirements/*.in. Wagtail asks for pillow-heif, whose wheel
# carries GPL code, and does without it: it is left out, and bootstrap.py installs the lock as it is.
locks: venv-dev
	@.venv/bin/python -m pip install --quiet uv
	@cd requirements && for kind in base dev bench; do ../.venv/bin/uv pip compile --quiet --universal \
		--generate-hashes --python-version 3.11 --no-emit-index-url --no-header \
		--no-emit-package pillow-heif $$kind.in --output-file $$kind.txt >/dev/null; done

venv-base venv-dev venv-bench: venv-%:
	@test -n "$(PYTHON)" || { echo '需要 Python 3.11 或更高版本。 Python 3.11 or newer is needed.'; exit 1; }
	@$(PYTHON) scripts/bootstrap.py $*
