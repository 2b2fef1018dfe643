#!/bin/sh
# Plugins of all kinds that break the rules of calls: each costs the document at hand, with a sentence, and nothing else.
. "${srcdir:-.}/tests/tap.sh"

work=$(fresh_folder rogue.work)
mkdir "$work/plugins"
cp tests/plugins/.libs/rogue.so "$work/plugins/"

run() { # corpus, steps, writer; the ids of the documents stand in $ids
  for id in $ids; do echo "{\"id\":\"$id\",\"text\":\"$id\"}"; done >"$work/input.jsonl"
  cat >"$work/run.cfg" <<END
format = 1;
run = { ${4-} };
steps = ( $2 );
corpora = ( { id = "corpus"; $1 } );
outputs = ( { id = "out"; use = "$3"; path = "-"; } );
END
  lines=$("$textan" run -c "$work/run.cfg" --plugins "$work/plugins" 2>"$work/messages")
  code=$?
}
from_lines='reader = "jsonl"; paths = [ "input.jsonl" ];'

fails() { # id, reason
  expect_line "$step: $1" "\"id\":\"$1\".*\"error\":{\"step\":\"$step\",\"reason\":\"$2\"}" "$lines"
}

step=rogue
ids="good wrong-type not-a-number short-annotation wrong-feature dangling-relation unknown-status end empty-message \
  endless-message hides-refusal last"
run "$from_lines" '{ id = "rogue"; use = "rogue"; }' jsonl
expect_equal "an analyser: the run goes on" 1 $code
expect_equal "and no document is lost" 12 "$(printf '%s\n' "$lines" | grep -c .)"
fails wrong-type 'type \\"y\\" is not among those that the plugin declares for layer \\"mark\\"'
fails not-a-number 'an annotation.s score is -*nan; scores are from 0 to 1, or negative'
fails short-annotation 'an annotation without struct_size, layer or type was added'
fails wrong-feature 'feature \\"note\\" of layer \\"mark\\" is declared as a string and is an integer'
fails dangling-relation 'relation \\"of\\" from 1 to 99, but the document has 0 annotations'
fails unknown-status 'the plugin gave no reason'
fails end 'the plugin gave no reason'
fails empty-message 'the plugin gave no reason'
fails endless-message 'x\{499\}'
for id in good hides-refusal last; do
  expect_line "$id is analysed" "\"id\":\"$id\",.*\"annotations\"" "$lines"
done

step=decode
ids="good no-text invalid-text outside-text text-twice unknown-status empty-message endless-message last"
run "$from_lines decoder = \"rogue\";" "" jsonl
expect_equal "a decoder: the run goes on" 1 $code
expect_equal "and no document is lost" 9 "$(printf '%s\n' "$lines" | grep -c .)"
fails no-text 'decoder \\"rogue\\" gave no text and no error'
fails invalid-text 'its text is not valid UTF-8 at byte 0'
fails outside-text 'the borrowed text does not lie at the end of the record.s bytes'
fails text-twice 'the decoder set the text a second time'
fails unknown-status 'the plugin gave no reason'
fails endless-message 'x\{499\}'

ids="good null-bytes unknown-status end endless-message last"
run "$from_lines" "" rogue
expect_equal "a writer: the run goes on" 1 $code
expect_equal "documents that it does not render are failed ones" \
  "good null-bytes failed unknown-status failed end failed endless-message failed last" "$(echo $lines)"
expect_line "with the reason" 'document "null-bytes".*failed in "out": 10 bytes were to be rendered, but none are there' \
  "$(cat "$work/messages")"

run 'reader = "rogue"; paths = [ "input.jsonl" ];' "" jsonl
expect_equal "a reader that breaks off stops the run" 4 $code
expect_equal "behind what it had read" 3 "$(printf '%s\n' "$lines" | grep -c .)"
expect_line "a record with nothing in it is an empty document" '"id":"",.*"text":""' "$lines"
expect_line "a good one is read" '"id":"good",.*"text":"text"' "$lines"
expect_line "a damaged one has its line" '"id":"damaged",.*"error":{"step":"read","reason":"the plugin gave no reason"}' "$lines"
expect_line "and the user hears why it ended" 'corpus "corpus": x\{100\}' "$(cat "$work/messages")"
finish
