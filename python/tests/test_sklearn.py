"""The estimator does what scikit-learn asks of one that reads text."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, GroupKFold, cross_val_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils.estimator_checks import check_estimator
from sklearn.utils.validation import check_is_fitted, validate_data

from rasid.sklearn import RasidClassifier


@pytest.fixture(scope="module")
def texts(generated):
    rows = [row for row in generated if row.get("russia") not in (None, "", "absent")][:160]
    return [r["text"] for r in rows], [r["russia"] for r in rows], [r.get("group") or r["id"] for r in rows]


def test_fit_and_predict(texts):
    X, y, groups = texts
    model = RasidClassifier(axis="russia").fit(X, y, groups=groups)
    assert list(model.classes_) == sorted(set(y))
    proba = model.predict_proba(X)
    assert proba.shape == (len(X), len(model.classes_))
    assert np.all(proba >= 0) and np.allclose(proba.sum(axis=1), 1)
    assert list(model.predict(X)) == list(model.classes_[proba.argmax(axis=1)])
    assert model.score(X, y) > 0.6
    with pytest.raises(ValueError):
        model.predict([1.5])


def test_labels_of_any_kind(texts):
    X, y, _ = texts
    numbers = np.array([sorted(set(y)).index(label) * 10 for label in y])
    model = RasidClassifier().fit(np.array(X, dtype=object), numbers)
    assert model.classes_.dtype == numbers.dtype and set(model.predict(X)) <= set(numbers)


def test_in_a_pipeline_and_a_search_with_groups(texts):
    X, y, groups = texts
    pipe = Pipeline([("same", FunctionTransformer()), ("rasid", RasidClassifier())])
    folds = GroupKFold(3)
    scores = cross_val_score(pipe, X, y, groups=groups, cv=folds)
    assert scores.shape == (3,) and np.all(scores > 0.3)
    search = GridSearchCV(RasidClassifier(), {"alpha": [0.1, 1.0], "bigrams": [False, True]}, cv=folds)
    search.fit(X, y, groups=groups)
    assert set(search.best_params_) == {"alpha", "bigrams"} and len(search.predict(X)) == len(X)


def test_clones_are_equal(texts):
    X, y, _ = texts
    one = RasidClassifier(axis="russia", alpha=0.5)
    two = clone(one)
    assert two.get_params() == one.get_params()
    assert one.fit(X, y).model_ == two.fit(X, y).model_


class OfNumbers(RasidClassifier):
    """The estimator behind an adapter that spells numbers as words: scikit-learn's checks make no texts."""

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.string = False
        tags.input_tags.two_d_array = True
        tags.input_tags.one_d_array = False
        tags.classifier_tags.poor_score = True
        return tags

    def fit(self, X, y, groups=None):
        if y is None:
            raise ValueError("OfNumbers requires y to be passed, but the target y is None")
        X, y = validate_data(self, X, y)
        return super().fit(spelled(X), y, groups)

    def predict(self, X):
        check_is_fitted(self)
        return super().predict(validate_data(self, X, reset=False))

    def predict_proba(self, X):
        check_is_fitted(self)
        return super().predict_proba(spelled(validate_data(self, X, reset=False)))


def spelled(X):
    """Each row as words: a column and the tenth of its range that the value lies in."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    word = lambda column, value: letters[column % 26] * 3 + letters[int(np.clip(value * 2 + 10, 0, 20))] * 3  # noqa: E731
    return [" ".join(word(j, value) for j, value in enumerate(row)) for row in np.asarray(X, dtype=float)]


def test_the_checks_of_scikit_learn():
    """All pass; the one of other array libraries is skipped by scikit-learn where none is asked for."""
    done = check_estimator(OfNumbers(), on_fail=None, on_skip=None)
    assert not {c["check_name"]: c["exception"] for c in done if c["status"] == "failed"}
    assert sum(c["status"] == "passed" for c in done) > 50
    assert {c["check_name"] for c in done if c["status"] == "skipped"} <= {"check_array_api_input"}


def test_of_texts_scikit_learn_checks_no_more():
    done = check_estimator(RasidClassifier(), on_fail=None, on_skip=None)
    assert {c["status"] for c in done} == {"passed"}
