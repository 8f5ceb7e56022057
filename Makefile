# `make run` opens MultiSquare; `make help` lists the rest.
# Every target first sees to what it needs; the second time that takes a blink.

.DEFAULT_GOAL := help
.PHONY: help run test check format bench torture package package-linux test-package \
	install uninstall compare-builds test-windows \
	package-windows test-package-windows update-requirements clean

python := .venv/bin/python
windows := packaging/windows/run.sh build/windows/python/python.exe

# Two builds of one commit are the same: see packaging/compare_builds.py.
reproducibly = umask 022; SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct 2>/dev/null || echo 315532800) \
	PYTHONHASHSEED=0

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-21s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## open the program: make run, or make run ARGS="2 3 4"
	@packaging/setup.sh run
	@$(python) -m app $(ARGS)

test: ## run all tests but those of the packaged executable (ARGS go to pytest)
	@packaging/setup.sh test
	@$(python) -m pytest -m "not packaged and not windows" $(ARGS)

check: ## the linter, the formatter, the type checker and the workflows' auditor
	@packaging/setup.sh check
	@$(python) -m ruff check .
	@$(python) -m ruff format --check .
	@$(python) -m mypy
	@.venv/bin/zizmor --offline --quiet .github/workflows

format: ## let the formatter and the linter put right what they can
	@packaging/setup.sh check
	@$(python) -m ruff format .
	@$(python) -m ruff check --fix .

bench: ## measure against plain multiprocessing and others, side by side
	@packaging/setup.sh bench
	@$(python) -m bench $(ARGS)

torture: ## a thousand runs with children killed at random moments
	@packaging/setup.sh run
	@$(python) -m tests.torture $(ARGS)

package: ## build the double-clickable program in dist/MultiSquare
	@packaging/setup.sh package
	@$(reproducibly) $(python) -m PyInstaller --noconfirm --log-level WARN build.spec
	@echo "dist/MultiSquare is ready: $$(du -sm dist/MultiSquare | cut -f1) MB"

package-linux: ## pack dist/MultiSquare as .tar.xz and .deb (after make package)
	@packaging/setup.sh linux
	@$(python) packaging/linux/pack.py dist

test-package: ## drive the packaged executable (after make package)
	@packaging/setup.sh test
	@$(python) -m pytest -m packaged $(ARGS)

install: ## install dist/MultiSquare for you alone, in ~/.local or PREFIX
	@test -x dist/MultiSquare/MultiSquare || $(MAKE) --no-print-directory package
	@$(python) packaging/linux/install.py install "$(PREFIX)"

uninstall: ## take away what make install has installed
	@$(python) packaging/linux/install.py uninstall "$(PREFIX)"

compare-builds: ## build the last commit twice and list the files that differ
	@packaging/setup.sh package
	@$(python) packaging/compare_builds.py $(ARGS)

test-windows: ## run the tests with a Windows Python under Wine
	@packaging/setup.sh windows
	@QT_QPA_PLATFORM=offscreen $(windows) -m pytest -p no:cacheprovider \
		-m "not e2e and not packaged and not windows" $(ARGS)

package-windows: ## build MultiSquare.exe, the portable zip and the MSI under Wine, for tests
	@packaging/setup.sh windows
	@$(windows) -m PyInstaller --noconfirm --log-level WARN --distpath dist/windows \
		--workpath build/windows/work build.spec
	@$(python) packaging/windows/pack.py dist/windows

test-package-windows: ## drive the Windows package under Wine (after make package-windows)
	@packaging/setup.sh windows
	@$(python) -m pytest -m windows $(ARGS)

update-requirements: ## pin the newest packages, with the hash of every file
	@packaging/update-requirements.sh $(ARGS)

clean: ## remove everything that was built, .venv included
	rm -rf build dist test-artifacts .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find app tests -name __pycache__ -prune -exec rm -rf {} +
