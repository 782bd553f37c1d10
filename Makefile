# jixiao (绩效). `make` alone lists the targets.
#
# run   needs Python 3.11 or later with venv, make and a package registry that pip can reach; nothing else.
# test  needs besides: LibreOffice, Chromium, poppler's pdftoppm and a Chinese font. On Debian it installs them where it may
#       (as root, or with sudo that asks nothing). A missing one fails the run unless JIXIAO_WITHOUT=libreoffice,chromium,… names it.

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
  $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$python; break; }; done)
WORKERS ?= auto
TESTS ?=
bin := .venv/bin
pip := $(bin)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help bundle run test lint docs accuracy bench bench-full picture new-check requirements clean

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*##/\1\t/p' Makefile

$(bin)/python:
	@test -n "$(PYTHON)" || { echo "没有找到带 venv 的 Python 3.11 或更高版本；可用 make PYTHON=/路径/python3 指定。" >&2; exit 2; }
	@$(PYTHON) -m venv .venv

.venv/run.stamp: $(bin)/python requirements/run.txt requirements/build.txt pyproject.toml
	@echo "正在安装运行所需的软件包（.venv）……"
	@$(pip) install --require-hashes -r requirements/run.txt -r requirements/build.txt
	@$(pip) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements/dev.txt
	@echo "正在安装测试所需的软件包（.venv）……"
	@$(pip) install --require-hashes -r requirements/dev.txt
	@touch $@

run: .venv/run.stamp  ## set up, evaluate two example cases, check the twin report; files go to out/
	@mkdir -p out/seed-twin
	@echo; echo "一、评价完整示例（虚构部门）"; echo
	@$(bin)/jixiao evaluate examples/department/case.yaml --out out/department
	@echo; echo "二、评价原始样例单位"; echo
	@$(bin)/jixiao evaluate examples/seed-unit/case.yaml --out out/seed-unit
	@echo; echo "三、审核样例报告"; echo
	@$(bin)/jixiao check examples/seed-twin/report.txt --out out/seed-twin/findings.txt || [ $$? -eq 1 ]
	@cat out/seed-twin/findings.txt
	@echo; echo "完成。结果文件："
	@ls -1 out/department/* out/seed-unit/* out/seed-twin/* | sed 's/^/  /'
	@echo "请先打开 out/department/report.html（逐项得分与计算过程）和 out/department/自评报告.docx。"

test: .venv/dev.stamp  ## install what the tests need, lint, then all tests
	@bash tools/packages.sh
	@$(MAKE) --no-print-directory lint
	@$(bin)/pytest -q -n $(WORKERS) $(TESTS)

lint: .venv/dev.stamp  ## ruff, types, floors, rulebooks, freshness of generated pages
	@$(bin)/ruff check .
	@$(bin)/ruff format --check .
	@$(bin)/mypy
	@$(bin)/lint-imports --no-logo
	@$(bin)/python tools/docs.py --check

docs: .venv/dev.stamp  ## write the generated pages anew (docs/guide/commands.md, docs/terms.md, …)
	@$(bin)/python tools/docs.py

accuracy: .venv/dev.stamp  ## count how right the checker is on the labelled texts
	@$(bin)/python -m tests.gold.accuracy

PART ?= spine columns readers scan families batch copies score accuracy
BENCH_ARGS ?=
bench: .venv/dev.stamp .venv-bench/stamp  ## measure, rivals beside us; writes bench/results/, see the README there (one part: make bench PART=columns)
	@for part in $(PART); do $(bin)/python bench/$$part.py $(BENCH_ARGS) || exit; done

bench-full: .venv/dev.stamp .venv-bench/stamp  ## a million random cases per rule type against the oracle, 100,000 units of all rulebooks and 100,000 of thirty indicators against columns, 20,000 documents with workers, scheduler and runs killed, batches to 200,000, 10,000 cases of the ring
	@$(bin)/python bench/oracles.py --cases 1000000
	@$(bin)/python bench/books.py --units 100000
	@$(bin)/python bench/equal.py --units 100000
	@$(bin)/python bench/columns.py
	@$(bin)/python bench/ring.py --cases 10000
	@$(bin)/python bench/batch_faults.py --documents 20000
	@$(bin)/python bench/batch.py --rounds 0 --sizes 1000 10000 100000 200000 --part batch-full

.venv-bench/stamp: requirements/bench.txt
	@$(if $(wildcard .venv-bench/bin/python),,$(PYTHON) -m venv .venv-bench)
	@.venv-bench/bin/python -m pip install --disable-pip-version-check --quiet --require-hashes -r requirements/bench.txt
	@touch $@

bundle: .venv/dev.stamp  ## pack a folder that installs where there is no network: dist/jixiao-离线安装包
	@$(bin)/python -m tools.bundle

picture: .venv/dev.stamp  ## photograph the results for the READMEs and the handbook
	@$(bin)/python -m tools.picture
	@$(bin)/python -m tools.pictures

new-check: .venv/dev.stamp  ## CODE=AR12 SLUG=parts_over_total TITLE=… : the .py and the .md of a new check
	@$(bin)/python tools/new_check.py "$(CODE)" "$(SLUG)" "$(TITLE)"

compile := $(bin)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header

requirements: .venv/dev.stamp  ## pin anew from pyproject.toml (add UPGRADE=--upgrade for newer versions)
	@$(compile) $(UPGRADE) pyproject.toml --output-file requirements/run.txt
	@$(compile) $(UPGRADE) --group build --output-file requirements/build.txt
	@$(compile) $(UPGRADE) pyproject.toml --extra batch -c requirements/run.txt -c requirements/build.txt --output-file requirements/batch.txt
	@$(compile) $(UPGRADE) pyproject.toml --extra dev --group build -c requirements/batch.txt -c requirements/build.txt --output-file requirements/dev.txt
	@$(compile) $(UPGRADE) --group bench -c requirements/dev.txt --output-file requirements/bench.txt

clean:  ## take away what `make` made
	rm -rf .venv .venv-bench out dist
