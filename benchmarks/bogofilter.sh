#!/usr/bin/env bash
# How fast is the spam filter beside Debian's bogofilter in bulk mode, on the same messages, one after the other on one core?
# Usage: benchmarks/bogofilter.sh CORPUS.jsonl.gz        (one message a line, as docs/spam.md says)
set -euo pipefail
cd "$(dirname "$0")/.."
corpus=$(realpath "${1:?Usage: benchmarks/bogofilter.sh CORPUS.jsonl.gz}")
if ! command -v bogofilter >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends bogofilter >/dev/null
fi

dotnet build benchmarks/Helpdesk.Core.Evaluation -c Release -v quiet --tl:off
evaluation() { taskset -c 0 dotnet benchmarks/Helpdesk.Core.Evaluation/bin/Release/net10.0/evaluation.dll "$@"; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
evaluation spam-mails "$corpus" "$scratch"
find "$scratch/spam" -type f > "$scratch/spam.names"
find "$scratch/ham" -type f > "$scratch/ham.names"
cat "$scratch/spam.names" "$scratch/ham.names" > "$scratch/all.names"
count=$(wc -l < "$scratch/all.names")
xargs cat < "$scratch/all.names" > /dev/null # in memory before anything is timed

# Processor time of the program itself: reading files is not what is compared.
TIMEFORMAT='%U'
timed() { { time "$@" > /dev/null 2> /dev/null || true; } 2>&1; }
train() {
  taskset -c 0 bogofilter -d "$scratch/words" -s -b < "$scratch/spam.names" || true
  taskset -c 0 bogofilter -d "$scratch/words" -n -b < "$scratch/ham.names" || true
}
classify() { taskset -c 0 bogofilter -d "$scratch/words" -b < "$scratch/all.names"; }

# In turns, and the middle of them: the machine is not equally fast all the time, and not in the same way for both.
for turn in 1 2 3 4 5; do
  rm -rf "$scratch/words" && mkdir "$scratch/words"
  trained=$(timed train)
  classified=$(timed classify)
  evaluation spam-speed "$corpus" > "$scratch/ours"
  [ "$turn" -gt 1 ] || grep -v ' messages/s ' "$scratch/ours"
  awk -v n="$count" -v train="$trained" -v classify="$classified" '
    / messages\/s / { ours[$1] = $2 }
    END {
      printf "tokenise %d, train %d (bogofilter %d), classify %d (%d) a second: %.1f and %.1f times as fast\n", ours["tokenise"],
        ours["train"], n / train, ours["classify"], n / classify, ours["train"] * train / n, ours["classify"] * classify / n
    }' "$scratch/ours" | tee -a "$scratch/turns"
done
middle() { awk -v at="$1" '{ print $(NF - at) }' "$scratch/turns" | sort -n | sed -n 3p; }
echo "times as fast, the middle of five turns: train $(middle 5), classify $(middle 3)"
