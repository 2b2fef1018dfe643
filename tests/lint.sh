#!/bin/sh
# clang-tidy and cppcheck find nothing in the sources but what tests/lint-known argues away.  Takes minutes: run by
# `make check-long` or `make check TESTS=tests/lint.sh`.
. "${srcdir:-.}/tests/tap.sh"

work=$(fresh_folder lint.work)
cd "$srcdir" || exit 99
sources=$(ls core/*.c plugins/*/*.c plugins/*/train/*.c)
defines="-D_GNU_SOURCE -DTEXTAN_PLUGINSDIR=\"\" -DTEXTAN_PKGDATADIR=\"\" -DTEXTAN_BUILD_OPTIONS=\"\"
  -DTEXTAN_BUILT_LIBCONFIG=\"\" -DLISTS_FOLDER=\"\""
export work defines

# Prints what is found in a file of lines "file:line:column: severity: what [check]" and is not known.
unknown() {
  sed "s|$srcdir/||" "$1" | grep -E '^[^ ]+:[0-9]+:([0-9]+:)? (warning|error|performance|portability): ' | sort -u |
    awk 'NR == FNR { if ($0 !~ /^#/ && NF) known[$1 " " $2] = 1; next }
      { file = $1; sub(/:.*/, "", file); check = $NF; gsub(/[\[\]]/, "", check); split(check, checks, ",") }
      !((file " " checks[1]) in known)' tests/lint-known -
}

# A file each: given several, clang-tidy 14 mistakes every list of arguments but the first.
if command -v clang-tidy >/dev/null; then
  printf '%s\n' $sources | xargs -P "$(nproc)" -n 1 sh -c \
    'clang-tidy --quiet "$1" -- -std=c11 $defines -Iinclude -Icore >"$work/$(echo "$1" | tr / _).txt" 2>/dev/null' sh
  cat "$work"/*.txt >"$work/clang-tidy"
  expect_equal "every file was read" "" "$(grep 'clang-diagnostic-error' "$work/clang-tidy")"
  expect_equal "clang-tidy" "" "$(unknown "$work/clang-tidy")"
else
  skip "clang-tidy" "it is not installed"
fi

if command -v cppcheck >/dev/null; then
  cppcheck -q -j "$(nproc)" --std=c11 --enable=warning,performance,portability -D_GNU_SOURCE -Iinclude -Icore \
    --template='{file}:{line}: {severity}: {message} [{id}]' core plugins >"$work/cppcheck" 2>&1
  expect_equal "cppcheck" "" "$(unknown "$work/cppcheck")"
else
  skip "cppcheck" "it is not installed"
fi
finish
