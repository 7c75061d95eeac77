# Two commands matter: make demo, make test. "make help" lists the others.

PYTHON ?= python3
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
DEMO := sortie/monscobar

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench golden docs clean

help: ## Montrer cette aide (show this help)
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/.ready ## Installer amikit ici et écrire la réponse d'exemple (install, build an example)
	@$(BIN)/amikit --lang fr build examples/monscobar --out $(DEMO) >/dev/null
	@echo
	@echo "La réponse d'exemple est écrite :"
	@echo "  $(DEMO)/reponse.pdf     à lire, à imprimer, à envoyer"
	@echo "  $(DEMO)/reponse.docx    à retoucher dans un traitement de texte"
	@echo "  $(DEMO)/budget.xlsx     à relire dans un tableur, et à faire recalculer"
	@echo
	@echo "La vôtre commence ainsi :"
	@echo "  . $(BIN)/activate"
	@echo "  amikit new ma-reponse --call lieu-totem"

test: $(VENV)/.ready-dev ## Tout vérifier (lint, types, tests)
	@sh tools/programs.sh
	@$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest -n $(WORKERS) -rs

lint: $(VENV)/.ready-dev ## Relire le code sans l'exécuter (ruff, mypy)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: $(VENV)/.ready-dev ## Mesurer la durée des commandes (time the commands)
	$(BIN)/python bench/run.py
	$(BIN)/python bench/large.py
	$(BIN)/python bench/workbook.py
	$(BIN)/python bench/allocation.py
	$(BIN)/python bench/lines.py
	$(BIN)/python bench/verify.py
	$(BIN)/python bench/preview.py

golden: $(VENV)/.ready-dev ## Réécrire les sorties de référence des tests, à relire (rewrite golden files)
	$(BIN)/python -m tools.make_golden

docs: $(VENV)/.ready-dev ## Réécrire schémas, référence des fichiers et liste des constats (rewrite what is generated)
	$(BIN)/python -m tools.make_schemas
	$(BIN)/python -m tools.make_docs

clean: ## Effacer ce que make a fait, .venv compris (remove what make made)
	rm -rf $(VENV) $(DEMO) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/.ready: pyproject.toml
	@sh tools/venv.sh "$(PYTHON)" $(VENV) .
	@touch $@

$(VENV)/.ready-dev: pyproject.toml
	@sh tools/venv.sh "$(PYTHON)" $(VENV) '.[dev]'
	@touch $@ $(VENV)/.ready
