"""Evaluations that the Python package cma needs, for tests/engine/strategies/convergence.test.ts.

    pip install cma==4.5.0 numpy==2.4.6
    python3 tests/golden/make-cma-evaluations.py > tests/golden/cma-evaluations.json
"""

import json
import platform
import warnings

import numpy as np

warnings.simplefilter("ignore")  # That it cannot plot.
import cma

PARAMETERS, POPULATION, STEP, TARGET, BUDGET, SEEDS = 10, 10, 0.5, 1e-9, 20_000, 20
WEIGHTS = 1e6 ** (np.arange(PARAMETERS) / (PARAMETERS - 1))

FUNCTIONS = {
    "sphere": (1.0, lambda x: np.sum(x * x)),
    "ellipsoid": (1.0, lambda x: np.sum(WEIGHTS * x * x)),
    "rosenbrock": (0.0, lambda x: np.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)),
}


def evaluations(function, start, seed):
    """Evaluations, in whole generations, until one is at most TARGET; None where BUDGET are not enough.

    The Rosenbrock function has a second, local minimum, 3.99, from which there is no way.
    """
    never = dict(tolfun=0, tolfunhist=0, tolx=0, tolxstagnation=0, tolstagnation=10**9)
    options = dict(seed=seed, popsize=POPULATION, ftarget=TARGET, maxfevals=BUDGET, verbose=-9, **never)
    search = cma.CMAEvolutionStrategy(PARAMETERS * [start], STEP, options)
    search.optimize(lambda x: float(function(x)))
    return search.result.evaluations if search.result.fbest <= TARGET else None


print(
    json.dumps(
        {
            "command": "python3 tests/golden/make-cma-evaluations.py",
            "versions": {"python": platform.python_version(), "cma": cma.__version__, "numpy": np.__version__},
            "parameters": PARAMETERS,
            "population": POPULATION,
            "step": STEP,
            "target": TARGET,
            "budget": BUDGET,
            "functions": {
                name: {
                    "start": start,
                    "evaluations": [evaluations(function, start, seed) for seed in range(1, SEEDS + 1)],
                }
                for name, (start, function) in FUNCTIONS.items()
            },
        },
        indent=2,
    )
)
