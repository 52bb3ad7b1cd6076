"""Records Phi(x) and its inverse to full precision, for the tests of the engine: normal-values.json.

Run with mpmath (1.3): python3 make-normal-values.py > normal-values.json
"""

import json
from statistics import NormalDist

from mpmath import mp, mpf, ncdf

mp.dps = 60
POINTS = [k / 8 for k in range(-300, 73)] + [0.67448975, -0.67448975, 5.656854249492381, -5.656854249492381, 1e-300]
QUANTILES = [2.0**-54, 1e-12, 1e-8, 1e-4, 0.001, 0.0749, 0.075, 0.0751, 0.1, 0.3, 0.5, 0.6, 0.9, 0.925, 0.9251, 0.99,
             0.999999, 1 - 2.0**-53]

print(json.dumps(dict(
    cdf=[f"{x.hex()} {float(ncdf(mpf(x))).hex()}" for x in POINTS],
    pythonQuantile=[f"{u.hex()} {NormalDist().inv_cdf(u).hex()}" for u in QUANTILES],
), indent=1))
