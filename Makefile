# outcomed: build, try and test. `make demo` and `make test` install the system libraries that are missing.
SWIFT ?= swift
CONFIGURATION ?= debug
PREFIX ?= /usr/local
DESTDIR ?=
BUILD = $(SWIFT) build -c $(CONFIGURATION)
PORT ?= 8484

.PHONY: demo test build release check fmt golden bench install uninstall deb libraries clean

demo: build
	@exec $$($(BUILD) --show-bin-path)/outcomed demo --port $(PORT)

test: libraries
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --no-parallel

build: libraries
	$(BUILD) --product outcomed

release: libraries
	$(SWIFT) build -c release --product outcomed --static-swift-stdlib

# The system libraries, by apt where they are missing.
libraries:
	@.ci/libraries

# What continuous integration runs beside the tests.
check: libraries
	.ci/arrows
	.ci/smells
	.ci/lexicon-check
	$(SWIFT) format lint --strict --recursive --parallel Sources Tests Package.swift

fmt:
	$(SWIFT) format format --in-place --recursive --parallel Sources Tests Package.swift

# Writes the golden files anew; read the difference before you commit it.
golden: libraries
	-OUTCOMED_GOLDEN=record $(SWIFT) test --no-parallel
	git diff --stat -- Tests docs

# Release builds, some minutes; prints a table in Markdown.
bench: libraries
	Benchmarks/run

# For systems without dpkg; as root. A configuration that is there stays as it is.
install: release
	DESTDIR=$(DESTDIR) PREFIX=$(PREFIX) packaging/install .build/release/outcomed
	install -d -m 0755 $(DESTDIR)/etc/outcomed/teams
	install -d -m 0700 $(DESTDIR)/etc/outcomed/credentials
	test -e $(DESTDIR)/etc/outcomed/outcomed.yaml || install -m 0644 config/outcomed.yaml $(DESTDIR)/etc/outcomed/outcomed.yaml
	@echo "Installed. Next: outcomed init, then systemctl daemon-reload && systemctl enable --now outcomed"

# Leaves configuration and state where they are.
uninstall:
	DESTDIR=$(DESTDIR) PREFIX=$(PREFIX) packaging/uninstall

# The Debian package, under .build/deb.
deb: release
	@.ci/libraries binutils
	packaging/deb .build/release/outcomed

clean:
	rm -rf .build
