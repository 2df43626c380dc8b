"""rasid as a scikit-learn estimator."""

from __future__ import annotations

import os
import tempfile
import warnings
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted

from ._model import check_threads
from ._rasid import texts
from ._training import train

_OWN = "label"
"""The axis of labels that no codebook names."""


class RasidClassifier(ClassifierMixin, BaseEstimator):
    """Naive Bayes over normalised, stemmed words with calibrated probabilities.

    Parameters
    ----------
    axis : str, optional
        An axis of the built-in codebook ("russia", "us", "gulf", "outlet_type"): its target's names and its rule of
        absence are used, and labels are its classes. Without one, labels may be anything that numpy can sort.
    alpha, complement, bigrams, fields, voices, beside, binary, passages, stem, min_documents, max_features :
        As the long options of ``rasid train``; None takes the default.
    choose : bool
        Whether settings that are None are chosen by grouped cross-validation, as ``rasid train`` does.
    threads : int, optional
        Threads of predict; one for each core where it is None.

    Attributes
    ----------
    classes_ : ndarray of shape (n_classes,)
        The labels, sorted.
    model_ : rasid.Model
        What was trained.

    Notes
    -----
    ``X`` is a sequence of str (list, 1-D array, pandas Series). ``fit`` takes ``groups`` beside it: articles of one
    group (an outlet, an event) are never on both sides of a calibration fold. ``predict`` never abstains: it gives the
    most probable class.
    """

    def __init__(
        self,
        axis: str | None = None,
        *,
        alpha: float | None = None,
        complement: bool | None = None,
        bigrams: bool | None = None,
        fields: str | None = None,
        voices: bool | None = None,
        beside: bool | None = None,
        binary: bool | None = None,
        passages: int | None = None,
        stem: str | None = None,
        min_documents: int | None = None,
        max_features: int | None = None,
        choose: bool = False,
        threads: int | None = None,
    ) -> None:
        self.axis = axis
        self.alpha = alpha
        self.complement = complement
        self.bigrams = bigrams
        self.fields = fields
        self.voices = voices
        self.beside = beside
        self.binary = binary
        self.passages = passages
        self.stem = stem
        self.min_documents = min_documents
        self.max_features = max_features
        self.choose = choose
        self.threads = threads

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.input_tags.one_d_array = True
        return tags

    def fit(self, X: Any, y: Any, groups: Any = None) -> RasidClassifier:
        """Trains on texts ``X`` with labels ``y``, both of length n_samples. Raises ValueError for anything else."""
        rows = _texts(X)
        if y is None:
            raise ValueError("RasidClassifier requires y to be passed, but the target y is None")
        y = np.asarray(y)
        if y.ndim != 1 or len(y) != len(rows):
            raise ValueError(f"X has {len(rows)} texts and y has shape {y.shape}")
        check_classification_targets(y)
        self.classes_, labels = np.unique(y, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError(f"y has one class, {self.classes_[0]!r}; two are needed")
        names = self.classes_.astype(str) if self.axis else [f"c{i}" for i in range(len(self.classes_))]
        frame = {"text": rows, "id": [str(i) for i in range(len(rows))]}
        frame[self.axis or _OWN] = [str(names[label]) for label in labels]
        if groups is not None:
            frame["group"] = [str(group) for group in groups]
            if len(frame["group"]) != len(rows):
                raise ValueError(f"X has {len(rows)} texts and there are {len(frame['group'])} groups")
        self._names = list(names)
        self.model_ = self._trained(frame)
        return self

    def predict(self, X: Any) -> np.ndarray:
        """The most probable class of each text: ndarray of shape (n_samples,)."""
        check_is_fitted(self, "model_")
        return self.classes_[np.argmax(self.predict_proba(X), axis=1)] if len(X) else self.classes_[:0]

    def predict_proba(self, X: Any) -> np.ndarray:
        """Calibrated probabilities, ndarray of shape (n_samples, n_classes), rows summing to 1.

        A text in which no word says anything has all classes alike; one that does not name the target of ``axis`` has
        the class ``absent`` with certainty, where that was among the labels.
        """
        check_is_fitted(self, "model_")
        check_threads(self.threads)
        axis = self.axis or _OWN
        columns, _ = texts(_texts(X))
        found = self.model_._native.probabilities(columns, (None,) * 6, axis, self.threads)
        order = [self.model_.axes[axis].index(name) for name in self._names]
        out = np.full((len(found), len(order)), 1.0 / len(order))
        for row, (best, probabilities) in enumerate(found):
            if probabilities:
                out[row] = np.asarray(probabilities)[order]
            elif best is not None and best in order:
                out[row] = np.asarray(order) == best
        return out / out.sum(axis=1, keepdims=True)

    def _trained(self, frame: dict[str, list[str]]) -> Any:
        options = ("alpha", "complement", "bigrams", "fields", "voices", "beside", "passages", "stem")
        options += ("min_documents", "max_features")
        settings = {name: getattr(self, name) for name in options}
        settings["binary" if self.binary else "raw_counts"] = None if self.binary is None else True
        settings["fixed"] = None if self.choose else True
        import pyarrow

        if self.axis:
            with warnings.catch_warnings():
                # Of the other axes, which nobody asked for.
                warnings.filterwarnings("ignore", message=f"(?!{self.axis}:).*: .* is not trained$")
                return train(pyarrow.table(frame), **settings)
        with tempfile.TemporaryDirectory() as folder:
            book = os.path.join(folder, "codebook.toml")
            classes = ", ".join(f'{{ name = "{name}" }}' for name in self._names)
            with open(book, "w", encoding="utf-8") as file:
                file.write(f'format = 1\ntitle = "labels"\n\n[[axis]]\nname = "{_OWN}"\nclasses = [{classes}]\n')
            return train(pyarrow.table(frame), codebook=book, **settings)


def _texts(X: Any) -> list[str]:
    """Texts as a list. Raises ValueError for what is no sequence of str."""
    if isinstance(X, str):
        raise ValueError("X is one str; give a list of str")
    shape = getattr(X, "shape", None)
    if shape is not None and len(shape) != 1:
        raise ValueError(f"Expected a sequence of str, got an array of shape {shape}; give one column")
    rows = list(X)
    if not rows:
        raise ValueError("Found array with 0 sample(s) while a minimum of 1 is required")
    wrong = next((row for row in rows if not isinstance(row, str)), None)
    if wrong is not None:
        raise ValueError(f"X holds {type(wrong).__name__}, no str: {wrong!r:.60}")
    return rows
