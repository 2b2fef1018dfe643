#!/bin/sh
# The command line beside run files: files without a run file, one text tried, help, manual page and completion.
. "${srcdir:-.}/tests/tap.sh"

work=$(fresh_folder command.work)
cd "$work" || exit 1
echo "Viet Nam and Belarus signed a protocol on 3 March 2024." >a.txt
echo '{"id":"b","text":"Kim ngạch xuất khẩu đạt 3,2 tỷ USD."}' >b.jsonl

said=$("$textan" run a.txt b.jsonl 2>&1)
expect_equal "files without a run file: code" 0 $?
expect_line "go through the run that ships" 'protocol  *BY, VN  *signed' "$said"
expect_equal "each by its reader" "files a.txt lines b " \
  "$(sed 's/.*"id":"\([^"]*\)","corpus":"\([^"]*\)".*/\2 \1/' out/news.jsonl | tr '\n' ' ')"
said=$("$textan" run a.txt none.txt 2>&1)
expect_equal "a file that is not there: code" 2 $?
expect_line "is named" 'input "none.txt": No such file' "$said"
cat >run.cfg <<'END'
format = 1;
steps = ( { id = "lang"; use = "langid"; } );
corpora = ( { id = "x"; reader = "files"; paths = [ "absent" ]; } );
outputs = ( { id = "lines"; use = "jsonl"; path = "-"; params = { text = false; }; } );
END
expect_line "files instead of the corpora of a run file" '^{"format":1,"id":"b","corpus":"lines".*"lang":"vi"' \
  "$("$textan" run -c run.cfg - <b.jsonl 2>&1)"
expect_equal "run without anything" 2 "$("$textan" run >messages 2>&1; echo $?)"

said=$("$textan" try "Viet Nam's exports" "reached USD 5.2 billion." 2>&1)
expect_equal "a text tried: code" 0 $?
expect_line "each step is named" '^entities (entities 1\.[0-9.]*)$' "$said"
expect_line "with what it found" '^  figure money text = "USD 5.2 billion" begin = 27 end = 42 value = "5200000000" unit = "USD"' "$said"
expect_line "attributes" '^  attribute lang = "en"$' "$said"
expect_line "and what is left out" '^treaties .*: left out by its condition$' \
  "$(sed "s/steps = ( /steps = ( { id = \"lang2\"; use = \"langid\"; }, /" run.cfg >two.cfg
    cat >three.cfg <<'END'
format = 1;
extends = "two.cfg";
steps = ( { id = "treaties"; use = "langid"; when = "lang == 'xx'"; } );
END
    "$textan" try -c three.cfg <a.txt 2>&1)"
expect_equal "an invalid text" 1 "$(printf 'a\377b' | "$textan" try >messages 2>&1; echo $?)"
expect_line "is said to be so" 'not valid UTF-8 at byte 1' "$(cat messages)"

help=$("$textan" --help)
page=$("$textan" man)
completion=$("$textan" completion bash)
for verb in $(printf '%s\n' "$help" | sed -n 's/^  \([a-z]*\)  *[A-Z][a-z].*/\1/p'); do
  options=$("$textan" "$verb" --help | sed -n 's/.*--\([a-z-]*\).*/\1/p')
  expect_line "$verb is in the manual page" "^\.SS textan $verb" "$page"
  expect_line "$verb completes" "^  $verb) words=" "$completion"
  for option in $options; do
    dashed=$(printf '%s' "$option" | sed 's/-/\\\\-/g')
    expect_line "$verb --$option is in the manual page" "\\\\-\\\\-$dashed" "$page"
    expect_line "$verb --$option completes" "^  $verb) words=.* --$option" "$completion"
  done
done
if command -v bash >/dev/null; then
  printf '%s\n' "$completion" >completion
  expect_equal "bash completes an option" "--limit" \
    "$(bash -c '. ./completion; COMP_WORDS=(textan run --li); COMP_CWORD=2; _textan; echo "${COMPREPLY[@]}"' 2>&1)"
else
  skip "bash completes an option" "bash is not installed"
fi
expect_equal "an unknown verb" 2 "$("$textan" chekc >messages 2>&1; echo $?)"
expect_line "with the one that was meant" 'did you mean "check"' "$(cat messages)"
finish
