"""scikit-learn: normalise, CountVectorizer, one MultinomialNB for each axis on the same counts. One thread.

    sklearn_nb.py train LABELS MODEL [--bigrams]
    sklearn_nb.py classify MODEL ARTICLES VERDICTS
"""
import sys

import joblib
import numpy
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB
from text import AXES, articles, batches, normalize, whole, write_verdicts


def train(labels, model, bigrams):
    classes = {axis: [] for axis in AXES}

    def texts():
        for article in articles(labels):
            for axis in AXES:
                classes[axis].append(article[axis])
            yield whole(article)

    vectorizer = CountVectorizer(preprocessor=normalize, ngram_range=(1, 2 if bigrams else 1))
    counts = vectorizer.fit_transform(texts())
    axes = {axis: MultinomialNB().fit(counts, classes[axis]) for axis in AXES}
    joblib.dump((vectorizer, axes), model)


def classify(model, source, target):
    vectorizer, axes = joblib.load(model)
    with open(target, "w", encoding="utf-8") as out:
        for batch in batches(articles(source)):
            counts = vectorizer.transform(whole(article) for article in batch)
            answers = {}
            for axis, bayes in axes.items():
                probabilities = bayes.predict_proba(counts)
                best = probabilities.argmax(axis=1)
                answers[axis] = bayes.classes_[best], probabilities[numpy.arange(len(batch)), best]
            write_verdicts(out, [article.get("id") for article in batch], answers)


if __name__ == "__main__":
    if sys.argv[1] == "train":
        train(sys.argv[2], sys.argv[3], "--bigrams" in sys.argv)
    else:
        classify(*sys.argv[2:])
