# The commands of the project: `make` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

APPLICATIONS := auth-svc tickets-svc orders-svc expiration-svc payments-svc gateway-graphql
# Those with REST endpoints.
DESCRIBED := auth tickets orders payments
# What Maven writes last of each module that is run.
CLASSPATHS := $(patsubst %,%/target/classpath,chassis dev $(APPLICATIONS))
UNBUILT := $(filter-out $(wildcard $(CLASSPATHS)),$(CLASSPATHS))
# The pages are built where Node can.
NODE := $(shell .ci/node)
PAGES = $(if $(NODE),web/dist/playground.html)
WEB = $(shell find web gateway-graphql/src/main/resources/schema \
  \( -name node_modules -o -name dist -o -name test-results \) -prune -o -type f -print)
SOURCES = $(shell find pom.xml .mvn */pom.xml */src/main -type f) $(PAGES)

export JAVA_HOME := $(shell .ci/jdk)
export PATH := $(JAVA_HOME)/bin:$(PATH)
# Not in .mvn/jvm.config: a JDK 17 would not start with these, and not come to say what it lacks.
# A build is too short for what the second compiler gains: without, it takes a third less.
export MAVEN_OPTS := $(MAVEN_OPTS) -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow

JAVA := $(JAVA_HOME)/bin/java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto
# The main class of a module, with what it needs.
main = -cp "$$(echo $(1)/target/$(1)-*-SNAPSHOT.jar):$$(cat $(1)/target/classpath)" $(2)
# Of NATS of make run.
NATS_PASSWORDS = $(or $(strip $(TICKETING_DATA)),.dev)/nats/passwords
# Its operator's address, where no other is given.
nats = NATS_URL="$${NATS_URL:-nats://operator:$$(sed -n 's/^operator=//p' '$(NATS_PASSWORDS)' 2>/dev/null)@127.0.0.1:$${NATS_PORT:-4223}}"
# Of the databases of make run.
PASSWORDS = $(or $(strip $(TICKETING_DATA)),.dev)/postgres/passwords
# A command of auth-svc, on what make run runs.
define auth
[ -r '$(PASSWORDS)' ] || { echo 'There is no $(PASSWORDS): is make run running?' >&2; exit 1; }; \
DATABASE_URL="jdbc:postgresql://127.0.0.1:$${POSTGRES_PORT:-5433}/auth" DATABASE_USER=auth \
DATABASE_PASSWORD="$$(sed -n 's/^auth=//p' '$(PASSWORDS)')" \
exec $(JAVA) $(call main,auth-svc,ticketing.auth.AuthApplication) $(1) auth-svc/config.yml
endef
# Where Linux can: ended by TERM when make itself is killed.
BOUND := $(if $(wildcard /usr/bin/setpriv),setpriv --pdeathsig TERM --)

.PHONY: help
help: ## Lists the commands
	@echo 'Ticketing, a marketplace for event tickets. Commands:'
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: run
run: target/built ## Builds and runs everything until Ctrl-C (FRESH=1: with empty data; ORDER_LOCK=PT20S: short locks)
	@exec $(BOUND) $(JAVA) -Xmx256m $(call main,dev,ticketing.dev.Dev)

.PHONY: test
test: tools pages chromium ## Runs all tests and rules (CI=true: a skipped test fails)
	@find . -path '*/target/*-reports' -prune -exec rm -rf {} +
	@mvn -B -fae -T 2 verify | .ci/progress -v all=1; maven=$$?; .ci/count && exit $$maven

.PHONY: fmt
fmt: tools ## Formats the code
	@mvn -B spotless:apply | .ci/progress
	@[ ! -d web/node_modules ] || (cd web && npm run --silent fmt)

.PHONY: listen
listen: target/built ## Prints events as they flow (NATS_URL=...)
	@$(nats) exec $(JAVA) $(call main,chassis,ticketing.chassis.events.Listen)

.PHONY: emit
emit: target/built ## Publishes one event by hand (BODY='...', SUBJECT=..., NATS_URL=...)
	@$(nats) exec $(JAVA) $(call main,chassis,ticketing.chassis.events.Emit)

.PHONY: admin
admin: target/built ## Makes a user of what runs an admin (EMAIL=someone@example.org)
	@$(call auth,make-admin) --email "$${EMAIL:?usage: make admin EMAIL=someone@example.org}"

.PHONY: no-admin
no-admin: target/built ## Takes that role back, and signs the user out (EMAIL=someone@example.org)
	@$(call auth,no-admin) --email "$${EMAIL:?usage: make no-admin EMAIL=someone@example.org}"

.PHONY: rotate-keys
rotate-keys: target/built ## Makes a new key to sign access tokens with (NOW=1: for a compromised one, refused at once)
	@$(call auth,rotate-keys) $(if $(NOW),--now)

.PHONY: openapi
openapi: target/built ## Takes over what the build says of the services' REST, for the gateway to be checked against
	@for service in $(DESCRIBED); do \
	  cp $$service-svc/target/classes/openapi.json contracts/src/main/resources/openapi/$$service.json; done

.PHONY: stripe-conformance
stripe-conformance: tools ## Asks Stripe what its stand-in is asked in tests (STRIPE_TEST_KEY=sk_test_...)
	@: "$${STRIPE_TEST_KEY:?usage: make stripe-conformance STRIPE_TEST_KEY=sk_test_...}"; \
	mvn -B -pl dev -am verify -Dtest=none -Dit.test=StripeItself \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false | .ci/progress -v all=1

.PHONY: bench
bench: tools ## Measures 2,000 subscribers on one gateway with a heap of 512 MB
	@mvn -B -pl gateway-graphql -am -Dspotless.check.skip -Denforcer.skip -Dtest=none -Dit.test=SubscribersBench \
	  '-Dtests.jvm=-Xmx512m --enable-native-access=ALL-UNNAMED' \
	  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false verify | .ci/progress -v all=1

# Whole journeys while the product is replaced; $(1): which test.
drill = mvn -B -pl e2e -am -Dspotless.check.skip -Denforcer.skip -Dtest=none -Dit.test=$(1) \
  $(if $(RATE),-Ddrill.rate=$(RATE)) -Dsurefire.failIfNoSpecifiedTests=false \
  -Dfailsafe.failIfNoSpecifiedTests=false verify | .ci/progress -v all=1

.PHONY: drill
drill: tools ## Replaces each instance of everything twice, under 1,000 journeys: not one request may fail (RATE=5 a second)
	@$(call drill,'Drill#everyInstanceIsReplacedTwice')

.PHONY: soak
soak: tools ## The same, and with tables that change between two versions, and PostgreSQL and NATS restarted
	@$(call drill,Drill)

.PHONY: rules-bite
rules-bite: tools ## Shows that each rule of the build fails on a planted break
	@exec .ci/rules-bite

.PHONY: model
model: tools ## Explores buying and paying by chance (SEEDS=n: that many stories; SEED=s: that one again)
	@mvn -B -pl model -am -Dspotless.check.skip -Denforcer.skip -Dtest=RandomTest \
	  -Dsurefire.failIfNoSpecifiedTests=false \
	  $(if $(SEEDS),-Dmodel.seeds=$(SEEDS)) $(if $(SEED),-Dmodel.seed=$(SEED)) test | .ci/progress -v all=1

.PHONY: mutants
mutants: tools ## Shows that the model finds each planted bug
	@exec .ci/mutants

.PHONY: sbom
sbom: tools ## Writes target/bom.json (CycloneDX), and fails on a licence that Apache-2.0 projects do not take
	@mvn -B -q org.cyclonedx:cyclonedx-maven-plugin:makeAggregateBom \
	  org.codehaus.mojo:license-maven-plugin:aggregate-add-third-party | .ci/progress -v all=1
	@echo 'target/bom.json says what it is made of; every licence in it may be taken.'

# An image each of what has a main class to run: the applications, and of dev the Stripe stand-in.
IMAGES := $(APPLICATIONS) dev
comma := ,
empty :=
space := $(empty) $(empty)
image = mvn -B -Djib.console=plain -DskipTests -Dspotless.check.skip -Denforcer.skip -am \
  -pl $(subst $(space),$(comma),$(IMAGES)) $(if $(BASE),-Dimage.base=$(BASE)) $(if $(TAG),-Dimage.tag=$(TAG)) \
  $(if $(FORMAT),-Dimage.format=$(FORMAT)) package com.google.cloud.tools:jib-maven-plugin:$(1) \
  | .ci/progress -v all=1 || { echo 'If the base image could not be fetched: no registry is in reach of here, or' \
  'BASE=... names none. BASE=scratch builds all but what is below the application.' >&2; exit 1; }

.PHONY: images
images: tools pages ## Writes an image a module, */target/image.tar (BASE=eclipse-temurin:25-jre, or scratch; TAG=dev; FORMAT=OCI)
	@$(call image,buildTar)
	@for module in $(IMAGES); do echo "$$module/target/image.tar $$(cat $$module/target/image.digest)"; done

.PHONY: push
push: tools pages ## Builds images and pushes them (REGISTRY=registry.example.org, TAG=0.1.0; BASE)
	@: "$${REGISTRY:?usage: make push REGISTRY=registry.example.org TAG=0.1.0}" "$${TAG:?give the version: TAG=0.1.0}"
	@$(call image,build -Dimage.registry=$(REGISTRY)/)

.PHONY: k8s-secrets
k8s-secrets: ## Prints the commands that make the secrets of a cluster
	@k8s/secrets

.PHONY: k8s-dev
k8s-dev: ## Makes a cluster of kind with everything in it (needs docker, kind, kubectl)
	@k8s/dev

.PHONY: k8s-smoke
k8s-smoke: ## Buys a ticket of a running installation (GATEWAY=https://tickets.example.org)
	@k8s/smoke "$${GATEWAY:?usage: make k8s-smoke GATEWAY=https://tickets.example.org}"

.PHONY: clean
clean: ## Deletes what was built, but no data
	@rm -rf target */target web/dist web/node_modules

.PHONY: tools
tools:
	@if [ -z '$(JAVA_HOME)' ]; then \
	  echo 'No JDK 25 found: install one (Debian: temurin-25-jdk from packages.adoptium.net) or set JAVA_HOME to it.' >&2; exit 1; fi
	@if ! command -v mvn >/dev/null; then \
	  echo 'No Maven found: install it (Debian: apt-get install maven).' >&2; exit 1; fi

.PHONY: pages
pages: $(PAGES) ## Builds the pages that the gateway serves, where Node can
	@$(if $(NODE),,echo 'No Node 20.19 or newer with npm: the pages (/playground) are not built, all else is.' \
	  'Install it (Debian: apt-get install npm).' >&2)

web/dist/playground.html: $(WEB) | web/node_modules/.package-lock.json
	@echo 'Building the pages'
	@cd web && npm run --silent build && rm -rf ../gateway-graphql/target/classes/web

web/node_modules/.package-lock.json: web/package-lock.json
	@echo 'Installing what the pages are built with'
	@cd web && npm ci --prefer-offline --loglevel=error && touch node_modules/.package-lock.json

.PHONY: chromium
chromium:
	@if [ -n '$(NODE)' ] && ! command -v "$${CHROMIUM:-/usr/bin/chromium}" >/dev/null; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo 'Installing Chromium, to test the pages with'; \
	    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive \
	      apt-get -qq install -y --no-install-recommends chromium; } >/dev/null || true; \
	  fi; \
	  command -v "$${CHROMIUM:-/usr/bin/chromium}" >/dev/null || \
	    echo '*** No Chromium: THE PAGES ARE NOT TESTED. Install it (Debian: apt-get install chromium).' >&2; \
	fi

# Maven takes seconds to find that there is nothing to do; make knows at once.
# As old as the build's begin, so that what changed meanwhile is built next time.
target/built: $(SOURCES) $(UNBUILT) | tools pages
	@echo 'Building'
	@mkdir -p target && touch target/building
	@mvn -B -DskipTests -Dspotless.check.skip -Denforcer.skip -pl '!e2e,!model' package | .ci/progress
	@mv target/building $@

.PHONY: $(UNBUILT)
