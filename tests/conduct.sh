#!/bin/sh
# What becomes of documents on which a step fails or takes too long, and when steps run: when, timeout, on_error, the
# error budget.
. "${srcdir:-.}/tests/tap.sh"

work=$(fresh_folder conduct.work)
mkdir "$work/plugins"
cp tests/plugins/.libs/moody.so "$work/plugins/"

documents() { # texts, one document each
  for text; do echo "{\"id\":\"$text\",\"text\":\"$text\",\"paid\":true,\"words\":3,\"topics\":[\"trade\"]}"; done
}

run() { # settings of the run, settings of the step; sets $lines, $code and $messages
  cat >"$work/run.cfg" <<END
format = 1;
run = { $1 };
steps = ( { id = "first"; use = "moody"; $2 }, { id = "second"; use = "moody"; when = "id == 'both'"; } );
corpora = ( { id = "corpus"; reader = "jsonl"; paths = [ "input.jsonl" ]; } );
outputs = ( { id = "lines"; use = "jsonl"; path = "-"; params : { layers = [ "mark" ]; text = false; }; } );
END
  lines=$("$textan" run -c "$work/run.cfg" --plugins "$work/plugins" 2>"$work/messages")
  code=$?
  messages=$(cat "$work/messages")
}

# The ids of the documents that have a mark, in one line.
marked() {
  printf '%s\n' "$lines" | sed -n 's/.*"id":"\([^"]*\)".*"layer":"mark".*/\1/p' | tr '\n' ' '
}

documents good fail both >"$work/input.jsonl"
run "" ""
expect_equal "a step's failure is its document's: code" 1 $code
expect_equal "and the others go on" "good both " "$(marked)"
expect_line "the failed one has its line" '"id":"fail".*"error":{"step":"first","reason":"the text says so"}}$' "$lines"
expect_equal "a condition chooses the documents of a step" 1 "$(printf '%s\n' "$lines" | grep -c '"by":"second"')"

run "" 'on_error = "skip";'
expect_equal "a step that may be skipped fails no document" 0 $code
expect_line "which says so" '"id":"fail".*"annotations":\[\],"relations":\[\],"errors":\[{"step":"first","reason":"the text says so"}\]}$' "$lines"
expect_line "attributes of the failed step are taken back" '"id":"fail".*"attributes":{"paid":true,"words":3,"topics":\["trade"\]}' "$lines"
expect_line "and the user hears of it" 'in 1 of 3 documents a step failed and was skipped' "$messages"

run "" 'on_error = "stop";'
expect_equal "a step whose failure stops the run: code" 3 $code
expect_equal "what was before it is written" "good " "$(marked)"
expect_line "the user hears why" 'document "fail".*step "first", whose on_error is "stop", failed: the text says so' "$messages"

documents sleep good >"$work/input.jsonl"
run "" 'timeout = "20ms";'
expect_equal "a step that takes too long has failed" 1 $code
expect_line "with time and limit" '"id":"sleep".*"error":{"step":"first","reason":"the step took 0.[0-9]* s; its timeout is 0.020 s"' "$lines"
run 'timeout = "20ms";' 'on_error = "skip";'
expect_line "a document that takes too long fails, whatever its steps allow" '"id":"sleep".*"error":{"step":"first","reason":"the document took 0.[0-9]* s; its timeout is 0.020 s"' "$lines"
expect_equal "the others go on" "good " "$(marked)"
documents wait >"$work/input.jsonl"
run "" 'timeout = "30ms"; on_error = "skip";'
expect_line "a step sees the time that it has" '"errors":\[{"step":"first","reason":"\(no time was left\|the step took 0\.0\)' "$lines"

documents good fail good good fail good good good good good fail good >"$work/input.jsonl"
run 'errors = "2/4";' ""
expect_equal "failures within the budget" 1 $code
run 'errors = "1/5";' ""
expect_equal "a third failure among eleven exceeds nothing, a second among five does: code" 3 $code
expect_equal "up to there all is written" 5 "$(printf '%s\n' "$lines" | grep -c .)"
expect_line "the user hears what was allowed" '2 of 5 documents failed, more than the 1 that run.errors = "1/5" allows' "$messages"
run 'errors = "1/4";' ""
expect_equal "the budget grows with the documents" 1 $code

holds() { # condition: the number of documents among four on which a step with it runs
  documents good both goods bad >"$work/input.jsonl"
  run "" "when = \"$1\";"
  marked | sed 's/both //' | wc -w | tr -d ' '
}
expect_equal "strings compare" 1 "$(holds "id == 'good'")"
expect_equal "unequal" 2 "$(holds "id != 'good'")"
expect_equal "order" 1 "$(holds "id < 'both'")"
expect_equal "numbers compare exactly" 3 "$(holds "size > 2.99 and size <= 5 and words == 3.0")"
expect_equal "lists of values" 2 "$(holds "id in ['good', 'bad', 'both']")"
expect_equal "attributes that are lists" 3 "$(holds "'trade' in topics")"
expect_equal "and what is not in them" 0 "$(holds "'war' in topics")"
expect_equal "true and false" 3 "$(holds "paid and not (paid == false)")"
expect_equal "and binds closer than or" 3 "$(holds "paid or paid and size > 100")"
expect_equal "what a document does not have compares with nothing" 0 "$(holds "price > 0 or price <= 0")"
expect_equal "but can be asked for" 3 "$(holds "has(paid) and not has(price)")"

documents good fail >"$work/input.jsonl"
run "" 'on_error = "skip";'
sed "s/when = .*both.*; },\{0,1\}/when = \"has('mark:x') and mood == 'good'\"; }/" "$work/run.cfg" >"$work/layers.cfg"
lines=$("$textan" run -c "$work/layers.cfg" --plugins "$work/plugins" 2>&1)
expect_equal "layers and attributes of earlier steps decide, where they were not taken back" good \
  "$(printf '%s\n' "$lines" | sed -n 's/.*"id":"\([^"]*\)".*"by":"second".*/\1/p')"
finish
