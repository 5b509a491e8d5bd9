# make run and make test set up everything they need on a machine with Go.
.DEFAULT_GOAL := help
.PHONY: help run test check validate sandbox schemas mutate bench soak test-peers

help: ## say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 12

run: ## run every promise of the contract against the target of .env, or the embedded sandbox
	go run . run

# Under the race detector everything takes ten times as long, so -short tries long tables in part there.
test: ## run every test, and then again with the race detector where there is a C compiler
	go test -timeout 15m ./...
	@if [ "$$(go env CGO_ENABLED)" = 1 ]; then set -x; go test -race -short -timeout 15m ./...; \
	else echo 'Note: no C compiler, so the race detector is left out. Install gcc to have it.'; fi

check: ## the gate: all that must hold before a change goes in
	.ci/run

validate: ## check features, schemas and settings; nothing is sent
	go run . validate

sandbox: ## serve the KYC API on 127.0.0.1:8080, and print a .env for it
	@go run . sandbox

schemas: ## extract the JSON Schemas from schemas/openapi.yaml anew
	go run . schemas

mutate: ## break the sandbox one promise at a time, and see that the suite notices
	go run . mutate

bench: ## measure judging one exchange, and a whole run in one process
	go test -run '^$$' -bench . -benchmem ./internal/contract ./internal/session

# What is installed for this lies in a folder that is not part of the project.
peers := .kycspec/peers
pins := internal/peer/testdata/prism/package.json internal/peer/testdata/prism/package-lock.json

test-peers: $(peers)/installed ## run the suite against servers that others wrote; needs Node.js and npm
	go test -tags peers -count=1 -timeout 5m ./internal/peer

$(peers)/installed: $(pins)
	mkdir -p $(peers)
	cp $(pins) $(peers)
	npm ci --prefix $(peers) --ignore-scripts --no-audit --no-fund --no-update-notifier
	touch $@

soak: ## run the suite 200 times in one process against a target that fails at random
	KYCSPEC_SOAK=200 go test -run '^TestSoak$$' -v -timeout 60m ./internal/session
