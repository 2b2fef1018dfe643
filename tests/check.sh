#!/bin/sh
# textan check: what would stop a run at its start is found without running it.
. "${srcdir:-.}/tests/tap.sh"

work=$(fresh_folder check.work)
cd "$work" || exit 1
echo text >in.txt

check() { # paths of a reader, path of the output; sets $said and $code
  cat >run.cfg <<END
format = 1;
corpora = ( { id = "news"; $1 } );
outputs = ( { id = "lines"; use = "jsonl"; path = "$2"; } );
END
  said=$("$textan" check -c run.cfg 2>&1)
  code=$?
}

check 'reader = "files"; paths = [ "*.txt" ];' out/new/lines.jsonl
expect_equal "a run that can start" "run.cfg: no mistakes: 1 corpus, 0 steps, 1 output" "$said"
check 'reader = "files"; paths = [ "*.html" ];' -
expect_line "a pattern without a file" '^run.cfg:2: error: corpus "news": the pattern ".*/\*\.html" matches no file$' "$said"
expect_equal "its code" 2 $code
check 'reader = "jsonl"; paths = [ "." ];' in.txt/lines.jsonl
expect_line "a folder where files are wanted" '^run.cfg:2: error: corpus "news": .* is a folder; expected a file' "$said"
expect_line "an output below a file" '^run.cfg:3: error: output "lines": "in.txt/lines.jsonl" cannot be written' "$said"
check 'reader = "files"; paths = [ "*.txt" ];' in.txt
expect_line "an output that is an input" '^run.cfg:3: error: output "lines": ".*in.txt" is an input of corpus "news"' "$said"
try "nothing was made" test ! -e out
check 'reader = "files"; paths = [ "-" ];' -
expect_equal "standard input is not read" 2 $code
finish
