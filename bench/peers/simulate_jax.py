"""The same model as an idiomatic JAX program: lax.scan over the steps, vmap over replicates and individuals, one jit.

    simulate_jax.py PROBLEM.json    For every line on stdin simulates once and answers with a line: the seconds it
                                    took. After the line "patterns" it writes them to stdout, u32
                                    [individual][replicate], cell 0 in the highest bit, and ends.
"""

import json
import sys
import time
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

INTERVALS = 1024


def unflatten(hidden, genomes):
    """Per layer the biases [individual, out] and the kernels [individual, in, out]."""
    layers, at, inputs = [], 0, 1
    for outputs in [*hidden, 1]:
        bias = genomes[:, at : at + outputs]
        at += outputs
        kernel = genomes[:, at : at + inputs * outputs].reshape(-1, inputs, outputs)
        at += inputs * outputs
        layers.append((bias, kernel))
        inputs = outputs
    return layers


def network(layers, x):
    """f at every element of x, for one individual."""
    a = x[..., None]
    for bias, kernel in layers[:-1]:
        a = jnp.tanh(a @ kernel + bias)
    bias, kernel = layers[-1]
    return (a @ kernel + bias)[..., 0]


def neighbour_average(s):
    left = jnp.concatenate([s[1:2], s[:-1]])
    right = jnp.concatenate([s[1:], s[-2:-1]])
    return 0.5 * (left + right)


def simulate_replicate(problem, f, key):
    cells, dt, sigma = problem["cells"], problem["dt"], problem["noiseStrength"]
    initial_key, noise_key = jax.random.split(key)
    low, high = problem["initialLow"], problem["initialHigh"]
    s = jax.random.uniform(initial_key, (cells,), minval=low, maxval=high)

    def step(s, t):
        xi = jax.random.normal(jax.random.fold_in(noise_key, t), (cells,))
        s = s + dt * f(neighbour_average(s)) + sigma * jnp.sqrt(dt) * xi
        return jnp.clip(s, 0, 1), None

    s, _ = jax.lax.scan(step, s, jnp.arange(problem["steps"]))
    return s >= problem["threshold"]


def simulate_individual(problem, layers, keys):
    if problem["mode"] == "table":
        table = network(layers, jnp.linspace(0, 1, INTERVALS + 1))
        difference = jnp.diff(table, append=table[-1:])

        def f(x):
            u = x * INTERVALS
            i = u.astype(jnp.int32)
            return table[i] + (u - i) * difference[i]

    else:
        f = partial(network, layers)
    return jax.vmap(partial(simulate_replicate, problem, f))(keys)


def main():
    with open(sys.argv[1]) as file:
        problem = json.load(file)
    individuals, replicates = problem["individuals"], problem["replicates"]
    genomes = np.array(problem["genomes"], np.float32).reshape(individuals, -1)
    layers = unflatten(problem["hidden"], jnp.asarray(genomes))
    common = problem["common"]
    root = jax.random.key(0)
    keys = jax.random.split(root, replicates if common else (individuals, replicates))
    simulate = jax.jit(jax.vmap(partial(simulate_individual, problem), in_axes=(0, None if common else 0)))
    fates = jax.block_until_ready(simulate(layers, keys))  # compiles

    for line in sys.stdin:
        if line == "patterns\n":
            weights = np.left_shift(np.uint32(1), np.arange(31, 31 - problem["cells"], -1, dtype=np.uint32))
            sys.stdout.buffer.write((np.asarray(fates) * weights).sum(-1).astype(np.uint32).tobytes())
            return
        start = time.perf_counter()
        fates = jax.block_until_ready(simulate(layers, keys))
        print(f"{time.perf_counter() - start:.9f}", flush=True)


if __name__ == "__main__":
    main()
