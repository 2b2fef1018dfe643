#!/bin/sh
# What is packed can be built, installed and run from anywhere; a plugin is built outside of the source tree against
# the installation, with only `pkg-config textan`, and swapped in for one corpus.
. "${srcdir:-.}/tests/tap.sh"

work=$(fresh_folder installed.work)
prefix=$work/prefix
export PATH="$prefix/bin:$PATH"
export PKG_CONFIG_PATH="$prefix/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"

install_from_package() {
  make -s V=0 distdir distdir=tests/installed.work/source &&
    mkdir "$work/build" && cd "$work/build" &&
    ../source/configure --quiet --enable-werror --prefix="$prefix" CC="${CC:-cc}" &&
    make -s -j2 V=0 && make -s V=0 install
}
try "the packed sources are built without a warning and installed" install_from_package
[ -x "$prefix/bin/textan" ] || finish
# Files whose names begin with a dot belong to the repository alone.
if [ -e "$srcdir/.git" ] && tracked=$(git -C "$srcdir" ls-files 2>/dev/null); then
  unpacked=$(printf '%s\n' "$tracked" | grep -v '^\.' | while read -r file; do
    [ ! -e "$srcdir/$file" ] || [ -e "$work/source/$file" ] || echo "$file"
  done)
  if [ -z "$unpacked" ]; then pass "everything is packed"; else fail "everything is packed" "$unpacked"; fi
fi
# From here on neither the source nor the build tree is there.
mv "$work/source" "$work/source.away" && mv "$work/build" "$work/build.away"
mkdir "$work/elsewhere" && cd "$work/elsewhere" || exit 99

listing=$(textan plugins 2>&1)
expect_equal "all installed plugins load" 0 $?
for plugin in $(printf '%s\n' "$listing" | awk 'NR > 1 { print $1 }'); do
  described=$(textan describe "$plugin" 2>&1)
  expect_line "$plugin is described" "^file  *$prefix/lib/textan/plugins/$plugin\.so" "$described"
  [ ! -d "$srcdir/plugins/$plugin/lang" ] ||
    expect_line "$plugin has its data" "^data  *$prefix/share/textan/plugins/$plugin\$" "$described"
done
try "the sample run" textan -c "$prefix/share/textan/config/news.cfg"

expect_equal "textan.pc says where plugins go" "$prefix/lib/textan/plugins" "$(pkg-config --variable=pluginsdir textan)"
expect_equal "textan.pc says which ABI" "$(textan --version)" \
  "textan $(pkg-config --modversion textan) (ABI $(pkg-config --variable=abi_version textan))"

# The example of docs/embedding.md.
build_example() {
  # The words that pkg-config answers are meant to be split.
  ${CC:-cc} -std=c11 -Wall -Wextra -Wpedantic -Werror $(pkg-config --cflags textan) -o example "$1" \
    $(pkg-config --libs textan) -Wl,-rpath,"$(pkg-config --variable=libdir textan)"
}
cp "$srcdir/tests/embed/example.c" "$srcdir/tests/embed/run.cfg" .
try "the example is built with pkg-config alone" build_example example.c
expect_line "and finds figures" '^figure money "USD 500 million" value=500000000 unit=USD' \
  "$(echo 'Vietnam exported rice worth USD 500 million.' | ./example run.cfg 2>&1)"
sed 's/use = "figures"/use = "figuers"/' run.cfg >wrong.cfg
said=$(./example wrong.cfg 2>&1 </dev/null)
expect_equal "and ends with what is wrong in a run file: code" 1 $?
expect_line "and ends with what is wrong in a run file: words" 'did you mean "figures"' "$said"

# The template, as its README says.
cp -R "$prefix/share/textan/plugins/template" "$work/my_names" && cd "$work/my_names" || exit 99
mv template.c my_names.c && sed -i s/template/my_names/g my_names.c Makefile
try "the template is built with pkg-config alone" make CC="${CC:-cc}" CFLAGS="-O2 -Wall -Wextra -Wpedantic -Werror"
expect_line "and found where it was built" '^analyser: ' "$(textan describe my_names --plugins . 2>&1)"
try "and installed" make install
cd "$work/elsewhere" || exit 99
echo "Belarus will open an office near Lake Narach." >text.txt
cat >run.cfg <<'END'
format = 1;
steps = ( { id = "lang"; use = "langid"; }, { id = "segment"; use = "segment"; }, { id = "entities"; use = "entities"; },
          { id = "treaties"; use = "treaty"; }, { id = "figures"; use = "figures"; } );
corpora = ( { id = "plain"; reader = "files"; paths = [ "text.txt" ]; },
            { id = "swapped"; reader = "files"; paths = [ "text.txt" ];
              patch = ( { step = "entities"; use = "my_names"; } ); } );
outputs = ( { id = "lines"; use = "jsonl"; path = "%{corpus}.jsonl"; } );
END
try "a run with the template swapped in for one corpus" textan run -c run.cfg
plain=$(cat plain.jsonl) swapped=$(cat swapped.jsonl)
expect_line "the other corpus has its country" '"text":"Belarus"' "$plain"
expect_line "the swapped one has the template's lake" '"text":"Lake Narach".*"rule":"names".*"country":"BY"' "$swapped"
case $swapped in
"" | *'"text":"Belarus"'*) fail "and not what the swapped-out analyser finds" "$swapped" ;;
*) pass "and not what the swapped-out analyser finds" ;;
esac

mv "$work/source.away" "$work/source" && mv "$work/build.away" "$work/build" && cd "$work/build" || exit 99
try "uninstalling" make -s uninstall
left=$(find "$prefix" -type f | grep -v /my_names)
if [ -z "$left" ]; then pass "leaves nothing behind"; else fail "leaves nothing behind" "$left"; fi
finish
