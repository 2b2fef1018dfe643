#!/bin/sh
# Unit tests, golden cases and hostile plugins once more in a build that watches memory (leaks too) and undefined
# behaviour.  The build is kept for the next time.
. "${srcdir:-.}/tests/tap.sh"

if [ -f "$srcdir/config.status" ]; then
  skip "the build with sanitizers" "a tree that was built in itself cannot be built a second time elsewhere"
  finish
fi
mkdir -p "$builddir/tests/sanitized.work" && cd "$builddir/tests/sanitized.work" || exit 99

build() {
  { [ -f config.status ] || "$srcdir/configure" --quiet --enable-asan --enable-ubsan CFLAGS='-O1 -g' CC="${CC:-cc}"; } &&
    make -s -j2 V=0
}

try "the build with sanitizers" build
[ -x ./textan ] || finish
# Reports go to files as well, so that none is lost in a message that nobody compares.
ASAN_OPTIONS="detect_leaks=1:log_path=$PWD/report"
UBSAN_OPTIONS="print_stacktrace=1:log_path=$PWD/report"
export ASAN_OPTIONS UBSAN_OPTIONS
rm -f report.*
said=$(make -s -j2 V=0 check-quick 2>&1)
status=$?
unset ASAN_OPTIONS UBSAN_OPTIONS
line=$(printf '%s\n' "$said" | grep -E '^[0-9]+ passed, [0-9]+ failed')
if [ $status -eq 0 ] && [ -n "$line" ]; then
  pass "the tests with sanitizers ($line)"
else
  fail "the tests with sanitizers (${line:-none ran})" "$(printf '%s\n' "$said" | grep -E '^(FAIL|ERROR)|rror:')
$(cat tests/*.log tests/unit/*.log 2>/dev/null | grep -A 20 '^not ok')"
fi
reports=$(cat report.* 2>/dev/null)
if [ -z "$reports" ]; then pass "no sanitizer report"; else fail "no sanitizer report" "$reports"; fi
finish
