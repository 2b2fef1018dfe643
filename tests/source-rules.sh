#!/bin/sh
# Rules of the sources that no compiler knows.
. "${srcdir:-.}/tests/tap.sh"

sources=$(ls "$srcdir"/core/*.[ch] "$srcdir"/include/textan/*.h "$srcdir"/plugins/*/*.[ch])

only() { # name, header, files that may include it (extended regular expression)
  others=$(grep -l "#include <$2>" $sources | grep -v -E "$3")
  if [ -z "$others" ]; then pass "$1"; else fail "$1" "$others"; fi
}
only "one file includes ltdl.h" ltdl.h '/core/loader\.c$'
only "one file includes libconfig.h" libconfig.h '/core/config_file\.c$'

# Words of an analysed language are data: outside of comments, C is plain ASCII.
other=$(for file in $sources; do
  ${CC:-cc} -fpreprocessed -dD -E "$file" 2>/dev/null | LC_ALL=C grep -a '[^ -~	]' | sed "s|^|${file#"$srcdir"/}: |"
done)
if [ -z "$other" ]; then pass "C is ASCII outside of comments"; else fail "C is ASCII outside of comments" "$other"; fi

# Tables that a script wrote may be as long as they are.
long=$(wc -l $sources | awk '$1 > 700 && $2 != "total" && $2 !~ /-table\.h$/')
if [ -z "$long" ]; then pass "no file is longer than 700 lines"; else fail "no file is longer than 700 lines" "$long"; fi

# A function begins with an unindented line that ends in "{" and ends with a lone "}".
long=$(awk '
  FNR == 1 { begin = 0 }
  /^[a-z].*\) \{$|^ +.*\) \{$/ && !begin && previous !~ /;$/ { begin = FNR }
  /^}$/ { if (begin && FNR - begin > 80) print FILENAME ":" begin ": " FNR - begin " lines"; begin = 0 }
  { previous = $0 }' $(printf '%s\n' $sources | grep '\.c$'))
if [ -z "$long" ]; then pass "no function is longer than 80 lines"; else fail "no function is longer than 80 lines" "$long"; fi
finish
