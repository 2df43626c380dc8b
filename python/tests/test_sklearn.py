"""The estimator does what scikit-learn asks of one that reads text."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, GroupKFold, cross_val_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils.estimator_checks import check_estimator

from rasid.sklearn import RasidClassifier

NUMBERS = "the check fits numbers; this estimator reads text"


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


def test_the_checks_of_scikit_learn():
    """Every check that fits no numbers passes; those that do fail as they must, with the reason."""
    done = check_estimator(RasidClassifier(), on_fail=None, on_skip=None)
    failed = {c["check_name"]: c["exception"] for c in done if c["status"] == "failed"}
    for name, exception in failed.items():
        assert isinstance(exception, (ValueError, AssertionError)), (name, exception)
        about_text = any(s in f"{exception} {exception.__cause__} {exception.__context__}" for s in ("sequence of str", "no str", "str"))
        assert about_text, f"{name} fails, and not because it fits numbers ({NUMBERS}): {exception!r}"
    passed = {c["check_name"] for c in done if c["status"] == "passed"}
    assert {"check_no_attributes_set_in_init", "check_get_params_invariance", "check_set_params", "check_do_not_raise_errors_in_init_or_set_param"} <= passed
