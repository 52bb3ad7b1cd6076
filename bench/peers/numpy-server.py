"""NumPy as a peer of the benches: one JSON request a line on stdin, one JSON answer a line on stdout.

Times are taken here, by perf_counter, so that neither Python's start nor the pipe counts.
"""

import ctypes
import json
import resource
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


def peak_bytes():
    """The most memory that this process has held; what getrusage tells is, on Linux, handed down from the parent."""
    try:
        with open("/proc/self/status") as status:
            return 1024 * next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def hessian(x, g):
    return x.T @ (x * (g / len(g))[:, None])


def trial(seed, index, mean, w, w_star, n):
    rng = [Generator(PCG64(SeedSequence(seed, spawn_key=(index, k)))) for k in (0, 1)]
    x = mean + rng[0].standard_normal((n, len(mean)))
    y = np.where(rng[1].random(n) < 1 / (1 + np.exp(-(x @ w_star))), 1.0, -1.0)
    g = 1 / (4 * np.cosh(y * (x @ w) / 2) ** 2)
    return np.linalg.eigvalsh(hessian(x, g))


class Preallocated:
    """The trial with every array allocated once, where NumPy has an `out` for it (eigvalsh has none)."""

    def __init__(self, mean, w, w_star, n):
        p = len(mean)
        self.mean, self.w, self.w_star, self.n = mean, w, w_star, n
        self.x, self.scaled, self.matrix = np.empty((n, p)), np.empty((n, p)), np.empty((p, p))
        self.h, self.h_star, self.u, self.y = (np.empty(n) for _ in range(4))

    def trial(self, seed, index):
        rng = [Generator(PCG64(SeedSequence(seed, spawn_key=(index, k)))) for k in (0, 1)]
        rng[0].standard_normal(out=self.x)
        np.add(self.x, self.mean, out=self.x)
        np.matmul(self.x, self.w, out=self.h)
        np.matmul(self.x, self.w_star, out=self.h_star)
        rng[1].random(out=self.u)
        np.negative(self.h_star, out=self.h_star)
        np.exp(self.h_star, out=self.h_star)
        np.add(self.h_star, 1, out=self.h_star)
        np.multiply(self.u, self.h_star, out=self.u)
        self.y[:] = np.where(self.u < 1, 1.0, -1.0)
        np.multiply(self.h, 0.5, out=self.h)
        np.multiply(self.h, self.y, out=self.h)
        np.cosh(self.h, out=self.h)
        np.multiply(self.h, self.h, out=self.h)
        np.divide(0.25 / self.n, self.h, out=self.h)
        np.multiply(self.x, self.h[:, None], out=self.scaled)
        np.matmul(self.x.T, self.scaled, out=self.matrix)
        return np.linalg.eigvalsh(self.matrix)


def trials(request, arrays):
    """A function without arguments: the next `count` trials; the last one's eigenvalues."""
    counter, count = iter(range(1 << 30)), request["count"]
    signals = arrays["mean"], arrays["w"], arrays["wStar"], request["samples"]
    one = lambda index: trial(0, index, *signals)
    if request["preallocated"]:
        buffers = Preallocated(*signals)
        one = lambda index: buffers.trial(0, index)

    def run():
        for _ in range(count):
            eigenvalues = one(next(counter))
        return eigenvalues

    return run


def prepare(request):
    """A function without arguments that does the job once."""
    arrays = {name: np.fromfile(path) for name, path in request["arrays"].items()}
    if request["job"] == "hessian":
        p = request["features"]
        x = arrays["x"].reshape(-1, p)
        return lambda: hessian(x, arrays["g"])
    if request["job"] == "eigenvalues":
        p = request["features"]
        matrix = arrays["matrix"].reshape(p, p)
        return lambda: np.linalg.eigvalsh(matrix)
    if request["job"] == "normals":
        out, rng = np.empty(request["count"]), Generator(PCG64(SeedSequence(request["seed"])))
        return lambda: rng.standard_normal(out=out)
    return trials(request, arrays)


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
            for _ in range(request["runs"]):
                results[job] = jobs[job]()
            answer["milliseconds"] = 1e3 * (perf_counter() - start)
        elif request["do"] == "result":
            np.ascontiguousarray(results[job]).tofile(request["path"])
        elif request["do"] == "memory":
            answer["bytes"] = peak_bytes()
        print(json.dumps(answer), flush=True)


main()
