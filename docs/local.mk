# One page a topic.
EXTRA_DIST += \
	docs/architecture.md \
	docs/command-line.md \
	docs/configuration.md \
	docs/dependencies.md \
	docs/embedding.md \
	docs/errors.md \
	docs/figures.md \
	docs/json-lines.md \
	docs/lexicon.md \
	docs/plugins.md \
	docs/style.md \
	docs/testing.md \
	docs/train-entities.md \
	docs/text.md
