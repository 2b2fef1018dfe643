#!/bin/sh
# autogen.sh          makes ./configure; then: mkdir build && cd build && ../configure && make
# autogen.sh --run    installs what is missing, builds in build/ and runs the sample corpus
# autogen.sh --check  the same, then runs all tests
set -eu
cd "$(dirname "$0")"
case ${1-} in
--run | --check) exec tests/set-up "$1" ;;
?*) echo "autogen.sh: error: unknown option \"$1\"; there are --run and --check" >&2 && exit 2 ;;
esac
for tool in autoconf automake libtoolize pkg-config; do
  command -v "$tool" >/dev/null || { echo "autogen.sh: error: $tool is not installed; see docs/dependencies.md" >&2; exit 1; }
done
autoreconf --force --install
# Autoconf removes crash dumps called "core" after every probe; here that is a folder of sources.
sed 's/rm -f core \*\.core/rm -f *.core/; s/rm -f core conftest/rm -f conftest/' configure >configure.new
cat configure.new >configure && rm -r configure.new autom4te.cache
