#!/bin/sh
# `textan doctor` shows what is there and says in sentences what is wrong.
. "${srcdir:-.}/tests/tap.sh"

work=$(fresh_folder doctor.work)
unset TEXTAN_CACHE_DIR XDG_CACHE_HOME
HOME=$work
export HOME

examine() { # words for doctor: sets $said and $code
  said=$("$textan" doctor "$@" 2>&1)
  code=$?
}
examine_with() { # settings of the environment
  said=$(env "$@" "$textan" doctor 2>&1)
  code=$?
}

examine
expect_equal "a build tree is in order" 0 $code
expect_line "and doctor says so" '^  Nothing is wrong\.$' "$said"
expect_line "the version" "^  textan     $("$textan" --version | sed 's/textan \([^ ]*\) (ABI \(.*\))/\1, plugin ABI \2/')\$" "$said"
expect_line "the program" "^  $textan\$" "$said"
expect_line "the plugin folder" "^  1\. $builddir/plugins, of the build tree; data in $srcdir/plugins\$" "$said"
expect_line "the cache" "^  $work/.cache/textan, of HOME: not there" "$said"
expect_line "the libraries" '^  libconfig\.so\.[0-9]* *[^ ]*/libconfig\.so\.[0-9.]*$' "$said"
plugin=$builddir/plugins/jsonl/.libs/jsonl.so data=plugins/segment/lang/en/openers.tsv
expect_line "the hash of a plugin" "^  $(sha256sum "$plugin" | cut -d ' ' -f 1)  *$(wc -c <"$plugin")  $plugin\$" "$said"
expect_line "the hash of a data file" "^  $(sha256sum "$srcdir/$data" | cut -d ' ' -f 1)  *$(wc -c <"$srcdir/$data")  lang/en/openers.tsv\$" "$said"
expect_line "the locale does not matter" '^locale (textan does not depend on it' "$said"
expect_equal "sources are no data" "" "$(printf '%s\n' "$said" | grep '\.[ch]$')"

examine_with "LC_ALL=C"
expect_line "a locale is shown" '^  LC_ALL    C$' "$said"

examine --plugins "$work/none"
expect_equal "a folder that is not there is a problem" 1 $code
expect_line "with a sentence" "^  A plugin folder cannot be used.*\"$work/none\" of --plugins cannot be opened: No such file" "$said"
expect_line "and all else is examined" '^  jsonl [0-9.]*$' "$said"
expect_line "problems are counted" '^  1 problem\.$' "$said"

mkdir "$work/open" "$work/mine" "$work/mine/plain"
chmod 777 "$work/open"
examine_with "TEXTAN_PLUGIN_PATH=$work/open"
expect_equal "a folder that all can write is a problem" 1 $code
expect_line "with its reason" "^  -  $work/open, of TEXTAN_PLUGIN_PATH: not used: .* can be written by everyone" "$said"

cp "$builddir/plugins/plain/.libs/plain.so" "$work/mine/plain.so"
echo text >"$work/mine/broken.so"
chmod 755 "$work/mine" "$work/mine/plain.so" "$work/mine/broken.so"
ln -s nowhere "$work/mine/plain/list.tsv"
examine --plugins "$work/mine"
expect_equal "what does not load is a problem" 1 $code
expect_line "with the linker's words" "^  $work/mine/broken\.so does not load: .*\.\$" "$said"
expect_line "a data file that is not there, too" "^  $work/mine/plain/list\.tsv cannot be looked at: No such file" "$said"
expect_line "a hidden plugin is named" "^  $builddir/plugins/plain/.libs/plain.so\$" "$said"
expect_line "both problems are counted" '^  2 problems\.$' "$said"

# A plugin whose data are damaged.
mkdir "$work/damaged"
cp "$builddir/plugins/langid/.libs/langid.so" "$work/damaged/" && mkdir "$work/damaged/langid"
echo "no model" >"$work/damaged/langid/langid.model"
chmod 755 "$work/damaged" "$work/damaged/langid.so"
examine --plugins "$work/damaged"
expect_equal "damaged data are a problem" 1 $code
expect_line "with the plugin's words" '^  analyser "langid" (langid [0-9.]*): .*langid\.model.*\.$' "$said"
expect_line "other models load" '^  analyser treaty: loads$' "$said"

echo text >"$work/file"
examine_with "TEXTAN_CACHE_DIR=$work/file"
expect_line "a cache that is no folder is a problem" "^  The cache $work/file is no folder\.\$" "$said"
mkdir -p "$work/cache/textan"
examine_with "XDG_CACHE_HOME=$work/cache"
expect_line "a cache that is there is not" "^  $work/cache/textan, of XDG_CACHE_HOME\$" "$said"
expect_equal "and nothing else is wrong" 0 $code

said=$( (ulimit -n 32 && "$textan" doctor) 2>&1)
expect_line "too few open files are a problem" '^  Only 32 files may be open at a time' "$said"
said=$( (ulimit -v 400000 && "$textan" doctor) 2>&1)
expect_line "too little address space, too" '^  The address space is limited to 391 MiB' "$said"
finish
