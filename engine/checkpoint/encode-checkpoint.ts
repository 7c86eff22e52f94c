import { populationOf } from "../evolution/candidates.js";
import type { Checkpoint } from "./checkpoint.js";
import { writeSections } from "./checkpoint-file.js";
import { configurationHash } from "./configuration-hash.js";
import { packArray, packSections } from "./sections.js";
import { strategySection } from "./strategy-section.js";

/**
 * A checkpoint as bytes, format v2: four msgpack sections (meta, search, strategy, candidates) in the container of
 * `checkpoint-file.ts`. The same checkpoint gives the same bytes.
 */
export function encodeCheckpoint({
  numericsVersion,
  program,
  config,
  state,
  history,
}: Checkpoint): Uint8Array<ArrayBuffer> {
  const { strategy, candidates, ...search } = state;
  const { individuals, genomes } = populationOf(candidates);
  const parameters = candidates[0]?.genome.length ?? 0;
  return writeSections(
    numericsVersion,
    packSections([
      { program, configHash: configurationHash(config), config, history },
      search,
      strategySection(strategy),
      {
        genomes: packArray({ shape: [individuals, parameters], data: genomes }),
        fitness: candidates.map(({ fitness }) => fitness),
        generations: candidates.map(({ generation }) => generation),
      },
    ]),
  );
}
