import type { Population } from "../engine/index.js";

/** Populations by generation, beside the machines: their contexts hold only the number. */
export class GenomeStore {
  readonly #populations = new Map<number, Population>();

  /** Keeps a generation's population and lets go of all earlier ones. */
  put(generation: number, population: Population): void {
    for (const earlier of this.#populations.keys()) {
      if (earlier < generation) this.#populations.delete(earlier);
    }
    this.#populations.set(generation, population);
  }

  /** @throws Error when the generation was never put or has been let go, which is a mistake of this program */
  get(generation: number): Population {
    const population = this.#populations.get(generation);
    if (population === undefined) throw new Error(`no population of generation ${generation} is kept`);
    return population;
  }
}
