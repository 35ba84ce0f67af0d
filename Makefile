# Every verb first makes sure that the environment is there (tools/boot.py), then runs one script.
PY := $(shell command -v python3 || command -v python || echo python3-is-missing)
BOOT = @$(PY) tools/boot.py

.DEFAULT_GOAL := help
.PHONY: help setup run story test check fix bench doctor look

help:    ## this list
	@grep -hE '^[a-z]+: .*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

setup:   ## install everything a developer needs
	$(BOOT) dev
run:     ## install, build the database, tell the story, serve (PORT=8000, DATABASE_URL=…)
	$(BOOT) run -m tools.run
story:   ## tell the story into an empty database, up to a step (UNTIL=…)
	$(BOOT) run -m tools.run story
test:    ## the whole suite on SQLite and PostgreSQL, then the journeys (PART=rules|engines|sqlite|postgres|journeys)
	$(BOOT) dev -m tools.suite
check:   ## format, lint, types, direction, budgets, migrations, docs, words
	$(BOOT) dev -m tools.check
fix:     ## format, tidy imports, write the generated docs, collect the words to translate
	$(BOOT) dev -m tools.fix
bench:   ## what we claim about speed, measured
	$(BOOT) run -m bench $(BENCH)
doctor:  ## ask a live database whether every promise holds
	$(BOOT) run manage.py doctor
look:    ## pictures of pages on the story's data (PAGES="/ /desk/:login")
	$(BOOT) dev -m tools.look $(PAGES)
