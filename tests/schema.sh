#!/bin/sh
# The JSON Schema of run files takes what textan takes, and refuses what textan refuses.
. "${srcdir:-.}/tests/tap.sh"

work=$(fresh_folder schema.work)
"$textan" schema >"$work/schema.json" 2>"$work/said"
expect_equal "a schema is printed" 0 $?
expect_equal "without complaint" "" "$(cat "$work/said")"
"$textan" schema >"$work/again.json"
try "twice the same" cmp "$work/schema.json" "$work/again.json"

# Every setting that the checks of run files know is in the schema.
known_settings() { # what holds the unknown setting: prints the settings that are known beside it
  printf 'format = 1;\n%s\n' "$1" >"$work/unknown.cfg"
  "$textan" check -c "$work/unknown.cfg" 2>&1 | grep -A 1 'unknown setting "unheard_of"' |
    sed -n 's/^ .*allowed: //p' | tr -d ','
}
definition() { # name of a group: its part of the schema
  sed '1,/"\$defs"/d' "$work/schema.json" | awk -v start="^    \"$1\": {" '$0 ~ start { here = 1 } here { print } here && /^    }/ { exit }'
}
knows_settings() { # name, text of the group's schema, what holds the unknown setting
  settings=$(known_settings "$3")
  [ -n "$settings" ] || { fail "the schema knows the settings of $1" "none are listed" && return; }
  missing=
  for setting in $settings; do
    printf '%s\n' "$2" | grep -q "^ *\"$setting\": {" || missing="$missing $setting"
  done
  expect_equal "the schema knows the settings of $1" "" "$missing"
}
knows_settings "a file" "$(sed '/"\$defs"/q' "$work/schema.json")" 'unheard_of = 1;'
knows_settings "the run" "$(definition run)" 'run = { unheard_of = 1; };'
knows_settings "a step" "$(definition step)" 'steps = ( { unheard_of = 1; } );'
knows_settings "a corpus" "$(definition corpus)" 'corpora = ( { unheard_of = 1; } );'
knows_settings "a test" "$(definition test)" \
  'corpora = ( { id = "c"; reader = "files"; paths = [ "-" ]; } ); tests = ( { text = "x"; unheard_of = 1; } );'
knows_settings "an output" "$(definition output)" 'outputs = ( { unheard_of = 1; } );'
knows_settings "a patch" "$(for part in set use disable add; do definition "patch_$part"; done)" \
  'corpora = ( { id = "c"; reader = "files"; paths = [ "-" ]; patch = ( { unheard_of = 1; } ); } );'

if ! python3 -c 'import jsonschema; jsonschema.Draft202012Validator' 2>/dev/null; then
  skip "run files against the schema" "python3 with jsonschema (draft 2020-12) is not installed"
  finish
fi

# What textan takes.
set -- "$srcdir"/config/*.cfg
for folder in "$srcdir"/tests/cases/*/ "$srcdir"/plugins/*/cases/*/; do
  case $(cat "$folder/expected.code" 2>/dev/null) in "" | 0 | 1) ;; *) continue ;; esac
  [ ! -f "$folder/run.cfg" ] || set -- "$@" "$folder/run.cfg"
done
verdicts=$(python3 "$srcdir/tests/schema-check.py" "$work/schema.json" "$@" 2>&1)
expect_equal "every run file that ships is judged" $# "$(printf '%s\n' "$verdicts" | wc -l)"
expect_equal "every run file that ships is valid" "" "$(printf '%s\n' "$verdicts" | grep -v '^valid ')"

# A whole run file but for what is to be judged.
written=0
judge() { # valid or refused, steps, corpora, outputs, further text
  written=$((written + 1))
  printf 'format = 1;\nsteps = ( %s );\ncorpora = ( %s );\noutputs = ( %s );\n%s\n' "$2" "$3" "$4" "${5:-}" \
    >"$work/$1-$written.cfg"
}
steps='{ id = "lang"; use = "langid@1"; params = { min_score = 0.5; spans = false; languages = [ "en" ]; }; }'
corpora='{ id = "c"; reader = "jsonl"; paths = [ "-" ]; params = { keep = [ ]; max_record = 1048576; }; }'
outputs='{ id = "o"; use = "table"; path = "out/%{corpus}-%{run}.txt"; params = { rows = 5; }; }'
step_with() { echo "{ id = \"lang\"; use = \"langid\"; $1 }"; }
corpus_with() { echo "{ id = \"c\"; reader = \"files\"; paths = [ \"-\" ]; $1 }"; }
judge valid "$steps" "$corpora" "$outputs"
judge valid "$(step_with 'when = "lang == \"en\""; timeout = "10s"; on_error = "skip";')" "$corpora" "$outputs" \
  'run = { id = "r"; timeout = "2min"; errors = "1/100"; workers = 2; strict = true; };
   tests = ( { name = "n"; text = "x"; lang = "en"; expect = ( { layer = "entity"; type = "GPE"; text = "x"; begin = 0;
     end = 1; features = { code = "BY"; list = [ "a" ]; count = 1; }; absent = false; },
     { attribute = "lang"; value = "en"; } ); attributes = { paid = true; }; } );'
judge valid "$steps" "$(corpus_with 'decoder = "plain"; lang = "zh-Hant"; params = { max_record = "64KiB"; };
  patch = ( { step = "lang"; set = { params = { spans = true; }; }; }, { step = "lang"; use = "segment"; },
    { step = "lang"; disable = true; }, { add = { id = "s"; use = "segment@1"; }; after = "lang"; } );')" "$outputs"
judge valid '{ id = "lang"; params = { spans = true; }; }' "$corpora" "$outputs" 'extends = ( "base.cfg" );'
judge refused '{ id = "lang"; params = { spans = true; }; }' "$corpora" "$outputs"
judge refused '{ id = "Lang"; use = "langid"; }' "$corpora" "$outputs"
judge refused '{ use = "langid"; }' "$corpora" "$outputs"
judge refused '{ id = "lang"; use = "langid@2"; }' "$corpora" "$outputs"
judge refused '{ id = "lang"; use = "jsonl"; }' "$corpora" "$outputs"
for wrong in 'color = 1;' 'params = { min_score = 2; };' 'params = { min_score = "0.5"; };' 'params = { spam = true; };' \
  'params = { spans = 1; };' 'params = { languages = "en"; };' 'params = { languages = [ 1 ]; };' 'timeout = 10;' \
  'timeout = "10 monkeys";' 'on_error = "retry";' 'params = [ ];'; do
  judge refused "$(step_with "$wrong")" "$corpora" "$outputs"
done
judge refused '{ id = "e"; use = "entities"; params = { types = [ "PERSON", "PERSON" ]; }; }' "$corpora" "$outputs"
judge refused '{ id = "e"; use = "entities"; params = { types = [ "PEOPLE" ]; }; }' "$corpora" "$outputs"
for wrong in 'lang = "English";' 'params = { max_record = 0; };' 'params = { max_record = "10 elephants"; };' \
  'decoder = "files";' 'decoder_params = { charset = "latin1"; };' 'patch = ( { step = "lang"; } );' \
  'patch = ( { step = "lang"; disable = true; use = "segment"; } );' 'patch = ( { add = { id = "s"; }; after = "lang"; } );' \
  'patch = ( { add = { id = "s"; use = "segment"; }; } );' \
  'patch = ( { add = { id = "s"; use = "segment"; }; before = "lang"; after = "lang"; } );'; do
  judge refused "$steps" "$(corpus_with "$wrong")" "$outputs"
done
judge refused "$steps" '{ id = "c"; reader = "jsonl"; paths = [ ]; }' "$outputs"
judge refused "$steps" "$corpora" '{ id = "o"; use = "table"; path = "out/"; }'
judge refused "$steps" "$corpora" '{ id = "o"; use = "table"; path = "%{file}.txt"; }'
judge refused "$steps" "$corpora" '{ id = "o"; use = "table"; path = "-"; params = { rows = 1.5; }; }'
judge refused "$steps" "$corpora" "$outputs" 'corpus = ( );'
judge refused "$steps" "$corpora" "$outputs" 'tests = ( { expect = ( { layer = "entity"; } ); } );'
judge refused "$steps" "$corpora" "$outputs" 'tests = ( { text = "x"; expect = ( { type = "GPE"; } ); } );'

verdicts=$(python3 "$srcdir/tests/schema-check.py" "$work/schema.json" "$work"/*-[0-9]*.cfg 2>&1)
expect_equal "every file is judged" "$written" "$(printf '%s\n' "$verdicts" | wc -l)"
wrong=$(printf '%s\n' "$verdicts" | grep -v -e "^valid $work/valid-" -e "^refused $work/refused-")
expect_equal "what is right is valid, what is wrong is refused" "" "$wrong"
taken=
for file in "$work"/refused-*.cfg; do
  "$textan" check -c "$file" >/dev/null 2>&1
  [ $? = 2 ] || taken="$taken $file"
done
expect_equal "textan refuses all that the schema refuses" "" "$taken"
finish
