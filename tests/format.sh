#!/bin/sh
# The sources are formatted as .clang-format says.
. "${srcdir:-.}/tests/tap.sh"

# Other versions format a little differently.
wanted=14
tool=clang-format-$wanted
command -v $tool >/dev/null || tool=clang-format
case $($tool --version 2>/dev/null) in
*"version $wanted."*) ;;
*) skip "format" "clang-format $wanted is not installed" && finish ;;
esac
for file in "$srcdir"/core/*.[ch] "$srcdir"/include/textan/*.h "$srcdir"/plugins/*/*.[ch] "$srcdir"/tests/*/*.[ch]; do
  [ -f "$file" ] || continue
  said=$($tool --dry-run -Werror --style=file:"$srcdir/.clang-format" "$file" 2>&1) || differing="${differing:-}
$said"
done
if [ -z "${differing:-}" ]; then pass "format"; else fail "format" "$differing"; fi
finish
