#!/bin/sh
# libtextan as a file: what it exports, the example of its documentation, and what configure says where it cannot be.
. "${srcdir:-.}/tests/tap.sh"

work=$(fresh_folder library.work)
library=core/.libs/libtextan.so

# ---- symbols ----

if command -v nm >/dev/null; then
  exported=$(nm -D --defined-only --without-symbol-versions "$library" | awk '$2 != "A" { print $3 }' | sort)
  declared=$(${CC:-cc} -E -P -I"$srcdir/include" "$srcdir/include/textan/textan.h" | tr '\n' ' ' |
    grep -o '__attribute__((visibility("default"))) [^;]*;' | grep -o 'textan_[a-z_]*(' | tr -d '(' | sort -u)
  expect_equal "it exports what textan.h declares, and nothing else" "$declared" "$exported"
  case $(nm -D --defined-only "$library") in
  *TEXTAN_0.1*) expect_line "its symbols are versioned" ' textan_run_load@@TEXTAN_0\.1$' \
    "$(nm -D --defined-only "$library")" ;;
  *) skip "its symbols are versioned" "the linker takes no version scripts" ;;
  esac
  # Sentences go to the caller, words of plugins to the log: nothing else may print, and nothing may end the process.
  for function in exit abort _exit puts printf putchar perror; do
    called=$(nm -D --undefined-only --without-symbol-versions "$library" | awk -v name="$function" '$2 == name')
    expect_equal "it does not call $function" "" "$called"
  done
else
  skip "exported symbols" "nm is not installed"
fi

# ---- the example ----

example=$srcdir/tests/embed/example.c
lines=$(wc -l <"$example")
if [ "$lines" -le 60 ]; then pass "the example has at most 60 lines"; else fail "the example has at most 60 lines" "$lines"; fi
sed -n '/^```c$/,/^```$/p' "$srcdir/docs/embedding.md" | sed -e 1d -e '$d' >"$work/example.c"
try "the documentation shows the example" cmp "$work/example.c" "$example"
sed -n '/^```cfg$/,/^```$/p' "$srcdir/docs/embedding.md" | sed -e 1d -e '$d' >"$work/run.cfg"
try "and its run file" cmp "$work/run.cfg" "$srcdir/tests/embed/run.cfg"

# ---- configure ----

refuse() {
  mkdir "$work/static" && cd "$work/static" && ! "$srcdir/configure" --quiet --disable-shared >said 2>&1 &&
    grep "^configure: error: textan's plugins are shared objects .*configure without --disable-shared" said
}
if [ -f "$srcdir/config.status" ]; then
  skip "configure refuses --disable-shared in words" "a tree that was built in itself cannot be built elsewhere"
else
  try "configure refuses --disable-shared in words" refuse
fi
finish
