"""NumPy as a peer of the benches: one JSON request a line on stdin, one JSON answer a line on stdout.

Times are taken here, by perf_counter, so that neither Python's start nor the pipe counts.
"""

import ctypes
import json
import sys
from time import perf_counter

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence


def blas_kernel():
    """The instruction set for which OpenBLAS runs, asked of the loaded library itself."""
    libraries = {line.split()[-1] for line in open("/proc/self/maps") if "blas" in line and ".so" in line}
    for path in sorted(libraries):
        library = ctypes.CDLL(path)
        for prefix in ("scipy_", ""):
            for suffix in ("64_", ""):
                name = getattr(library, f"{prefix}openblas_get_corename{suffix}", None)
                if name is not None:
                    name.restype = ctypes.c_char_p
                    config = getattr(library, f"{prefix}openblas_get_config{suffix}")
                    config.restype = ctypes.c_char_p
                    return " ".join(config().decode().split()[:2]) + ", kernel " + name().decode()
    return "no OpenBLAS"


def hessian(x, g):
    return x.T @ (x * (g / len(g))[:, None])


def trial(seed, index, mean, w, w_star, n):
    rng = [Generator(PCG64(SeedSequence(seed, spawn_key=(index, k)))) for k in (0, 1)]
    x = mean + rng[0].standard_normal((n, len(mean)))
    y = np.where(rng[1].random(n) < 1 / (1 + np.exp(-(x @ w_star))), 1.0, -1.0)
    g = 1 / (4 * np.cosh(y * (x @ w) / 2) ** 2)
    return np.linalg.eigvalsh(hessian(x, g))


def prepare(request):
    """A function without arguments that does the job once."""
    arrays = {name: np.fromfile(path) for name, path in request["arrays"].items()}
    p = request["features"]
    if request["job"] == "hessian":
        x = arrays["x"].reshape(-1, p)
        return lambda: hessian(x, arrays["g"])
    if request["job"] == "eigenvalues":
        matrix = arrays["matrix"].reshape(p, p)
        return lambda: np.linalg.eigvalsh(matrix)
    counter = iter(range(1 << 30))
    signals = arrays["mean"], arrays["w"], arrays["wStar"], request["samples"]
    return lambda: trial(0, next(counter), *signals)


def main():
    print(json.dumps({"numpy": np.__version__, "blas": blas_kernel()}), flush=True)
    jobs, results = {}, {}
    for line in sys.stdin:
        request = json.loads(line)
        job, answer = request["id"], {}
        if request["do"] == "prepare":
            jobs[job] = prepare(request)
        elif request["do"] == "time":
            start = perf_counter()
            results[job] = jobs[job]()
            answer["milliseconds"] = 1e3 * (perf_counter() - start)
        elif request["do"] == "result":
            np.ascontiguousarray(results[job]).tofile(request["path"])
        print(json.dumps(answer), flush=True)


main()
