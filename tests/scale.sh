#!/bin/sh
# Memory does not grow with the number of documents: a run is compared with one of a tenth of its documents.
# SCALE_DOCUMENTS is the size of the larger run (make check-long: 200000).
. "${srcdir:-.}/tests/tap.sh"

many=${SCALE_DOCUMENTS:-3000}
allowance=8192 # KiB: the largest documents may come late
work=$(fresh_folder scale.work)
cat >"$work/run.cfg" <<'END'
format = 1;
steps = ( { id = "lang"; use = "langid"; }, { id = "segment"; use = "segment"; }, { id = "entities"; use = "entities"; },
          { id = "treaties"; use = "treaty"; }, { id = "figures"; use = "figures"; } );
corpora = ( { id = "stream"; reader = "jsonl"; paths = [ "-" ]; params : { keep = [ ]; }; } );
outputs = ( { id = "lines"; use = "jsonl"; path = "lines.jsonl"; } );
END

documents() { # count: the sample corpus over and over, under new ids
  cat "$srcdir"/tests/gold/*.jsonl | awk -v count="$1" '
    { line[NR] = $0 }
    END {
      for (i = 0; i < count; i++) {
        document = line[i % NR + 1]
        sub(/"id": *"/, "&" i "-", document)
        print document
      }
    }'
}

peak() { # count: prints the largest memory in KiB that the run had, or fails
  documents "$1" >"$work/input"
  (cd "$work" && exec "$textan" run -c run.cfg <input >messages 2>&1) &
  process=$!
  largest=0
  while now=$(awk '$1 == "VmHWM:" { print $2 }' "/proc/$process/status" 2>/dev/null) && [ -n "$now" ]; do
    largest=$now
    sleep 0.02
  done
  wait $process || { cat "$work/messages" && return 1; }
  [ "$(grep -c . "$work/lines.jsonl")" -eq "$1" ] || { echo "documents were lost" && return 1; }
  echo "$largest"
}

few=$(peak $((many / 10))) && lot=$(peak "$many")
status=$?
rm -f "$work/input" "$work/lines.jsonl"
if [ $status -ne 0 ]; then
  fail "the runs" "$few ${lot:-}"
elif [ "$lot" -le $((few + allowance)) ]; then
  pass "$many documents need $lot KiB, a tenth of them $few KiB"
else
  fail "memory does not grow" "$many documents need $lot KiB, a tenth of them $few KiB"
fi
finish
