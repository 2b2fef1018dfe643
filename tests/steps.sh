#!/bin/sh
# textan's own output as input: nothing is lost on the way, and one step alone finds what it found in the whole run.
. "${srcdir:-.}/tests/tap.sh"

work=$(fresh_folder steps.work)
cd "$work" || exit 1
every='[ "language", "token", "sentence", "boilerplate", "entity", "treaty", "figure" ]'
cat >whole.cfg <<END
format = 1;
steps = ( { id = "lang"; use = "langid"; }, { id = "segment"; use = "segment"; }, { id = "entities"; use = "entities"; },
          { id = "treaties"; use = "treaty"; }, { id = "figures"; use = "figures"; } );
corpora = ( { id = "s"; reader = "jsonl"; paths = [ "$srcdir/tests/gold/*.jsonl" ]; params = { keep = [ "source" ]; }; } );
outputs = ( { id = "lines"; use = "jsonl"; path = "whole.jsonl"; params = { layers = $every; offsets = "codepoint"; }; } );
END
again() { # name, steps, layers that are read, input, offsets of the input
  cat >"$1.cfg" <<END
format = 1;
steps = ( $2 );
corpora = ( { id = "s"; reader = "jsonl"; paths = [ "$4" ]; params = { record = "line"; }; decoder = "textan";
              decoder_params = { layers = $3; offsets = "${5:-codepoint}"; }; } );
outputs = ( { id = "lines"; use = "jsonl"; path = "$1.jsonl"; params = { layers = $every; }; } );
END
  "$textan" run -c "$1.cfg" >"$1.said" 2>&1
}
try "a whole run" "$textan" run -c whole.cfg
try "of some documents" test "$(grep -c . whole.jsonl)" -gt 50
again back "" "$every" whole.jsonl
try "read and written again, the lines are the same" cmp whole.jsonl back.jsonl
again figures '{ id = "figures"; use = "figures"; }' '[ "language", "token", "sentence", "entity", "treaty" ]' whole.jsonl
again lang '{ id = "lang"; use = "langid"; }' '[ ]' whole.jsonl
expect_equal "a detector alone finds the languages again" "$(grep -o '"lang":"[a-z]*"\|"lang_score":"[0-9.]*"' whole.jsonl)" \
  "$(grep -o '"lang":"[a-z]*"\|"lang_score":"[0-9.]*"' lang.jsonl)"
again none "" '[ ]' whole.jsonl
expect_equal "which are left out with their layer" "$(grep -c . whole.jsonl)" "$(grep -c '"lang":"und"' none.jsonl)"
try "a step alone, on given tokens and entities, finds the same" cmp whole.jsonl figures.jsonl
again treaties '{ id = "treaties"; use = "treaty"; }, { id = "figures"; use = "figures"; }' \
  '[ "language", "token", "sentence", "entity" ]' whole.jsonl
try "so do two" cmp whole.jsonl treaties.jsonl
sed 's/offsets = "codepoint"/offsets = "utf16"/; s/whole.jsonl/utf16.jsonl/' whole.cfg >utf16.cfg
"$textan" run -c utf16.cfg
again utf16-back "" "$every" utf16.jsonl utf16
try "offsets may count UTF-16 units" cmp whole.jsonl utf16-back.jsonl
again treaties-alone '{ id = "treaties"; use = "treaty"; }' '[ "language", "token", "sentence" ]' whole.jsonl
expect_line "a step whose layer is not read is an error before the run" \
  'step "treaties" needs layer "entity", but no step before it produces it' "$(cat treaties-alone.said)"

# Lines that are not right, one mistake each; the first and the last are.
cat >bad.jsonl <<'END'
{"format":1,"id":"good","corpus":"x","source":"y","lang":"vi","text":"été 1","attributes":{"n":5,"list":["a","b"],"yes":true},"annotations":[{"id":4,"layer":"entity","type":"GPE","begin":0,"end":3,"text":"été","score":0.5,"by":"other","rule":"r","features":{"code":"FR","names":["a","b"],"more":["c"],"n":-3,"ok":false}},{"id":9,"layer":"mark","type":"m","begin":0,"end":1},{"id":10,"layer":"figure","type":"money","begin":4,"end":5,"by":"f","features":{"of":{"annotation":4}}}],"relations":[{"type":"near","from":10,"to":4},{"type":"on","from":9,"to":4}],"errors":[{"step":"s","reason":"no"}]}
{"format":2,"id":"format","text":"a","annotations":[]}
{"format":1,"id":"text","annotations":[]}
{"format":1,"id":"none","text":"a"}
{"format":1,"id":"outside","text":"a","annotations":[{"id":1,"layer":"entity","type":"GPE","begin":0,"end":2}]}
{"format":1,"id":"other-text","text":"ab","annotations":[{"id":1,"layer":"entity","type":"GPE","begin":0,"end":1,"text":"b"}]}
{"format":1,"id":"no-layer","text":"ab","annotations":[{"id":1,"type":"GPE","begin":0,"end":1}]}
{"format":1,"id":"no-type","text":"ab","annotations":[{"id":1,"layer":"entity","begin":0,"end":1}]}
{"format":1,"id":"ids","text":"ab","annotations":[{"id":2,"layer":"entity","type":"GPE","begin":0,"end":1},{"id":2,"layer":"entity","type":"GPE","begin":1,"end":2}]}
{"format":1,"id":"feature","text":"ab","annotations":[{"id":1,"layer":"entity","type":"GPE","begin":0,"end":1,"features":{"code":5}}]}
{"format":1,"id":"number","text":"ab","annotations":[{"id":1,"layer":"entity","type":"GPE","begin":0,"end":1,"features":{"n":12345678901234567890}}]}
{"format":1,"id":"dangling","text":"ab","annotations":[{"id":1,"layer":"figure","type":"money","begin":0,"end":1,"features":{"of":{"annotation":7}}}]}
{"format":1,"id":"relation","text":"ab","annotations":[{"id":1,"layer":"entity","type":"GPE","begin":0,"end":1}],"relations":[{"type":"of","from":1,"to":3}]}
{"format":1,"id":"tokens","text":"ab","annotations":[{"id":1,"layer":"token","type":"token","begin":1,"end":2},{"id":2,"layer":"token","type":"token","begin":0,"end":1}]}
{"format":1,"id":"failed","error":{"step":"figures","reason":"too long"}}
{"format":1,"id":"last","lang":"und","text":"b","annotations":[]}
END
mv bad.jsonl input.jsonl
again bad "" "$every" input.jsonl
found=$(cat bad.jsonl)
expect_equal "no line is lost" "$(grep -c . input.jsonl)" "$(grep -c . bad.jsonl)"
expect_equal "what a line says survives, with the ids of what is read" \
  '{"format":1,"id":"good","corpus":"s","source":"y","lang":"vi","text":"été 1","attributes":{"n":5,"list":["a","b"],"yes":true},"annotations":[{"id":1,"layer":"entity","type":"GPE","begin":0,"end":3,"text":"été","score":0.5,"by":"other","rule":"r","features":{"code":"FR","names":["a","b"],"more":["c"],"n":-3,"ok":false}},{"id":2,"layer":"figure","type":"money","begin":4,"end":5,"text":"1","by":"f","features":{"of":{"annotation":1}}}],"relations":[{"type":"near","from":2,"to":1,"by":"decode"}],"errors":[{"step":"s","reason":"no"}]}' \
  "$(sed -n 1p bad.jsonl)"
says() { # id, reason
  expect_line "wrong: $1" "\"id\":\"$1\".*\"error\":{\"step\":\"decode\",\"reason\":\".*$2" "$found"
}
says format 'the line is not of format 1'
says text 'the line holds no text'
says none 'the line holds no \\"annotations\\"'
says outside 'annotation 1 of the line: the span 0..2 is empty, outside the text or inside a character'
says other-text 'annotation 1 of the line: covers \\"a\\", but its text is \\"b\\"'
says no-layer 'annotation 1 of the line: \\"layer\\" is missing'
says no-type 'annotation 1 of the line: \\"type\\" is missing'
says ids 'annotation 2 of the line: ids must rise, but 2 stands before it'
says feature 'feature \\"code\\" of layer \\"entity\\" is declared as a string and is an integer'
says number 'feature \\"n\\": the number 12345678901234567890 has more digits than can be kept'
says dangling 'annotation 1 of the line: feature \\"of\\": leads to annotation 7, which does not stand before it'
says relation 'relation 1 of the line: leads to annotation 3, which the line does not have'
says tokens 'token 1 begins at 0, before the end of the last one at 2'
expect_line "a document that had failed stays failed, as it was" '"id":"failed".*"error":{"step":"figures","reason":"too long"}}' "$found"
expect_line "and is named with the line where it stands" 'document "failed" (input.jsonl:15): failed in "figures": too long' \
  "$(cat bad.said)"
expect_line "the last one is read" '"id":"last".*"text":"b"' "$found"

# What no analyser of ours writes: types that JSON does not tell apart, failed documents, errors, sources.
cat >typed-in.jsonl <<'END'
{"format":1,"id":"typed","corpus":"s","source":"far/away.txt","lang":"en","text":"a\tb \"c\"","decimals":["document.price","gadget.weight"],"attributes":{"price":"0.1","big":-9223372036854775808,"other":"0.2","first":{"annotation":1}},"annotations":[{"id":1,"layer":"gadget","type":"x","begin":0,"end":1,"text":"a","by":"mine","features":{"weight":"12.5","label":"12.5"}},{"id":2,"layer":"gadget","type":"y","begin":2,"end":7,"text":"b \"c\"","score":0.999,"by":"decode","features":{"weight":"-1E+60","whole":{"annotation":1},"none":[]}},{"id":3,"layer":"figure","type":"money","begin":0,"end":1,"text":"a","by":"f","features":{"value":"1000000000000000000000000","unit":"1"}}],"relations":[{"type":"part","from":1,"to":2,"by":"mine"},{"type":"part","from":1,"to":2,"by":"other"}],"errors":[{"step":"one","reason":"a \"b\""},{"step":"two","reason":"c"}]}
{"format":1,"id":"failed","corpus":"s","source":"far/away.txt:7","error":{"step":"figures","reason":"it took \"too\" long"}}
END
every='[ "language", "token", "sentence", "boilerplate", "entity", "treaty", "figure", "gadget" ]'
again typed "" "$every" typed-in.jsonl
try "types survive, and failed documents, errors and sources" cmp typed-in.jsonl typed.jsonl
cat >sorted-in.jsonl <<'END'
 { "annotations" : [ {"begin":0, "by":"f", "end":2, "features":{"value":"1.5","weight":"2"}, "i\u0064":1, "layer":"figure", "text":"\u00e9\ud83d\ude00", "type":"money"} ] , "decimals":["figure.weight"], "extra":{"a":[1,{"b":"]"}]}, "format":1, "id":"sorted", "relations":[ ], "text":"\u00e9\uD83D\uDE00\/" }
END
again sorted "" "$every" sorted-in.jsonl
expect_equal "members may stand in any order, with spaces and escapes" \
  '{"format":1,"id":"sorted","corpus":"s","source":"sorted-in.jsonl:1","lang":"und","text":"é😀/","decimals":["figure.weight"],"attributes":{},"annotations":[{"id":1,"layer":"figure","type":"money","begin":0,"end":2,"text":"é😀","by":"f","features":{"value":"1.5","weight":"2"}}],"relations":[]}' \
  "$(cat sorted.jsonl)"
again gadgets "" '[ "language", "figure" ]' typed-in.jsonl
expect_equal "what leads to a layer that is not read is left out" \
  '{"format":1,"id":"typed","corpus":"s","source":"far/away.txt","lang":"en","text":"a\tb \"c\"","decimals":["document.price"],"attributes":{"price":"0.1","big":-9223372036854775808,"other":"0.2"},"annotations":[{"id":1,"layer":"figure","type":"money","begin":0,"end":1,"text":"a","by":"f","features":{"value":"1000000000000000000000000","unit":"1"}}],"relations":[],"errors":[{"step":"one","reason":"a \"b\""},{"step":"two","reason":"c"}]}' \
  "$(sed -n 1p gadgets.jsonl)"

sed 's/record = "line"/record = "text"/; s/bad.jsonl/text.jsonl/' bad.cfg >text.cfg
"$textan" run -c text.cfg >/dev/null 2>&1
expect_line "a reader that gives texts is named" 'the reader gives whole lines with params = { record = \\"line\\"; }' \
  "$(cat text.jsonl)"

# What a step took.
"$textan" run -c whole.cfg --stats 2>table
annotations() { # pattern of the layer: how many the lines hold
  grep -o "\"layer\":\"$1\"" whole.jsonl | wc -l
}
row() { # step: its row's calls, failures and annotations
  awk -v step="$1" '$1 == step { print $2, $3, $4 }' table
}
documents=$(grep -c . whole.jsonl)
for step in "segment \(token\|sentence\)" "entities entity" "treaties treaty" "figures figure" "lang language"; do
  expect_equal "--stats counts what ${step%% *} did" "$documents 0 $(annotations "${step#* }")" "$(row "${step%% *}")"
done
for part in read decode render write; do
  expect_equal "--stats has a row for ($part)" "$documents 0 0" "$(row "($part)")"
done
expect_line "--stats ends with totals" "^$documents documents, 0 failed; .* MB of text in .* s of the processor.*largest memory" \
  "$(cat table)"
expect_equal "steps take all of the time" 100 "$(awk 'NF >= 8 && $6 ~ /^[0-9.]+$/ { sum += $6 } END { printf "%.0f", sum }' table)"
"$textan" run -c bad.cfg --stats-json >/dev/null 2>json
expect_line "--stats-json is one line, with failures" \
  '^{"documents":16,"failed":14,"bytes":.*"decode":{"calls":16,"failed":14,"annotations":[0-9]*,"nanoseconds":[0-9]*},"steps":\[\],.*}$' \
  "$(cat json)"
"$textan" run -c figures.cfg --stats-json 2>json
expect_line "and has its steps" "\"steps\":\[{\"id\":\"figures\",\"calls\":$documents,\"failed\":0,\"annotations\":$(annotations figure),\"nanoseconds\":[0-9]*,\"model_memory\":[0-9]*}\]" \
  "$(cat json)"
finish
