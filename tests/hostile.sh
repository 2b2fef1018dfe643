#!/bin/sh
# Plugins that break the rules: what textan says about them, and that a run goes on behind a document that fails.
. "${srcdir:-.}/tests/tap.sh"

work=$(fresh_folder hostile.work)
mkdir "$work/plugins" "$work/open"
cp tests/plugins/.libs/*.so "$work/plugins/"
ln -s /nowhere "$work/plugins/dangling.so"
cp tests/plugins/.libs/outside.so "$work/plugins/Bad-Name.so"
echo "no shared object" >"$work/plugins/text.so"
cp tests/plugins/.libs/outside.so "$work/plugins/loose.so" && chmod 666 "$work/plugins/loose.so"
chmod 777 "$work/open"

listing=$("$textan" plugins --plugins "$work/plugins" 2>&1)
expect_equal "textan plugins tells by its exit code that some do not load" 1 $?

refused() { # file name without .so, pattern of the reason, which stands in the line below the path
  reason=$(printf '%s\n' "$listing" | sed -n "\\|/$1\\.so\$|{n;p;}")
  expect_line "$1 is refused" "$2" "$reason"
}
refused wrong_abi 'built for plugin ABI [0-9]*\.[0-9]*, but this textan has [0-9]*\.[0-9]*'
refused newer_abi 'built for plugin ABI [0-9]*\.[0-9]*, but this textan has [0-9]*\.[0-9]*'
refused no_entry 'does not define no_entry_LTX_textan_module'
refused no_descriptor 'returns NULL'
refused misnamed 'calls itself "entities", but its file is misnamed\.so'
refused odd_name 'calls itself "odd \[2J name", but its file is odd_name\.so'
refused short_struct 'its analyser has 8 bytes where ABI .* needs'
refused unresolved 'undefined symbol: a_function_that_nobody_defines'
refused dangling 'No such file'
refused Bad-Name 'is no name for a plugin'
refused text 'file too short\|invalid ELF header'
refused loose 'can be written by everyone'
expect_line "the good ones are listed beside them" '^outside  *analyser  *1\.0\.0 ' "$listing"

complaint=$("$textan" plugins --plugins "$work/open" 2>&1)
expect_equal "a folder that everyone can write is refused" 2 $?
expect_line "and named" "$work/open can be written by everyone" "$complaint"
complaint=$(TEXTAN_PLUGIN_PATH="$work/missing" "$textan" plugins 2>&1)
expect_equal "a folder that is not there is an error" 2 $?
expect_line "and named with where it was named" "$work/missing\" of TEXTAN_PLUGIN_PATH" "$complaint"

# The run: every document but "good-…" breaks a rule.
ids="past-the-end backwards empty inside-a-character undeclared-layer no-layer bad-feature-name bad-feature-text \
  unknown-value-type"
{
  echo '{"id":"good-first","text":"one"}'
  for id in $ids; do echo "{\"id\":\"$id\",\"text\":\"été\"}"; done
  echo '{"id":"good-last","text":"two"}'
} >"$work/input.jsonl"
cat >"$work/run.cfg" <<'END'
format = 1;
steps = ( { id = "faults"; use = "outside"; } );
corpora = ( { id = "corpus"; reader = "jsonl"; paths = [ "input.jsonl" ]; } );
outputs = ( { id = "lines"; use = "jsonl"; path = "-"; params : { layers = [ "mark" ]; }; } );
END
lines=$("$textan" run -c "$work/run.cfg" --plugins "$work/plugins" 2>"$work/messages")
expect_equal "a run with documents that failed ends with code 1" 1 $?
expect_equal "no document is lost" "$(grep -c . "$work/input.jsonl")" "$(printf '%s\n' "$lines" | grep -c .)"
for id in $ids; do
  expect_line "$id fails alone" "\"id\":\"$id\".*\"error\":{\"step\":\"faults\",\"reason\":\"..*\"}" "$lines"
done
for id in good-first good-last; do
  expect_line "$id is analysed" "\"id\":\"$id\".*\"layer\":\"mark\"" "$lines"
done

sed 's/outside/unresolved/' "$work/run.cfg" >"$work/broken.cfg"
complaint=$("$textan" run -c "$work/broken.cfg" --plugins "$work/plugins" 2>&1)
expect_equal "a run with a plugin that does not load ends with code 2" 2 $?
expect_line "and says where it is used and why" 'broken\.cfg:2: .*a_function_that_nobody_defines' "$complaint"
finish
