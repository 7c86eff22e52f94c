import * as z from "zod";
import { checkTyped } from "../../kernels/check.js";
import { CellfateError } from "../../kernels/index.js";
import type { Config } from "../config/config.js";
import { resolveConfig } from "../config/resolve-config.js";
import type { Candidate } from "../evolution/candidates.js";
import { progressSchema } from "../evolution/search-state-schema.js";
import { networkSpace } from "../network/network-space.js";
import type { StrategyState } from "../strategies/strategy-state.js";
import { strategyOf } from "../strategies/create-strategy.js";
import type { Checkpoint } from "./checkpoint.js";
import { damaged, readSections } from "./checkpoint-file.js";
import { PROVENANCE } from "./checkpoint-schema.js";
import { configurationHash } from "./configuration-hash.js";
import { configurationHashV1, strategySectionSchemaV1, strategyStateOfV1 } from "./format-v1.js";
import { packedArraySchema, unpackArray, unpackSection } from "./sections.js";
import { strategySectionSchema, strategyStateOf } from "./strategy-section.js";

const metaSchema = z.strictObject({
  ...PROVENANCE,
  configHash: z.string().length(64),
  config: z.record(z.string(), z.unknown()),
});

const candidatesSchema = z.strictObject({
  genomes: packedArraySchema,
  fitness: z.array(z.number()),
  generations: z.array(z.int().min(0)),
});

/** What differs between the formats: how a configuration is hashed, how a strategy's state is written. */
interface Format {
  hash(config: Config, written: Record<string, unknown>): string;
  strategy(bytes: Uint8Array | undefined): StrategyState;
}

const FORMATS: Readonly<Record<number, Format>> = {
  1: {
    hash: (_, written) => configurationHashV1(written),
    strategy: (bytes) => strategyStateOfV1(unpackSection(bytes, "strategy", strategySectionSchemaV1)),
  },
  2: {
    hash: configurationHash,
    strategy: (bytes) => strategyStateOf(unpackSection(bytes, "strategy", strategySectionSchema)),
  },
};

/**
 * The checkpoint that `bytes` hold; anything else is refused before it is believed.
 *
 * @throws CellfateError `checkpoint.damaged`, `checkpoint.version`; `argument.invalid` where `bytes` are none
 */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  checkTyped(bytes, Uint8Array, "bytes");
  try {
    return decode(bytes);
  } catch (error) {
    if (error instanceof CellfateError && error.code.startsWith("checkpoint.")) throw error;
    throw damaged(error instanceof Error ? error.message : "it cannot be decoded");
  }
}

function decode(bytes: Uint8Array): Checkpoint {
  const { version, numericsVersion, sections } = readSections(bytes);
  const format = FORMATS[version];
  if (format === undefined) throw damaged(`it has format version ${version}`);
  const meta = unpackSection(sections[0], "meta", metaSchema);
  const search = unpackSection(sections[1], "search", progressSchema);
  const strategy = format.strategy(sections[2]);
  const listed = unpackSection(sections[3], "candidates", candidatesSchema);
  const config = resolveConfig(meta.config);
  if (format.hash(config, meta.config) !== meta.configHash)
    throw damaged("the configuration and its hash disagree");
  const { generation } = search;
  if (strategy.generation !== generation)
    throw damaged("the strategy and the search disagree on the generation");
  // The strategy alone can judge its state.
  strategyOf(config, strategy);
  const { program, history } = meta;
  if (history.lines !== generation) throw damaged("the history and the generation disagree");
  // Before the first generation the best so far is said to be of generation 0.
  if ([search.bestSoFar.generation, ...listed.generations].some((one) => one > 0 && one >= generation)) {
    throw damaged("it knows of generations to come");
  }
  const candidates = candidatesOf(listed, config);
  return { numericsVersion, program, config, history, state: { ...search, candidates, strategy } };
}

function candidatesOf(
  { genomes, fitness, generations }: z.output<typeof candidatesSchema>,
  { network, champion }: Config,
): Candidate[] {
  const count = fitness.length;
  const { shape, data } = unpackArray(genomes);
  const { parameters } = networkSpace(network);
  if (count > champion.candidates || generations.length !== count || shape[0] !== count) {
    throw damaged("the candidates' genomes and fitness differ in number");
  }
  if (!(data instanceof Float32Array) || data.length !== count * parameters) {
    throw damaged("the candidates' genomes do not fit the network");
  }
  return fitness.map((value, i) => ({
    genome: data.slice(i * parameters, (i + 1) * parameters),
    fitness: value,
    generation: generations[i]!,
  }));
}
