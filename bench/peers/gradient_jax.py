"""The values and gradients of the soft utility of individuals as an idiomatic JAX program: jax.value_and_grad of the scan,
mapped over genomes that share their random numbers.

    gradient_jax.py PROBLEM.json    For every line on stdin takes both once and answers with a line: the seconds it took.
                                    After the line "gradient" it writes them to stdout, f32 [individual] and
                                    [individual][parameter], of the noise and initial states of the problem if it has
                                    some, and ends.
"""

import json
import sys
import time
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from simulate_jax import neighbour_average, network, unflatten


def soft_utility(problem, states):
    replicates, cells = states.shape
    z = jax.nn.sigmoid(problem["steepness"] * (states - 0.5))
    mean = z.mean()
    pattern_entropy = -(mean * jnp.log2(mean) + (1 - mean) * jnp.log2(1 - mean))
    norms = (z * z).sum(1)
    distances = norms[:, None] + norms[None, :] - 2 * z @ z.T
    kernel = jnp.exp(-distances / (2 * problem["bandwidth"] ** 2))
    return pattern_entropy + jnp.log2(kernel.mean(1)).mean() / cells


def regulation(problem, genome):
    f = partial(network, [(bias[0], kernel[0]) for bias, kernel in unflatten(problem["hidden"], genome[None])])
    if problem["mode"] == "direct":
        return f
    intervals = problem["intervals"]
    table = f(jnp.linspace(0, 1, intervals + 1))
    difference = jnp.diff(table, append=table[-1:])

    def interpolated(x):
        u = x * intervals
        i = jnp.minimum(u.astype(jnp.int32), intervals - 1)
        return table[i] + (u - i) * difference[i]

    return interpolated


def final_states(problem, f, initial, noise):
    """Of one replicate; `noise(t)` is [cell]."""

    def step(s, t):
        return jnp.clip(s + problem["dt"] * f(neighbour_average(s)) + noise(t), 0, 1), None

    return jax.lax.scan(step, initial, jnp.arange(problem["steps"]))[0]


def drawn(problem, genome, keys):
    """The utility, the random numbers drawn."""
    f = regulation(problem, genome)
    cells = problem["cells"]
    scale = problem["noiseStrength"] * jnp.sqrt(problem["dt"])

    def replicate(key):
        initial_key, noise_key = jax.random.split(key)
        low, high = problem["initialLow"], problem["initialHigh"]
        initial = jax.random.uniform(initial_key, (cells,), minval=low, maxval=high)
        noise = lambda t: scale * jax.random.normal(jax.random.fold_in(noise_key, t), (cells,))
        return final_states(problem, f, initial, noise)

    return soft_utility(problem, jax.vmap(replicate)(keys))


def given(problem, genome, initial, noise):
    """The utility, the random numbers given: [replicate, cell] and [replicate, step, cell]."""
    f = regulation(problem, genome)
    return soft_utility(
        problem, jax.vmap(lambda s, n: final_states(problem, f, s, lambda t: n[t]))(initial, noise)
    )


def main():
    with open(sys.argv[1]) as file:
        problem = json.load(file)
    genomes = jnp.array(problem["genomes"], jnp.float32).reshape(problem["individuals"], -1)
    if "noise" in problem:
        shape = (problem["replicates"], problem["cells"])
        initial = jnp.array(problem["initial"], jnp.float32).reshape(shape)
        noise = jnp.array(problem["noise"], jnp.float32).reshape(shape[0], problem["steps"], shape[1])
        numbers = (initial, noise)
    else:
        numbers = (jax.random.split(jax.random.key(0), problem["replicates"]),)
    utility = partial(given if "noise" in problem else drawn, problem)
    both = jax.vmap(jax.value_and_grad(utility), (0, *(None for _ in numbers)))
    run = partial(jax.jit(both), genomes, *numbers)
    values, gradients = jax.block_until_ready(run())  # compiles

    for line in sys.stdin:
        if line == "gradient\n":
            sys.stdout.buffer.write(np.concatenate([values, gradients.ravel()]).astype(np.float32).tobytes())
            return
        start = time.perf_counter()
        jax.block_until_ready(run())
        print(f"{time.perf_counter() - start:.9f}", flush=True)


main()
