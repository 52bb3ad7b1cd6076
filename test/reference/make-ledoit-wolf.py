"""Writes ledoit-wolf.json: shrinkage of small samples by the definition that scikit-learn's ledoit_wolf_shrinkage has."""

import json
import pathlib

import numpy as np

rng = np.random.default_rng(7)


def entry(name, x):
    x = np.round(x, 6)
    n, p = x.shape
    c = x - x.mean(axis=0)
    c2 = c**2
    trace = np.sum(c2, axis=0) / n
    target = trace.sum() / p
    beta = np.sum(c2.T @ c2)
    delta = np.sum((c.T @ c) ** 2) / n**2
    beta = (beta / n - delta) / (p * n)
    delta = (delta - 2 * target * trace.sum() + p * target**2) / p
    return {"name": name, "rows": x.tolist(), "target": target, "shrinkage": min(beta, delta) / delta}


cases = [
    entry("n > p, Gaussian", rng.standard_normal((12, 4)) * [1, 2, 3, 4] + 5),
    entry("p > n", rng.standard_normal((5, 8)) * np.arange(1, 9)),
    entry("heavy tails", rng.standard_t(2, (15, 3)) @ np.diag([1, 5, 0.1])),
    entry("one strong direction", rng.standard_normal((20, 1)) @ np.ones((1, 5)) + 0.1 * rng.standard_normal((20, 5))),
]
path = pathlib.Path(__file__).with_name("ledoit-wolf.json")
path.write_text(json.dumps(cases, indent=1) + "\n")
