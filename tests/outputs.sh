#!/bin/sh
# Outputs that cannot or must not be written: pipes stay pipes, inputs and links stay, a full disk is told.
. "${srcdir:-.}/tests/tap.sh"

work=$(fresh_folder outputs.work)
cd "$work" || exit 99
echo '{"id":"a","text":"one"}' >input.jsonl

run_to() { # path of the output
  printf 'format = 1;\ncorpora = ( { id = "c"; reader = "jsonl"; paths = [ "input.jsonl" ]; } );\n' >run.cfg
  printf 'outputs = ( { id = "o"; use = "jsonl"; path = "%s"; } );\n' "$1" >>run.cfg
  timeout 20 "$textan" run -c run.cfg
}

mkfifo pipe
timeout 20 cat pipe >received &
said=$(run_to pipe 2>&1)
expect_equal "a run may write to a named pipe" "0 " "$? $said"
wait
expect_line "what it wrote arrives" '"id":"a"' "$(cat received)"
if [ -p pipe ]; then pass "and the pipe is still there"; else fail "and the pipe is still there" "$(ls -l)"; fi

said=$(run_to /dev/full 2>&1)
expect_equal "a full disk ends the run with code 4" 4 $?
expect_line "and is named with the output" 'output "o": .*/dev/full.*No space left' "$said"
said=$(run_to /dev/full/below/it.jsonl 2>&1)
expect_equal "a folder that cannot be made ends the run with code 4" 4 $?
expect_line "and is named" 'output.*/dev/full' "$said"

mkdir closed && chmod 555 closed
if [ -w closed ]; then
  skip "a folder without rights" "this user may write anywhere"
else
  said=$(run_to closed/out.jsonl 2>&1)
  expect_equal "a folder without rights ends the run with code 4" 4 $?
  expect_line "and is named" 'closed/out.jsonl.*Permission denied' "$said"
fi
said=$(run_to - 2>&1 >&-)
expect_equal "a closed standard output ends the run with code 4" 4 $?

# What an output must not be written over.
refused() { # what, path of the output, words of the message
  said=$(run_to "$2" 2>&1)
  expect_equal "$1 is refused" 2 $?
  expect_line "$1 is named" "$3" "$said"
}
refused "an output over its own input" ./input.jsonl 'input.jsonl" is an input of corpus "c"'
refused "an output over the run file" run.cfg 'is the run file itself'
mkdir folder && ln -s input.jsonl link
refused "an output that is a folder" folder '"folder" is a folder'
refused "an output through a link" link '"link" is a symbolic link'
printf 'outputs = ( { id = "o"; use = "jsonl"; path = "one"; }, { id = "p"; use = "table"; path = "folder/../one"; } );\n' >two
sed '$d' run.cfg >both.cfg && cat two >>both.cfg
said=$(timeout 20 "$textan" run -c both.cfg 2>&1)
expect_equal "two outputs in one file are refused" 2 $?
expect_line "and both are named" 'outputs "o" and "p"' "$said"
expect_equal "the input is as it was" '{"id":"a","text":"one"}' "$(cat input.jsonl)"
said=$("$textan" plugins 2>&1 >/dev/full)
expect_equal "a list that cannot be printed ends with code 4" 4 $?
finish
