#!/bin/sh
# Every public header compiles alone, twice in a file, and with a plugin in it, as C11 and as C++17, without a warning.
. "${srcdir:-.}/tests/tap.sh"

work=$(fresh_folder headers.work)
strict="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wundef -Werror -I$srcdir/include -fsyntax-only"

compile() { # language: c or c++, file
  case $1 in
  # The words of $strict are meant to be split.
  c) ${CC:-cc} -std=c11 -Wstrict-prototypes -Wmissing-prototypes $strict -x c "$2" ;;
  c++) ${CXX:-c++} -std=c++17 $strict -x c++ "$2" ;;
  esac
}

check() { # name, file
  try "$1 as C11" compile c "$2"
  if command -v ${CXX:-c++} >/dev/null; then
    try "$1 as C++17" compile c++ "$2"
  else
    skip "$1 as C++17" "no C++ compiler is installed"
  fi
}

for header in "$srcdir"/include/textan/*.h; do
  name=textan/${header##*/}
  printf '#include <%s>\n#include <%s>\nextern int answer;\nint answer = 42;\n' "$name" "$name" >"$work/alone"
  check "$name alone" "$work/alone"
done
check "textan/plugin.h with a plugin of all kinds" "$srcdir/tests/headers/plugin.c"
finish
