#!/bin/sh
# Runs golden cases, each a folder: run.cfg and its inputs; expected.jsonl is what the run writes to standard output,
# expected.err (if there) to standard error, expected.code (if there, else 0) its exit code.  A file `command` holds
# other words for textan than "run -c run.cfg".  Arguments: case folders; none: all.
. "${srcdir:-.}/tests/tap.sh"

case_differs() { # case folder, work folder: says what differs from what is expected
  rm -rf "$2" && mkdir -p "${2%/*}" && cp -R "$1" "$2" && chmod -R u+w "$2" || return
  command=$(cat "$2/command" 2>/dev/null) || command="run -c run.cfg"
  # The words of `command` are meant to be split.
  (cd "$2" && timeout 60 "$textan" $command >found.jsonl 2>found.err </dev/null)
  code=$?
  expected_code=$(cat "$2/expected.code" 2>/dev/null || echo 0)
  [ "$code" = "$expected_code" ] || { echo "exit code $code, expected $expected_code" && cat "$2/found.err"; }
  [ -f "$2/expected.jsonl" ] || [ -f "$2/expected.err" ] || echo "neither expected.jsonl nor expected.err is there"
  for kind in jsonl err; do
    [ -f "$2/expected.$kind" ] && diff -u "$2/expected.$kind" "$2/found.$kind"
  done
}

work=$(fresh_folder cases.work)
[ $# -gt 0 ] || set -- "$srcdir"/tests/cases/*/ "$srcdir"/plugins/*/cases/*/
for folder; do
  [ -d "$folder" ] || continue
  folder=$(cd "$folder" && pwd)
  name=${folder#"$srcdir"/}
  differences=$(case_differs "$folder" "$work/$name" 2>&1)
  if [ -z "$differences" ]; then pass "$name"; else fail "$name" "$differences"; fi
done
finish
