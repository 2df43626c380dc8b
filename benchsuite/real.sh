#!/usr/bin/env bash
# Scores the shipped model on real articles that nobody here wrote, and models that are trained on them.
#
#   benchsuite/real.sh [DIR]
#
# DIR (default ../shared/gold) holds articles.jsonl: id, outlet, url, title, text and a label for each axis.
# mayadeen.jsonl beside it (made by benchsuite/mayadeen.py) is added where it is there. Nothing is trained on
# before it is scored: the shipped model has seen none of it; in cross-validation no outlet is split.
set -euo pipefail
cd "$(dirname "$0")/.."
dir=${1:-../shared/gold}
if [ ! -f "$dir/articles.jsonl" ]; then
    echo "skipped: no $dir/articles.jsonl"
    exit 0
fi
cargo build --release --quiet
rasid=$(cargo metadata --format-version 1 --no-deps | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')/release/rasid
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat "$dir/articles.jsonl" > "$work/real.jsonl"
if [ -f "$dir/mayadeen.jsonl" ]; then cat "$dir/mayadeen.jsonl" >> "$work/real.jsonl"; fi
echo "$(wc -l < "$work/real.jsonl") real articles"

# The lines of a report in Markdown that matter here: each axis without abstention, its calibration error,
# and random folds beside grouped ones.
figures() {
    awk -F'|' -v what="$1" '
        /^### / { axis = $0; sub(/^### /, "", axis); sub(/:.*/, "", axis) }
        $2 ~ /where mentioned: macro-F1 of stances/ || (axis == "outlet_type" && $2 ~ /^ macro-F1.*no abstention/) {
            printf "%-30s %-12s %s (%s)  n%s\n", what, axis, $3, $4, $5
            if (axis != "outlet_type") { sum += $3; n++ }
        }
        $2 ~ /where mentioned: always/ { always += $3 }
        axis ~ /^Grouped folds/ && $3 ~ /grouped|random|gap/ {
            printf "%-30s %-12s%s folds %s (%s)  n%s\n", "", $2, $3, $4, $5, $6
        }
        $2 ~ /ECE, (plain|corrected)/ && $3 ~ /calibrated/ {
            gsub(/ +/, " ", $2); printf "%-30s %-12s %s%s(%s)  n%s\n", "", axis, $2, $4, $5, $6
        }
        END { if (n) printf "%-30s %-12s  %.3f  (always the commonest class: %.3f)\n", what, "mean", sum / n, always / n }'
}
evaluate() { "$rasid" --quiet evaluate "$work/real.jsonl" --format markdown "$@"; }

echo
echo "The shipped model, intervals by bootstrap over articles:"
evaluate --model models/default/model.rasid --group id | figures "with the registry"
evaluate --model models/default/model.rasid --group id --no-registry | figures "by words alone" | grep outlet_type
echo
echo "Trained on the other outlets of these articles, ten folds, intervals over outlets:"
book="--codebook labels/codebook.toml --terms seeds/terms --group outlet --folds 10"
evaluate $book | figures "on real articles alone"
evaluate $book --with labels/articles.csv | figures "on labels/ and real articles"
