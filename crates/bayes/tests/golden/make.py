"""Makes sklearn.json: feature_log_prob_ and joint log-likelihoods of scikit-learn's naive Bayes.

    pip install scikit-learn==1.9.1 && python make.py > sklearn.json
"""

import json

import numpy as np
from sklearn.naive_bayes import ComplementNB, MultinomialNB

random = np.random.default_rng(7)
cases = []
for classes, features, rows, alpha in [(2, 3, 6, 1.0), (3, 8, 20, 0.5), (5, 40, 60, 0.01), (6, 25, 200, 2.0)]:
    x = random.poisson(1.3, size=(rows, features))
    x[0] += 1  # each feature occurs
    y = np.concatenate([np.arange(classes), random.integers(0, classes, rows - classes)])
    case = {"alpha": alpha, "x": x.tolist(), "y": y.tolist()}
    for name, model in [
        ("multinomial", MultinomialNB(alpha=alpha, fit_prior=True)),
        ("multinomial_uniform", MultinomialNB(alpha=alpha, fit_prior=False)),
        ("complement", ComplementNB(alpha=alpha)),
    ]:
        model.fit(x, y)
        case[name] = {
            "feature_log_prob": model.feature_log_prob_.tolist(),
            "joint": model._joint_log_likelihood(x).tolist(),
        }
    cases.append(case)
print(json.dumps(cases))
