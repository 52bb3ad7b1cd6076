"""Records small whole trials as NumPy computes them, for the tests of the engine: numpy-trials.json.

Run with Debian's python3-numpy (1.24.2): /usr/bin/python3 make-numpy-trial.py > numpy-trials.json
Numbers are in hexadecimal (float.hex), so that nothing is lost; a matrix is a list of its rows.
"""

import json
from statistics import NormalDist

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence

MODELS = [
    dict(seed=0, trial=0, samples=60, features=24, eigenvalues=[1, 4], sizes=[12, 12], response="logistic",
         loss="logistic", mean=[1, 0, 0], w=[0, 1, 1], wStar=[0, 2, 0]),
    dict(seed=2021, trial=3, samples=30, features=40, eigenvalues=[1], sizes=[40], response="probit",
         loss="exponential", mean=[0.5, 0.5], w=[0, 0.8], wStar=[0, 1]),
    dict(seed=2**80 + 12345, trial=1, samples=60, features=24, eigenvalues=[0.5, 2], sizes=[16, 8], response="linear",
         noise=0.5, loss="square", mean=[0, 1, 0], w=[0, 0, 1], wStar=[1, 0, 1]),
    dict(seed=7, trial=2**40, samples=60, features=24, eigenvalues=[1, 3], sizes=[8, 16], response="phase-retrieval",
         noise=0.1, loss="phase-retrieval", mean=[0.3, 0, 0], w=[0, 1, 0], wStar=[0, 0.6, 0.8]),
    dict(seed=99, trial=0, samples=45, features=19, eigenvalues=[1], sizes=[19], response="phase-retrieval",
         noise=0, loss="clip", bound=2, mean=[0], w=[0], wStar=[0, 1]),
]


def direction(m, j):
    """Vector j of the cosine basis of an eigenspace with m coordinates."""
    v = np.cos(np.pi * j * (np.arange(m) + 0.5) / m)
    return v / np.linalg.norm(v)


def in_frame(coordinates, sizes):
    """The vector with these coordinates in the signal frame, spread evenly over eigenspaces of these sizes."""
    p = sum(sizes)
    return np.concatenate(
        [np.sqrt(m / p) * sum(c * direction(m, j) for j, c in enumerate(coordinates)) for m in sizes]
    )


def trial(model):
    S, t, n, p = model["seed"], model["trial"], model["samples"], model["features"]
    mean, w, w_star = (in_frame(model[name], model["sizes"]) for name in ("mean", "w", "wStar"))
    scale = np.sqrt(np.repeat(np.array(model["eigenvalues"], dtype=float), model["sizes"]))

    Z = Generator(PCG64(SeedSequence(S, spawn_key=(t, 0)))).standard_normal((n, p))
    X = mean + scale * Z
    u = Generator(PCG64(SeedSequence(S, spawn_key=(t, 1)))).random(n)
    h, h_star = X @ w, X @ w_star

    cdf, inv_cdf = np.vectorize(NormalDist().cdf), np.vectorize(NormalDist().inv_cdf)
    y = {
        "logistic": lambda: np.where(u < 1 / (1 + np.exp(-h_star)), 1.0, -1.0),
        "probit": lambda: np.where(u < cdf(h_star), 1.0, -1.0),
        "linear": lambda: h_star + model["noise"] * inv_cdf(u),
        "phase-retrieval": lambda: h_star**2 + model["noise"] * inv_cdf(u),
    }[model["response"]]()
    g = {
        "logistic": lambda: 1 / (4 * np.cosh(h / 2) ** 2),
        "exponential": lambda: np.exp(-y * h),
        "square": lambda: np.ones(n),
        "phase-retrieval": lambda: 3 * h**2 - y,
        "clip": lambda: np.clip(y, -model["bound"], model["bound"]),
    }[model["loss"]]()
    H = (X.T * g) @ X / n

    vectors = dict(mean=mean, scale=scale, w=w, wStar=w_star, u=u, h=h, hStar=h_star, y=y, g=g)
    return dict(
        model=model | dict(seed=str(S), trial=str(t)),
        vectors={name: texts(values) for name, values in vectors.items()},
        X=[texts(row) for row in X],
        H=[texts(row[: i + 1]) for i, row in enumerate(H)],
        eigenvalues=texts(np.linalg.eigvalsh(H)),
    )


def texts(values):
    return " ".join(float(value).hex() for value in values)


print(json.dumps(dict(numpy=np.__version__, trials=[trial(model) for model in MODELS]), indent=1))
