"""Records samples of covariances that are not diagonal as NumPy draws them: numpy-covariance.json.

Run with Debian's python3-numpy (1.24.2): /usr/bin/python3 make-numpy-covariance.py > numpy-covariance.json
Numbers are in hexadecimal (float.hex), so that nothing is lost; a matrix is a list of its rows. `condition` is that of the
Cholesky factor, by which the last digits of two factorizations may differ.
"""

import json

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence


def toeplitz(p, rho):
    return rho ** np.abs(np.subtract.outer(np.arange(p), np.arange(p)))


def dense(p):
    i = np.arange(p)
    return np.diag(1.0 + i % 3) + 0.25 * np.cos(np.subtract.outer(i, i))


CASES = [
    dict(name="AR(1), 0.9", seed=11, samples=9, features=21, C=toeplitz(21, 0.9), covariance=dict(kind="toeplitz", correlation=0.9)),
    dict(name="AR(1), -0.5", seed=12, samples=5, features=8, C=toeplitz(8, -0.5), covariance=dict(kind="toeplitz", correlation=-0.5)),
    dict(name="a dense matrix of odd order", seed=13, samples=10, features=19, C=dense(19), covariance=None),
    dict(name="a dense matrix of even order", seed=14, samples=7, features=16, C=dense(16), covariance=None),
    dict(name="a matrix of order 1", seed=15, samples=6, features=1, C=np.array([[2.25]]), covariance=None),
]


def texts(values):
    return " ".join(float(value).hex() for value in values)


def record(case):
    S, n, p, C = case["seed"], case["samples"], case["features"], case["C"]
    mean = np.sin(np.arange(p))
    L = np.linalg.cholesky(C)
    Z = Generator(PCG64(SeedSequence(S, spawn_key=(0, 0)))).standard_normal((n, p))
    X = mean + Z @ L.T
    covariance = case["covariance"] or dict(kind="matrix", rows=C.tolist())
    return dict(name=case["name"], seed=S, samples=n, features=p, covariance=covariance,
                condition=float(np.linalg.cond(L)), mean=texts(mean), X=[texts(row) for row in X])


print(json.dumps(dict(numpy=np.__version__, cases=[record(case) for case in CASES]), indent=1))
