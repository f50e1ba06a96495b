# 两条命令就够：make build 生成网站与文档，make test 运行全部测试。两者都会自己准备好环境。
# Two commands do everything: `make build` and `make test`. Both prepare their environment themselves.

PYTHON ?= python3
ifeq ($(OS),Windows_NT)
VENV_PYTHON := .venv/Scripts/python.exe
else
VENV_PYTHON := .venv/bin/python
endif
PYTEST := $(VENV_PYTHON) -m pytest -n auto --maxprocesses 2 -rfEs
COMPILE := $(VENV_PYTHON) -m uv --quiet pip compile --universal --python-version 3.11 --generate-hashes \
	--no-config --no-emit-index-url --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

.DEFAULT_GOAL := help
.PHONY: help build test test-fast check lint lock clean

help: ## 列出可用的命令
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile

build: ## 由 content/ 生成网站、PDF 与数据，放在 site/
	@$(PYTHON) bootstrap.py
	@$(VENV_PYTHON) -m generator build

check: ## 检查 content/，列出全部问题
	@$(PYTHON) bootstrap.py
	@$(VENV_PYTHON) -m generator check

test: ## 运行全部测试
	@$(PYTHON) bootstrap.py --dev --system
	@$(PYTEST)

test-fast: ## 只运行快的测试
	@$(PYTHON) bootstrap.py --dev
	@$(PYTEST) -m "not slow"

lint: ## 检查代码风格与类型
	@$(PYTHON) bootstrap.py --dev
	@$(VENV_PYTHON) -m ruff check
	@$(VENV_PYTHON) -m ruff format --check
	@$(VENV_PYTHON) -m mypy

lock: ## 由 pyproject.toml 重新生成 requirements*.lock；加 UPGRADE=1 则升级各软件包
	@$(PYTHON) bootstrap.py
	@$(VENV_PYTHON) -m uv --version >/dev/null 2>&1 || $(VENV_PYTHON) -m pip install --quiet --quiet uv
	@echo pip | $(COMPILE) --output-file requirements.lock pyproject.toml - >/dev/null
	@echo pip | $(COMPILE) --output-file requirements-dev.lock --group dev \
		--constraints requirements.lock pyproject.toml - >/dev/null

clean: ## 删去生成的内容与缓存（不删环境 .venv）
	@rm -rf site preview dist .jixiao .pytest_cache .mypy_cache .ruff_cache .hypothesis
