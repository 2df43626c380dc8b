#!/usr/bin/env python3
"""Adds the 77 Al Mayadeen articles of the real test set, which are not handed on with it.

    git clone https://github.com/hadialshaer/DataScience-NewsAnalytics
    benchsuite/mayadeen.py DataScience-NewsAnalytics ../shared/gold

Finds by address the articles that labels.csv lists and articles.jsonl lacks, and writes mayadeen.jsonl beside them.
"""
import csv
import json
import pathlib
import sys


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    corpus, gold = map(pathlib.Path, sys.argv[1:])
    with open(gold / "articles.jsonl", encoding="utf-8") as lines:
        known = {json.loads(line)["id"] for line in lines}
    with open(gold / "labels.csv", encoding="utf-8", newline="") as table:
        wanted = {row["url"]: row for row in csv.DictReader(table) if row["id"] not in known}
    found = []
    for path in sorted(corpus.glob("Data_Collection/data_articles/articles_*.json")):
        for article in json.loads(path.read_text(encoding="utf-8")):
            row = wanted.pop(article["url"], None)
            if row is not None:
                facts = {name: row[name] for name in ("id", "outlet", "url", "date")}
                labels = {name: row[name] for name in ("outlet_type", "russia", "us", "gulf")}
                found.append({**facts, "title": article["title"], "text": article["full_text"], **labels})
    with open(gold / "mayadeen.jsonl", "w", encoding="utf-8") as out:
        for article in sorted(found, key=lambda a: a["id"]):
            out.write(json.dumps(article, ensure_ascii=False) + "\n")
    print(f"{len(found)} articles written, {len(wanted)} not found")


if __name__ == "__main__":
    main()
