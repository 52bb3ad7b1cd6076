"""Records samples whose entries are not Gaussian as NumPy draws them: numpy-entries.json.

Run with Debian's python3-numpy (1.24.2): /usr/bin/python3 make-numpy-entries.py > numpy-entries.json
Numbers are in hexadecimal (float.hex), so that nothing is lost; a matrix is a list of its rows.
"""

import json

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence


def rademacher(rng, n, p):
    return np.where(rng.random((n, p)) < 0.5, -1.0, 1.0)


def uniform(rng, n, p):
    return rng.uniform(-np.sqrt(3), np.sqrt(3), (n, p))


def student_t(degrees):
    def draw(rng, n, p):
        z = rng.standard_normal((n, p, degrees + 1))
        return z[..., 0] * np.sqrt((degrees - 2) / (z[..., 1:] ** 2).sum(-1))

    return draw


CASES = [
    dict(entries=dict(kind="rademacher"), draw=rademacher, seed=21, samples=9, features=21),
    dict(entries=dict(kind="uniform"), draw=uniform, seed=22, samples=10, features=19),
    dict(entries=dict(kind="student-t", degrees=3), draw=student_t(3), seed=23, samples=7, features=16),
    dict(entries=dict(kind="student-t", degrees=10), draw=student_t(10), seed=24, samples=6, features=11),
]


def record(case):
    S, n, p = case["seed"], case["samples"], case["features"]
    rng = Generator(PCG64(SeedSequence(S, spawn_key=(0, 0))))
    X = case["draw"](rng, n, p)
    # H of a square loss: the spectrum of X alone.
    eigenvalues = np.linalg.eigvalsh(X.T @ X / n)
    texts = lambda values: " ".join(float(value).hex() for value in values)
    return dict(entries=case["entries"], seed=S, samples=n, features=p, X=[texts(row) for row in X], eigenvalues=texts(eigenvalues))


print(json.dumps(dict(numpy=np.__version__, cases=[record(case) for case in CASES]), indent=1))
