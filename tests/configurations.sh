#!/bin/sh
# Every configuration that ships is checked and run, and `textan describe` shows examples that are right.
. "${srcdir:-.}/tests/tap.sh"

work=$(fresh_folder configurations.work)
# Configurations that read standard input get some documents there.
run_some() { # configuration, output folder
  head -n 3 "$srcdir/tests/gold/en.jsonl" | "$textan" run -c "$1" --limit 20 --out "$2"
}
for configuration in "$srcdir"/config/*.cfg; do
  name=config/${configuration##*/}
  try "$name is right" "$textan" check -c "$configuration"
  mkdir -p "$work/${name%.cfg}"
  try "$name runs" run_some "$configuration" "$work/${name%.cfg}"
done

# Each example of a plugin becomes a run file of its own, with the parts that the example does not show.
example_is_right() { # plugin, its kind
  {
    echo 'format = 1;'
    case $2 in reader | decoder) ;; *) echo 'corpora = ( { id = "c"; reader = "files"; paths = [ "FILE" ]; } );' ;; esac
    [ "$2" = writer ] || echo 'outputs = ( { id = "o"; use = "jsonl"; path = "-"; } );'
    "$textan" describe "$1" | awk -v kind="$2:" '
      $1 == kind { here = 1; next }
      /^[a-z]+:/ { here = 0 }
      here && shown { print }
      here && $0 == "  example" { shown = 1 }'
  } >"$work/$1-$2.cfg"
  "$textan" check -c "$work/$1-$2.cfg"
}

echo text >"$work/FILE"
plugins=$("$textan" plugins)
expect_equal "all plugins of the build tree load" 0 $?
kinds=$(printf '%s\n' "$plugins" | awk 'NR > 1 && NF > 3 {
  for (i = 2; $i ~ /^(reader|decoder|analyser|writer),?$/; i++) { kind = $i; sub(",", "", kind); print $1 ":" kind } }')
for item in $kinds; do
  plugin=${item%:*} kind=${item#*:}
  try "the example of $plugin as $kind is right" example_is_right "$plugin" "$kind"
done

complaint=$("$textan" describe jsonk 2>&1)
expect_equal "a plugin that is not there is an error" 2 $?
expect_line "with a suggestion" 'no plugin "jsonk" .*did you mean "jsonl"?' "$complaint"
finish
