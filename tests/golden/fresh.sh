#!/usr/bin/env bash
# Random designs that nobody has seen: makes the golden files of room survival anew from another seed, in a folder of their own, and lets the C++ tests read those.
#
#     tests/golden/fresh.sh SEED FOLDER TESTS [WORD...]     SEED from 1 to 2000; TESTS the test program, build/dev/tests/test_survival; WORD: aft, cox, … (all when none is named)
#
# Needs R with the packages that the scripts name. Exit status 1 when a script or a test fails.
set -euo pipefail
[ $# -ge 3 ] || { sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 2; }
seed=$1 folder=$2 tests=$3
shift 3
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
cp -r "$(dirname "$0")/." "$folder"
failed=0
for script in "$folder"/survival/*/generate.R; do
  word=$(basename "$(dirname "$script")")
  [ $# -eq 0 ] || [[ " $* " == *" $word "* ]] || continue
  MAINSTAY_FRESH=$seed Rscript "$script" > "$folder/$word.log" 2>&1 || { echo "$word: no values made; see $folder/$word.log"; failed=1; }
done
MAINSTAY_GOLDEN=$folder "$tests" || failed=1
exit $failed
