#!/bin/sh
# textan-train-entities: both formats, the same model each time, scores, mistakes in texts and options.
. "${srcdir:-.}/tests/tap.sh"

work=$(fresh_folder train-entities.work)
lists=$srcdir/plugins/entities
cd "$work" || exit 1
train() { "$builddir/textan-train-entities" --lists "$lists" "$@" 2>&1; }

# Towns that no list has, behind a word that tells them.
{
  for town in Quellmora Ostrivka Benfaro Luzenti Marquone Tolvik Sardane Wexholm Piruela Domasko; do
    printf 'Trains reach [%s|GPE] at noon.\nThe mayor of [%s|GPE] met [Anna Vold|PERSON] there.\n\n' $town $town
  done
} >towns.txt
sed 's/\[\([A-Za-z ]*\)|\([A-Z]*\)\]/\1/g' towns.txt >plain.txt
{
  echo '-DOCSTART-	O'
  for town in Quellmora Ostrivka Benfaro Luzenti Marquone Tolvik Sardane Wexholm Piruela Domasko; do
    printf '\nTrains\tO\nreach\tO\n%s\tB-LOC\n.\tO\n\n%s\tB-PER\nVold\tI-PER\nsleeps\tO\n.\tO\n\n-DOCSTART-\tO\n' $town Anna
  done
} >towns.iob2

first=$(train --bits 10 --output one.model --language en towns.txt)
expect_equal "marked sentences: code" 0 $?
# Two of them also in capitals.
expect_line "it says what it read" '^12 documents, .* 36 names' "$first"
expect_line "it scores by cross-validation" '^  all  *P 1\.000  R 1\.000  F1 1\.000  (30)' "$first"
expect_line "each type" '^  GPE  *P 1\.000  R 1\.000  F1 1\.000  (20)' "$first"
train --bits 10 --output two.model --language en towns.txt >two.said
try "the same texts give the same bytes" cmp one.model two.model
expect_equal "and the same words" "$first" "$(cat two.said)"

said=$(train --bits 10 --folds 0 --language en towns.iob2 --test towns.iob2 2>&1)
expect_equal "two columns: code" 0 $?
expect_line "with types of their own" '^  PER  *P 1\.000  R 1\.000  F1 1\.000  (10)' "$said"
expect_line "names of one word" '^  LOC  *P 1\.000  R 1\.000  F1 1\.000  (10)' "$said"

# A model of one's own decides in place of the one that ships.
cp -R "$lists/lang" . && cp two.model tagger.model
said=$("$builddir/textan-train-entities" --lists . --bits 10 --folds 0 --language en towns.txt --test towns.txt 2>&1)
expect_line "word lists of another folder" '^  all  *P 1\.000' "$said"

wrong() { # name, expected words, arguments...
  name=$1 words=$2
  shift 2
  said=$(train "$@" 2>&1)
  expect_equal "$name: code" 1 $?
  expect_line "$name" "$words" "$said"
}
printf 'They met in [Quellmora|GPE.\n' >open.txt
wrong "a name without end" 'open\.txt:1: expected names marked as' --language en open.txt
printf 'Fine.\n\nTo [Quellmora|AVERYLONGTYPENAME].\n' >long.txt
wrong "a type that is too long" 'long\.txt:3: expected a type of 1 to 11 letters' --language en long.txt
printf 'Anna\tB-PER\nVold\n' >short.iob2
wrong "a line without tag" 'short\.iob2:2: expected a token, a tab and a tag, found "Vold"' --language en short.iob2
printf 'Anna\tPER\n' >tag.iob2
wrong "a tag of another scheme" 'tag\.iob2:1: expected a tag O, B-TYPE or I-TYPE, found "PER"' --language en tag.iob2
printf 'Caf\351 [Quellmora|GPE]\n' >latin.txt
wrong "text that is not UTF-8" 'latin\.txt:1: ' --language en latin.txt
wrong "a file that is not there" 'absent\.txt: cannot open it: No such file' --language en absent.txt
: >empty.txt
wrong "an empty file" 'empty\.txt: expected text, found nothing' --language en empty.txt
wrong "no language" 'towns\.txt: expected --language before the first file' towns.txt
wrong "no files" 'no texts to learn from' --language en
wrong "a number out of range" 'option --bits: expected a number from 8 to 22, found "99"' --bits 99 --language en towns.txt
printf 'word\tmany\n' >classes.tsv
wrong "classes of words" 'classes\.tsv:1: expected a word, a tab and a number' --clusters classes.tsv --language en towns.txt
wrong "no folder of lists" 'languages\.tsv' --lists . --lists none --language en towns.txt
wrong "a model that cannot be written" 'none/x\.model: cannot write the model' --bits 10 --folds 0 --output none/x.model \
  --language en towns.txt

expect_line "help" '^usage: textan-train-entities ' "$(train --help 2>&1)"
finish
