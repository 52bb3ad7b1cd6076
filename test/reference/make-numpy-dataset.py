"""Writes numpy-dataset.json: eigenvalues of Hessians of small data sets, by NumPy.

The features are whole numbers of a formula over 64, so that every language has the very same ones: see datasetFeatures in
test/dataset/small-data.ts. Run with Python 3 and NumPy: python3 test/reference/make-numpy-dataset.py
"""

import json
from pathlib import Path

import numpy as np

N, P = 240, 30


def features(n, p):
    i = np.arange(n)[:, None]
    j = np.arange(p)[None, :]
    return ((i * 7919 + j * 104729 + i * j * 31 + (i % 17) * (j % 11) * 613) % 521 - 260) / 64 * (1 + j / 8)


def weights(p):
    return ((np.arange(p) * 37) % 13 - 6) / 128


X = features(N, P)
w = weights(P)
signs = np.where((np.arange(N) * 29) % 7 < 3, 1.0, -1.0)
counts = ((np.arange(N) * 29) % 7).astype(float)


def logistic(y, h):
    return 1 / (4 * np.cosh(h / 2) ** 2)


def exponential(y, h):
    return np.exp(-y * h)


def poisson(y, h):
    return np.exp(h)


def pseudo_huber(y, h):
    return (1 + (y - h) ** 2) ** -1.5


def phase_retrieval(y, h):
    return 3 * h * h - y


LOSSES = {
    "logistic": (logistic, signs),
    "exponential": (exponential, signs),
    "poisson": (poisson, counts),
    "pseudo-huber": (pseudo_huber, counts),
    "phase-retrieval": (phase_retrieval, counts),
}


def eigenvalues(x, y, h, g):
    curvature = g(y, h)
    return np.linalg.eigvalsh((x * curvature[:, None]).T @ x / len(x))


cases = []
for name, (g, y) in LOSSES.items():
    for standardize in (False, True):
        for intercept in (0.0, -0.625):
            x = (X - X.mean(axis=0)) / X.std(axis=0) if standardize else X
            h = x @ w + intercept
            values = eigenvalues(x, y, h, g)
            cases.append({"loss": name, "standardize": standardize, "intercept": intercept, "eigenvalues": values.tolist()})

out = {"numpy": np.__version__, "samples": N, "features": P, "cases": cases}
path = Path(__file__).parent / "numpy-dataset.json"
path.write_text(json.dumps(out, indent=1) + "\n")
