#!/bin/sh
# Plugins that break the rules where a run begins and ends: what they say of their layers, models, scratch, outputs.
. "${srcdir:-.}/tests/tap.sh"

work=$(fresh_folder liar.work)
mkdir "$work/plugins"
cp tests/plugins/.libs/liar.so tests/plugins/.libs/bad_defaults.so "$work/plugins/"
for id in one two three; do echo "{\"id\":\"$id\",\"text\":\"$id\"}"; done >"$work/input.jsonl"

run() { # steps, writer, what the writer does wrong, further settings of the corpus
  case $2 in
  jsonl) params='layers = [ "mark" ];' ;;
  *) params="how = \"$3\";" ;;
  esac
  cat >"$work/run.cfg" <<END
format = 1;
steps = ( $1 );
corpora = ( { id = "corpus"; reader = "jsonl"; paths = [ "input.jsonl" ]; ${4-} } );
outputs = ( { id = "out"; use = "$2"; path = "-"; params : { $params }; } );
END
  lines=$("$textan" run -c "$work/run.cfg" --plugins "$work/plugins" 2>"$work/messages")
  code=$?
  messages=$(cat "$work/messages")
}
step() { # what it does wrong
  echo "{ id = \"liar\"; use = \"liar\"; params : { how = \"$1\"; }; }"
}

refuses() { # name, what the step does wrong, reason
  run "$(step "$2")" jsonl ""
  expect_equal "$1: nothing is run" "2 " "$code $lines"
  expect_line "and the reason is told" "run\.cfg:2: error: .*\"liar\".*(liar 1\.0\.0).*$3" "$messages"
}
refuses "a layer's name in schema" schema-name 'its schema: "Mark" is no name for a layer'
refuses "a layer twice in schema" schema-twice 'its schema: layer "mark" stands in a table twice'
refuses "types of the document in schema" schema-document 'its schema: the attributes of the document (layer "document") have no types'
refuses "an empty type in schema" schema-type 'its schema: the types of "mark" include an empty one'
refuses "a schema that fails without a word" schema-fails 'the plugin gave no reason'
refuses "a schema that loads lists" schema-loads 'a list can only be loaded by model_new'
refuses "a model that fails" model-fails 'its list is damaged'
refuses "a model that fails without a word" model-fails-silently 'the plugin gave no reason'
refuses "a model of unknown status" model-unknown-status 'the plugin gave no reason'
refuses "a model that works on no document" model-calls 'a document was handed over as NULL'
refuses "a model that asks for parameters it does not have" model-asks 'it was answered nothing'
expect_line "the plugin's mistake is told" 'the plugin reads a parameter "nothing" that its table does not declare as such' "$messages"
expect_line "what plugins log is shown in one line, escaped" 'warning: liar: a\\x0Aline\\x1B\[31m$' "$messages"

run "$(step schema-null)" jsonl ""
expect_equal "a schema without layers: documents fail" 1 $code
expect_equal "all of them" 3 "$(printf '%s\n' "$lines" |
  grep -c '"error":{"step":"liar","reason":"layer \\"mark\\" is not among those that the plugin declares to produce"}')"
run "$(step schema-changes)" jsonl "" 'patch = ( { step = "liar"; set : { params : { how = "schema-changes"; }; }; } );'
expect_equal "a schema that changes its mind is taken at its last word" 1 $code
expect_equal "which its documents break" 3 "$(printf '%s\n' "$lines" | grep -c '"reason":"layer \\"mark\\" is not among')"

run "$(step model-slow)" jsonl ""
expect_equal "a slow model is waited for" "0 3" "$code $(printf '%s\n' "$lines" | grep -c '"layer":"mark"')"

run "$(step scratch-fails)" jsonl ""
expect_equal "a scratch that fails: nothing is written" "4 " "$code $lines"
expect_line "and the reason is told" 'error: analyser "liar" cannot begin its work: the plugin gave no reason' "$messages"

run "$(step keeps)" jsonl ""
expect_equal "a document's handle that is kept" "0 3" "$code $(printf '%s\n' "$lines" | grep -c '"layer":"mark","type":"x"')"
expect_line "takes nothing when all is over" 'warning: liar: a document can be added to only while its step runs' "$messages"

broken() { # name, what the writer does wrong, lines that are written, reason
  run "" liar "$2"
  expect_equal "$1: the run stops" "4 $3" "$code $(printf '%s' "$lines" | grep -c .)"
  expect_line "and the reason is told" "error: .*output \"out\": $4" "$messages"
}
broken "an output that does not open" open-fails 0 'the plugin gave no reason'
broken "an output that writes nothing from nowhere" open-writes-null 0 '"standard output" cannot be written'
broken "a commit that fails" commit-fails 1 'no more'
broken "a commit of unknown status" commit-unknown-status 0 'the plugin gave no reason'
broken "an end that fails" finish-fails 3 'the plugin gave no reason'

run '{ id = "bad"; use = "bad_defaults"; }' jsonl ""
expect_equal "defaults that the table refuses: nothing is run" "2 " "$code $lines"
for reason in 'parameter "most" .*11' 'parameter "colour" .*green' 'parameter "time" .*soon'; do
  expect_line "which are told as the plugin's" "bad_defaults\.so.*error: .*bad_defaults.*$reason" "$messages"
done
expect_line "one that is no value, too" 'bad_defaults\.so.*perhaps\|bad_defaults.*sure' "$messages"
finish
