"""fastText: one supervised model with the labels of all axes (one against all), unigrams, one thread.

    fasttext_nb.py split ARTICLES LINES            not measured: fastText is given words, one article a line
    fasttext_nb.py train LINES MODEL
    fasttext_nb.py classify MODEL LINES VERDICTS

A line of LINES is the labels (`__label__AXIS=CLASS`, where the article has them), then the words.
"""
import re
import sys

import fasttext
from text import AXES, articles, batches, normalize, whole, write_verdicts

_WORD = re.compile(r"\w\w+")
_LABEL = "__label__"


def split(source, target):
    with open(target, "w", encoding="utf-8") as out:
        for article in articles(source):
            labels = [f"{_LABEL}{axis}={article[axis]}" for axis in AXES if article.get(axis)]
            out.write(" ".join(labels + _WORD.findall(normalize(whole(article)))) + "\n")


def train(lines, model):
    # A rate of 0.5 costs what the default of 0.1 costs, and learns stances where that learns none.
    fasttext.train_supervised(lines, loss="ova", lr=0.5, thread=1, verbose=0).save_model(model)


def classify(model, source, target):
    predict = fasttext.load_model(model).predict
    with open(source, encoding="utf-8", newline="\n") as lines, open(target, "w", encoding="utf-8") as out:
        for start, batch in enumerate(batches(lines)):
            all_labels, all_probabilities = predict([line.removesuffix("\n") for line in batch], k=-1)
            answers = {axis: ([], []) for axis in AXES}
            for labels, probabilities in zip(all_labels, all_probabilities):
                best = {}
                for label, probability in zip(labels, probabilities):
                    axis, class_ = label.removeprefix(_LABEL).split("=")
                    best.setdefault(axis, (class_, probability))
                for axis, (classes, values) in answers.items():
                    class_, probability = best[axis]
                    classes.append(class_)
                    values.append(probability)
            write_verdicts(out, range(start * 1000, start * 1000 + len(batch)), answers)


if __name__ == "__main__":
    {"split": split, "train": train, "classify": classify}[sys.argv[1]](*sys.argv[2:])
