# 规备 Guibei. `make help` lists what can be done here.

GO      ?= go
NPM     ?= npm
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X guibei/cmd/guibei/cli.Version=$(VERSION)
BUILD   := CGO_ENABLED=0 $(GO) build -trimpath -buildvcs=false -ldflags "$(LDFLAGS)"

BIN     := $(CURDIR)/bin
TOOLS   := $(BIN)/tools
LINT    := $(TOOLS)/golangci-lint
# Modules of their own below this one, as far as they are there.
NESTED  := $(patsubst %/go.mod,%,$(wildcard embedded/go.mod adapters/unioffice/go.mod))

.DEFAULT_GOAL := help
# The order of the checks is from cheap to dear; two at a time would only share
# the same cores.
.NOTPARALLEL:
.PHONY: help run build test bench bench-lists lint fmt tools clean
.PHONY: check fmt-check vet workflowcheck generated test-go test-nested test-web e2e oracles

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

## ---- use ----

run: build ## everything on this machine, with demonstration data, in ./data
	@scripts/ensure-postgres.sh >/dev/null
	$(BIN)/guibei up --demo --data ./data

build: web/dist/index.html ## bin/guibei (lean) and bin/guibei-up (all in one)
	$(BUILD) -o $(BIN)/guibei ./cmd/guibei
	cd embedded && $(BUILD) -o $(BIN)/guibei-up .

web/node_modules/.package-lock.json: web/package-lock.json web/package.json
	cd web && $(NPM) ci --no-audit --no-fund
	@touch $@

web/dist/index.html: web/node_modules/.package-lock.json $(shell find web/src web/public web/index.html web/vite.config.ts web/scripts api/openapi.yaml -type f 2>/dev/null)
	cd web && $(NPM) run build
	@touch $@

## ---- check ----

test: check test-go test-nested test-web ## every check and every test, cheap ones first

check: fmt-check vet lint workflowcheck generated ## the checks that run nothing of ours for long

fmt-check:
	@out=$$(git ls-files -z --cached --others --exclude-standard '*.go' | xargs -0 -r gofmt -l); \
	[ -z "$$out" ] || { printf 'not formatted, run make fmt:\n%s\n' "$$out"; exit 1; }

vet:
	$(GO) vet ./...
	@set -e; for m in $(NESTED); do (set -x; cd $$m && $(GO) vet ./...); done

# contextcheck reads every dependency to its end, each time: two minutes for the
# Temporal server, which only the nested modules have.
lint: $(LINT) ## golangci-lint, here and in the nested modules
	$(LINT) run ./...
	@set -e; for m in $(NESTED); do (set -x; cd $$m && $(LINT) run --disable contextcheck ./...); done

workflowcheck: $(LINT) ## nothing in workflows/ may differ between a run and its replay
	$(TOOLS)/workflowcheck ./workflows/...

generated: ## the files that are generated are the ones that are committed
	@mkdir -p $(BIN)
	$(GO) run ./cmd/guibei openapi > $(BIN)/openapi.yaml
	diff -u api/openapi.yaml $(BIN)/openapi.yaml

test-go: oracles ## the tests of this module, each run with a PostgreSQL of its own
	scripts/with-test-postgres.sh $(GO) test -race -shuffle=on -short -timeout 20m ./...
	$(GO) test -timeout 20m ./docx/...

# The race detector makes reading many times dearer, so with it an eighth of the files that tests of docx read must do; all
# of them are read without. LibreOffice, lxml and the Open XML SDK read what we read and write; where they cannot be had,
# the tests that need them say so and are skipped. In continuous integration they must be had.
oracles: tools/docxodus/node_modules/.package-lock.json ## the independent readers that tests of docx compare with
	@scripts/ensure-oracles.sh || [ -z "$$CI" ]

tools/docxodus/node_modules/.package-lock.json: tools/docxodus/package-lock.json
	cd tools/docxodus && $(NPM) ci --no-audit --no-fund && touch node_modules/.package-lock.json || [ -z "$$CI" ]

test-nested: ## the tests of the nested modules, end to end
	@set -e; for m in $(NESTED); do \
	(set -x; cd $$m && $(CURDIR)/scripts/with-test-postgres.sh $(GO) test -timeout 20m ./...); done

test-web: web/node_modules/.package-lock.json e2e ## the interface: types, lint, its parts, and every door in a real browser
	cd web && $(NPM) run check && $(NPM) run test

# A real guibei up, Chromium, a Chromium of the age of the oldest browsers that are served, and Firefox ESR.
e2e: build ## every door of the interface in a real browser
	scripts/ensure-postgres.sh >/dev/null
	scripts/ensure-browsers.sh
	cd web && $(NPM) run e2e

bench: ## how fast it is
	$(GO) test -run '^$$' -bench . -benchtime 1x ./docx/... && $(GO) test -run '^$$' -bench . -benchmem ./rules/... ./deadline/...
	cd embedded && $(CURDIR)/scripts/with-test-postgres.sh $(GO) test -run '^$$' -bench . -benchtime 1x ./...

eval: ## how much the rules catch and how often they cry in vain, into docs/evaluation.md
	$(GO) run ./cmd/guibei rules eval --markdown docs/evaluation.md

# N=100000 make bench-lists: needs a running guibei up --demo --data ./data, and fills its database with invented cases.
bench-lists: ## how fast the lists are, with a hundred thousand invented cases in ./data
	set -a; . data/guibei.env; set +a; $(GO) run ./bench/seed -n $${N:-100000} && \
	GUIBEI_LOGIN=tianye GUIBEI_PASSWORD=$$(sed -n '/"login": "tianye"/,/"password"/s/.*"password": "\(.*\)".*/\1/p' data/demo.json) \
	$(GO) run ./bench/probe -url http://$${GUIBEI_LISTEN:-127.0.0.1:8080}

## ---- keep ----

fmt: $(LINT) ## format the code
	$(LINT) fmt ./...
	@set -e; for m in $(NESTED); do (set -x; cd $$m && $(LINT) fmt ./...); done

tools: $(LINT) ## build golangci-lint and workflowcheck as pinned in tools/go.mod

# One build makes both; golangci-lint stands for the pair.
$(LINT): tools/go.mod tools/go.sum
	cd tools && $(GO) build -trimpath -buildvcs=false -o $(TOOLS)/ tool
	@touch $@

clean: ## delete what was built, not ./data
	rm -rf $(BIN) coverage web/dist/assets web/dist/index.html web/dist/*.gz
