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
mkdir "$scratch/words"
xargs cat < "$scratch/all.names" > /dev/null # in memory before anything is timed

# Processor time of the program itself: reading files is not what is compared.
TIMEFORMAT='%U'
timed() { { time "$@" > /dev/null 2> /dev/null || true; } 2>&1; }
train() {
  taskset -c 0 bogofilter -d "$scratch/words" -s -b < "$scratch/spam.names" || true
  taskset -c 0 bogofilter -d "$scratch/words" -n -b < "$scratch/ham.names" || true
}
classify() { taskset -c 0 bogofilter -d "$scratch/words" -b < "$scratch/all.names"; }
trained=$(timed train)
classified=$(timed classify)

evaluation spam-speed "$corpus" | tee "$scratch/ours"
awk -v n="$count" -v train="$trained" -v classify="$classified" '
  $1 == "train" { ours["train"] = $2 }
  $1 == "classify" { ours["classify"] = $2 }
  END {
    printf "bogofilter trains %.0f and classifies %.0f messages a second of processor time\n", n / train, n / classify
    printf "times as fast: train %.1f, classify %.1f\n", ours["train"] * train / n, ours["classify"] * classify / n
  }' "$scratch/ours"
