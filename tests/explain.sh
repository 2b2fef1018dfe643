#!/bin/sh
# textan explain: what it prints is a run file of its own that gives the same bytes as the layers it was made of.
# textan test: the tests that a run file brings along.
. "${srcdir:-.}/tests/tap.sh"

work=$(fresh_folder explain.work)
mkdir "$work/desk" "$work/desk/in"
cat >"$work/base.cfg" <<'END'
format = 1;
run = { id = "daily"; timeout = "1min"; };
steps = (
  { id = "lang"; use = "langid@1"; },
  { id = "segment"; use = "segment@1"; },
  { id = "entities"; use = "entities@1"; params = { min_score = 0.4; }; },
  { id = "treaties"; use = "treaty@1"; when = "lang in ['en', 'vi']"; },
  { id = "figures"; use = "figures@1"; params = { scope = "all"; }; }
);
corpora = ( { id = "none"; reader = "files"; paths = [ "none" ]; } );
outputs = ( { id = "lines"; use = "jsonl"; path = "%{corpus}.jsonl"; params = { offsets = "byte"; }; } );
END
cat >"$work/desk/run.cfg" <<'END'
format = 1;
extends = "../base.cfg";
run = { errors = "1/10"; };
steps = ( { id = "entities"; params = { types = [ "GPE", "ORG", "DATE" ]; }; } );
corpora = (
  { id = "wire"; reader = "files"; paths = [ "in/*.txt" ]; },
  { id = "talks"; reader = "files"; paths = [ "./in/*.txt" ]; lang = "en";
    patch = ( { step = "figures"; disable = true; },
              { step = "entities"; set = { params = { min_score = 0.9; }; on_error = "skip"; }; },
              { add = { id = "again"; use = "figures@1"; when = "size > 60"; }; after = "treaties"; } ); }
);
tests = (
  { name = "exports"; text = "Viet Nam's exports reached USD 5.2 billion in March 2024."; lang = "en"; corpus = "wire";
    attributes = { date = "2024-04-01"; paid = false; rank = 2; };
    expect = (
      { layer = "figure"; type = "money"; text = "USD 5.2 billion"; begin = 27; end = 42;
        features = { value = "5200000000"; unit = "USD"; measure = "export"; }; },
      { layer = "entity"; text = "Viet Nam"; features = { code = "VN"; }; },
      { layer = "figure"; type = "percent"; absent = true; },
      { layer = "sentence"; begin = 0; },
      { attribute = "lang"; value = "en"; },
      { attribute = "rank"; value = 2; },
      { attribute = "price"; absent = true; } ); },
  { text = "Kim ngạch đạt 3,2 tỷ USD."; expect = ( { attribute = "lang"; value = "vi"; },
                                                    { layer = "figure"; features = { value = 3200000000; }; } ); }
);
END
echo "Viet Nam and Belarus signed a protocol on 3 March 2024. Trade reached USD 500 million, up 4.5%." >"$work/desk/in/a.txt"
echo "Kim ngạch xuất khẩu sang Pháp đạt 3,2 tỷ USD." >"$work/desk/in/b.txt"

cd "$work" || exit 1
explained=$("$textan" explain -c desk/run.cfg 2>&1)
expect_equal "explain succeeds" 0 $?
expect_line "a value that a file sets" 'min_score = 0\.4;  *# desk/\.\./base\.cfg:6$' "$explained"
expect_line "one that a file overrides" 'errors = "1/10";  *# desk/run\.cfg:3$' "$explained"
expect_line "a default" 'default_currency = "USD";  *# default$' "$explained"
expect_line "paths are absolute" "\"$work/desk/in/\\*.txt\"  *# desk/run.cfg:6" "$explained"
expect_line "a patched step in full" '#  *on_error = "skip";  *# desk/run.cfg:9' "$explained"
expect_line "an added one" '#   5\. again: figures ' "$explained"
expect_line "conditions" '#  *runs only where size > 60' "$explained"
expect_line "disabled steps" 'step "figures" is disabled by a patch' "$explained"
expect_line "what the command line sets" 'min_score = 0\.1;  *# --set' \
  "$("$textan" explain -c desk/run.cfg --set entities.min_score=0.1)"
expect_line "one corpus only" '^1$' "$("$textan" explain -c desk/run.cfg --corpus wire | grep -c '^# corpus')"

printf '%s\n' "$explained" >flat.cfg
try "what it prints has no mistakes" "$textan" check -c flat.cfg
expect_equal "explaining it changes nothing but the origins" "$(sed 's/ *#.*//' flat.cfg)" \
  "$("$textan" explain -c flat.cfg | sed 's/ *#.*//')"
"$textan" run -c desk/run.cfg --out layered 2>messages
"$textan" run -c flat.cfg --out flat 2>>messages
expect_equal "no message" "" "$(cat messages)"
for corpus in wire talks; do
  try "corpus $corpus: layered and written out give the same bytes" cmp layered/$corpus.jsonl flat/$corpus.jsonl
  try "corpus $corpus: which are some" test -s flat/$corpus.jsonl
done
try "the corpora differ" sh -c '! grep -q "\"layer\":\"figure\"" flat/talks.jsonl || grep -q again flat/talks.jsonl'
graph=$("$textan" explain -c desk/run.cfg --dot)
expect_line "the graph has layers as edges" 'c0_2 -> c0_3 \[label="entity"\]' "$graph"
if command -v dot >/dev/null; then
  try "Graphviz reads it" sh -c "printf '%s\n' '$graph' | dot -o /dev/null"
else
  skip "Graphviz reads it" "Graphviz is not installed"
fi

said=$("$textan" test -c desk/run.cfg 2>&1)
expect_equal "tests that pass: code" 0 $?
expect_equal "and words" "2 passed, 0 failed" "$said"
mv desk/in desk/away
expect_equal "the inputs of corpora need not be there" "2 passed, 0 failed" "$("$textan" test -c desk/run.cfg 2>&1)"
sed 's/5200000000/52/; s/price/rank/; s/"vi"/"en"/' desk/run.cfg >desk/wrong.cfg
said=$("$textan" test -c desk/wrong.cfg 2>&1)
expect_equal "tests that fail: code" 1 $?
expect_line "how many" '^0 passed, 2 failed$' "$said"
expect_line "which" '^desk/wrong.cfg:13: test "exports": failed$' "$said"
expect_line "what was expected" '^  expected: figure money text = "USD 5.2 billion" begin = 27 end = 42 value = "52" unit = "USD"' "$said"
expect_line "what was found" '^  found:    figure money text = "USD 5.2 billion" begin = 27 end = 42 value = "5200000000" unit = "USD"' "$said"
expect_line "an attribute that should not be there" '^  expected: no attribute rank$' "$said"
expect_line "an attribute with another value" '^  found:    attribute lang = "vi"$' "$said"
said=$("$textan" test -c base.cfg 2>&1)
expect_equal "a run file without tests is no success" 2 $?
expect_line "and says so" 'base.cfg has no tests' "$said"
finish
