"""Writes confusion.csv beside it: 1,000 confusion matrices and what scikit-learn says of each.

    python3 confusion.py

A row is: number of classes, the cells (truth by truth; a column for each class, abstention last; parted
by blanks), accuracy, balanced accuracy, macro-F1, Matthews correlation, Cohen's kappa, then precision,
recall and F1 of each class (parted by blanks). `-` is undefined: scikit-learn warns there and gives 0 or
NaN, and `rasid_eval` gives none. Undefined are:

- precision of a class that is never predicted, recall of one that never occurs, F1 of one that neither
  occurs nor is predicted;
- the Matthews correlation where all truths or all answers are of one class (the answers of a matrix with
  abstentions have one class more);
- kappa with fewer than two articles, and where all truths and answers are of the same one class.

Means (balanced accuracy, macro-F1) are over the classes that occur in truth.
"""

import pathlib
import warnings

import numpy
from sklearn import metrics

warnings.filterwarnings("ignore")
SEED = 20_260_101
MATRICES = 1000


def matrix(random, number):
    classes = 2 + number % 5
    scale = random.choice([2, 10, 200, 10**6])
    cells = random.poisson(random.gamma(0.5, scale, (classes, classes + 1)))
    if number % 3:
        cells[:, classes] = 0
    if number % 4 == 1:
        cells[random.integers(classes)] = 0
    if number % 4 == 2:
        cells[:, random.integers(classes)] = 0
    if number % 25 == 7:
        cells[numpy.arange(classes) != random.integers(classes)] = 0
    if number % 50 == 8:
        cells[:, numpy.arange(classes + 1) != random.integers(classes)] = 0
    if number % 20 == 3:
        cells = cells * numpy.eye(classes, classes + 1, dtype=int)
    if cells.sum() == 0:
        cells[random.integers(classes), random.integers(classes + 1)] = 1 + number % 3
    return classes, cells


def text(value):
    return "-" if value is None else repr(float(value))


def row(classes, cells):
    truth, answer = (a.ravel() for a in numpy.indices(cells.shape))
    kept = cells.ravel() > 0
    truth, answer, weight = truth[kept], answer[kept], cells.ravel()[kept]
    weights = {"sample_weight": weight}
    occur, given = set(truth), set(answer)
    n = weight.sum()
    every = list(range(classes))
    by_class = metrics.precision_recall_fscore_support(truth, answer, labels=every, **weights)
    precision = [by_class[0][c] if c in given else None for c in every]
    recall = [by_class[1][c] if c in occur else None for c in every]
    f1 = [by_class[2][c] if c in occur | given else None for c in every]
    varied = len(occur) > 1 and len(given) > 1
    undefined = n < 2 or len(occur | given) == 1
    figures = [
        metrics.accuracy_score(truth, answer, **weights),
        metrics.balanced_accuracy_score(truth, answer, **weights),
        metrics.f1_score(truth, answer, labels=sorted(occur), average="macro", **weights),
        metrics.matthews_corrcoef(truth, answer, **weights) if varied else None,
        None if undefined else metrics.cohen_kappa_score(truth, answer, **weights),
    ]
    lists = [" ".join(map(text, values)) for values in (precision, recall, f1)]
    counts = " ".join(map(str, cells.ravel()))
    return ",".join([str(classes), counts, *map(text, figures), *lists])


random = numpy.random.default_rng(SEED)
rows = [row(*matrix(random, number)) for number in range(MATRICES)]
header = "classes,cells,accuracy,balanced_accuracy,macro_f1,matthews,kappa,precision,recall,f1"
path = pathlib.Path(__file__).with_suffix(".csv")
path.write_text("\n".join([header, *rows]) + "\n")
