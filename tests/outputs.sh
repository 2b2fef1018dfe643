#!/bin/sh
# Outputs that are no ordinary files: pipes stay pipes, a full disk is told, an unwritable folder is told.
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
expect_line "and is named with the output" 'output "o" .*/dev/full.*No space left' "$said"
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
finish
