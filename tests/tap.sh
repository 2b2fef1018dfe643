# For the scripts beside it: results in the Test Anything Protocol, and where things are.
# Sourced with $srcdir set by `make check`; by hand, from a build folder: srcdir=.. sh ../tests/run-cases.sh

set -u
srcdir=$(cd "${srcdir:-.}" && pwd)
builddir=$(pwd)
textan=${TEXTAN:-$builddir/textan}
LC_ALL=C.UTF-8
export LC_ALL
# The program lies in a build tree and finds its plugins there; nothing else is to be mixed in.
unset TEXTAN_PLUGIN_PATH MAKEFLAGS MFLAGS MAKELEVEL
tests_run=0

pass() { # name
  tests_run=$((tests_run + 1))
  echo "ok $tests_run - $1"
}

fail() { # name, reason (may have several lines)
  tests_run=$((tests_run + 1))
  echo "not ok $tests_run - $1"
  printf '%s\n' "$2" | sed 's/^/# /'
}

skip() { # name, reason
  tests_run=$((tests_run + 1))
  echo "ok $tests_run - $1 # SKIP $2"
}

# Passes when the command succeeds, and shows what it said when it does not.
try() { # name, command...
  tried=$1
  shift
  if said=$("$@" 2>&1); then pass "$tried"; else fail "$tried" "$said"; fi
}

# Passes when the text has a line that matches the basic regular expression.
expect_line() { # name, pattern, text
  if printf '%s\n' "$3" | grep -q -e "$2"; then
    pass "$1"
  else
    fail "$1" "no line matches \"$2\" in:
$3"
  fi
}

expect_equal() { # name, expected, found
  if [ "$2" = "$3" ]; then pass "$1"; else fail "$1" "expected: $2
found:    $3"; fi
}

# An empty folder of the script's own, in the build tree; the tree may be read by nobody else meanwhile.
fresh_folder() { # name
  rm -rf "$builddir/tests/$1"
  mkdir -p "$builddir/tests/$1"
  echo "$builddir/tests/$1"
}

finish() {
  [ "$tests_run" -gt 0 ] || fail "some tests" "no test ran"
  echo "1..$tests_run"
  exit 0
}
