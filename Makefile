# The commands of this project; `make` alone lists them. Only python3 (3.11 or newer) and make are
# needed beforehand, the rest comes from the lock files into .venv.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup system run test lint types contracts translations forms strings lock bench faults pictures guide installers clean

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
STAMP := $(VENV)/.installed

# What the Qt wheels expect of a Debian or Ubuntu; other systems bring it with their desktop.
SYSTEM_PACKAGES := libcups2 libdbus-1-3 libegl1 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 \
  libopengl0 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 \
  libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 \
  libxkbcommon-x11-0 libxkbcommon0

# What judges our PDF/A in the tests (Apache Preflight); the program itself needs no Java.
JUDGES := libpdfbox2-java libactivation-java libjaxb-api-java libcommons-io-java \
  libcommons-logging-java

export PYTHONUTF8 := 1

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: system $(STAMP) forms ## everything that the other commands need

system:
	@if command -v dpkg-query >/dev/null; then \
	  packages="$(SYSTEM_PACKAGES)"; \
	  $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || packages="$$packages python3-venv"; \
	  case "$$packages" in *java*) \
	    command -v java >/dev/null || packages="$$packages default-jre-headless" ;; esac; \
	  missing=""; \
	  installed=" $$(dpkg-query -W -f='$${db:Status-Abbrev}$${Package} ' $$packages 2>/dev/null || true)"; \
	  for package in $$packages; do \
	    case "$$installed" in *"ii $$package "*|*"ii $${package}t64 "*) ;; *) missing="$$missing $$package" ;; esac; \
	  done; \
	  if [ -n "$$missing" ]; then \
	    if [ "$$(id -u)" = 0 ]; then \
	      echo "installing system libraries:$$missing"; \
	      apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	        apt-get install -qq -y --no-install-recommends $$missing >/dev/null; \
	    else \
	      echo "system libraries are missing; run: sudo apt-get install$$missing" >&2; \
	    fi; \
	  fi; \
	fi

$(STAMP): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(BIN)/python -c 'import pip' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@echo "installing from requirements-dev.lock …"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

forms: $(STAMP) ## compile forms/*.ui and the catalogues
	@$(BIN)/python hatch_build.py

run: setup ## build the example year and open the window
	@$(BIN)/ruse-desktop demo --open

test: SYSTEM_PACKAGES += $(JUDGES)
test: setup lint types ## all checks; contracts and translations are tests too
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder -q

lint: $(STAMP) ## style and common mistakes
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --quiet || { echo "run: $(BIN)/ruff format" >&2; exit 1; }

types: forms ## mypy --strict
	@$(BIN)/mypy

contracts: $(STAMP) ## who may import whom
	@$(BIN)/lint-imports

translations: forms ## is the English catalogue complete
	@$(BIN)/python -m pytest -q tests/unit/test_translations.py

strings: $(STAMP) ## bring resources/locale/*.po up to the texts of the program
	@$(BIN)/python hatch_build.py strings

lock: $(STAMP) ## resolve the dependencies anew
	@$(BIN)/uv pip compile pyproject.toml --upgrade $(LOCK_OPTIONS) -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --upgrade --group dev -c requirements.lock \
	  $(LOCK_OPTIONS) -o requirements-dev.lock

LOCK_OPTIONS := --universal --python-version 3.11 --generate-hashes --quiet \
  --no-header --no-emit-index-url --no-emit-find-links

bench: setup ## measure ours beside the raw libraries
	@$(BIN)/python -m benchmarks

faults: setup ## harm the program hundreds of times, count what is left (ten minutes)
	@$(BIN)/python -m tests.faults --long

pictures: setup ## pictures of every screen into build/pictures
	@QT_QPA_PLATFORM=offscreen $(BIN)/python docs/pictures.py build/pictures

guide: setup ## take the pictures of the guide anew
	@QT_QPA_PLATFORM=offscreen $(BIN)/python docs/pictures.py --guide

# Not part of `test`: it takes minutes. The check of the .deb installs and removes it, so only as
# root and only with CHECK_DEB=here (a throw-away machine) or CHECK_DEB=FOLDER (a chroot).
installers: setup ## .deb and the installer for Windows into dist/, tried out as far as this machine can
	@$(BIN)/python installer/build_deb.py dist
	@case "$(CHECK_DEB)" in \
	  "") echo "the .deb was not tried out: make installers CHECK_DEB=here, or =FOLDER of a chroot" ;; \
	  here) installer/check_deb.sh dist/*_$$($(BIN)/python installer/facts.py)_*.deb ;; \
	  *) installer/check_deb.sh dist/*_$$($(BIN)/python installer/facts.py)_*.deb "$(CHECK_DEB)" ;; \
	esac
	@if command -v makensis >/dev/null; then \
	  rm -rf build/installer/dummy && \
	  $(BIN)/python installer/build_windows.py build/installer/dummy && \
	  installer/check_windows.sh build/installer/dummy/*-windows-x64.exe; \
	else echo "the installer for Windows was not compiled: apt-get install nsis"; fi

clean: ## remove what was made, not .venv
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
	  ruse_desktop/ui/forms_generated
	@find resources/locale -name '*.mo' -delete
