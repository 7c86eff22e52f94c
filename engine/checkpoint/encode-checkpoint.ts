import * as z from "zod";
import { checkInteger, checkObject } from "../../kernels/check.js";
import { checkedBy } from "../check-schema.js";
import { resolveConfig } from "../config/resolve-config.js";
import { populationOf } from "../evolution/candidates.js";
import { checkSearchState } from "../evolution/search-state-schema.js";
import type { Checkpoint } from "./checkpoint.js";
import { writeSections } from "./checkpoint-file.js";
import { PROVENANCE } from "./checkpoint-schema.js";
import { configurationHash } from "./configuration-hash.js";
import { packArray, packSections } from "./sections.js";
import { strategySection } from "./strategy-section.js";

/**
 * A checkpoint as bytes, format v2: four msgpack sections (meta, search, strategy, candidates) in the container of
 * `checkpoint-file.ts`. The same checkpoint gives the same bytes.
 *
 * @throws CellfateError `config.invalid`; `argument.invalid` for what {@link decodeCheckpoint} would refuse
 */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array<ArrayBuffer> {
  checkObject(checkpoint, "checkpoint");
  const { numericsVersion, state } = checkpoint;
  checkInteger(numericsVersion, [0, 0xffffffff], "checkpoint.numericsVersion");
  const { program, history } = checkedBy(z.object(PROVENANCE), checkpoint, "checkpoint");
  const config = resolveConfig(checkpoint.config);
  checkSearchState(state, config, "checkpoint.state");
  checkInteger(history.lines, [state.generation, state.generation], "checkpoint.history.lines");
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
