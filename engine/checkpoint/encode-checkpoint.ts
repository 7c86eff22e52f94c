import { Packr } from "msgpackr";
import * as z from "zod";
import { CellfateError, parameterCount } from "../../kernels/index.js";
import { checkMsgpack } from "../codec/check-msgpack.js";
import { configSchema } from "../config/schema.js";
import type { Candidate } from "../evolution/candidates.js";
import type { Checkpoint } from "./checkpoint.js";
import { damaged, readSections, writeSections } from "./checkpoint-file.js";
import { configurationHash } from "./configuration-hash.js";

/** Plain msgpack: maps, arrays, numbers, strings and binary, which any language reads. */
const packr = new Packr({ useRecords: false, variableMapSize: true });
/** The configuration and up to a thousand candidates. */
const LIMITS = { depth: 8, values: 10_000, extensions: [] } as const;

/** An array of f32 as bytes, little-endian, with what a reader in another language needs to know. */
function packFloats(data: Float32Array, shape: readonly number[]): unknown {
  return { dtype: "<f4", shape, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}

const floats = z.strictObject({
  dtype: z.literal("<f4"),
  shape: z.tuple([z.int().min(0), z.int().min(1)]),
  data: z.instanceof(Uint8Array),
});

/** The f32 of {@link packFloats}, its size checked against its shape. */
function unpackFloats({ shape, data }: z.output<typeof floats>, parameters: number): Float32Array {
  if (shape[1] !== parameters || data.length !== 4 * shape[0] * shape[1]) {
    throw damaged(`an array of ${data.length} bytes cannot have the shape [${shape.join(", ")}]`);
  }
  // Copied: the bytes may lie anywhere in the file.
  return new Float32Array(new Uint8Array(data).buffer);
}

const metaSchema = z.strictObject({
  program: z.string().max(100),
  configHash: z.string().length(64),
  config: configSchema,
  history: z.strictObject({ lines: z.int().min(0), bytes: z.int().min(0) }),
});

const searchSchema = z.strictObject({
  generation: z.int().min(0),
  bestSoFar: z.strictObject({ fitness: z.number().or(z.literal(-Infinity)), generation: z.int().min(0) }),
  lastBest: z.number().nullable(),
  cellSteps: z.number().min(0),
  seconds: z.number().min(0),
});

const strategySchema = z.strictObject({ generation: z.int().min(0), population: floats });

const candidatesSchema = z.strictObject({
  genomes: floats,
  fitness: z.array(z.number()),
  generations: z.array(z.int().min(0)),
});

/**
 * A checkpoint as bytes: four msgpack sections (meta, search, strategy, candidates) in the container of
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
  const { population } = strategy;
  const parameters = population.genomes.length / population.individuals;
  const candidateGenomes = Float32Array.from(candidates.flatMap(({ genome }) => [...genome]));
  return writeSections(
    numericsVersion,
    [
      { program, configHash: configurationHash(config), config, history },
      search,
      {
        generation: strategy.generation,
        population: packFloats(population.genomes, [population.individuals, parameters]),
      },
      {
        genomes: packFloats(candidateGenomes, [candidates.length, parameters]),
        fitness: candidates.map(({ fitness }) => fitness),
        generations: candidates.map(({ generation }) => generation),
      },
    ].map((section) => new Uint8Array(packr.pack(section))),
  );
}

/** One section, checked before and after it is decoded. */
function section<S extends z.ZodType>(bytes: Uint8Array | undefined, name: string, schema: S): z.output<S> {
  if (bytes === undefined) throw damaged(`the section "${name}" is missing`);
  checkMsgpack(bytes, LIMITS);
  const result = schema.safeParse(packr.unpack(bytes));
  if (!result.success) {
    throw damaged(
      `the section "${name}" holds ${result.error.issues[0]!.path.join(".")}: ${result.error.issues[0]!.message}`,
    );
  }
  return result.data;
}

/**
 * The checkpoint that `bytes` hold; anything else is refused before it is believed.
 *
 * @throws CellfateError `checkpoint.damaged`, `checkpoint.version`
 */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  try {
    return decode(bytes);
  } catch (error) {
    if (error instanceof CellfateError && error.code !== "codec.malformed") throw error;
    throw damaged(error instanceof Error ? error.message : "it cannot be decoded");
  }
}

function decode(bytes: Uint8Array): Checkpoint {
  const { numericsVersion, sections } = readSections(bytes);
  const meta = section(sections[0], "meta", metaSchema);
  const search = section(sections[1], "search", searchSchema);
  const strategy = section(sections[2], "strategy", strategySchema);
  const listed = section(sections[3], "candidates", candidatesSchema);
  if (configurationHash(meta.config) !== meta.configHash) {
    throw damaged("the configuration and its hash disagree");
  }
  const { config, history } = meta;
  const parameters = parameterCount(config.network.hidden);
  const { generation } = search;
  const individuals = strategy.population.shape[0];
  if (individuals !== config.search.population || strategy.generation !== generation) {
    throw damaged("the population and the configuration disagree");
  }
  if (history.lines !== generation) throw damaged("the history and the generation disagree");
  const count = listed.fitness.length;
  if (
    count > config.champion.candidates ||
    listed.generations.length !== count ||
    listed.genomes.shape[0] !== count
  ) {
    throw damaged("the candidates' genomes and fitness differ in number");
  }
  // Before the first generation the best so far is said to be of generation 0.
  if ([search.bestSoFar.generation, ...listed.generations].some((one) => one > 0 && one >= generation)) {
    throw damaged("it knows of generations to come");
  }
  const genomes = unpackFloats(listed.genomes, parameters);
  const population = { individuals, genomes: unpackFloats(strategy.population, parameters) };
  const candidates = listed.fitness.map((fitness, i): Candidate => ({
    genome: genomes.slice(i * parameters, (i + 1) * parameters),
    fitness,
    generation: listed.generations[i]!,
  }));
  return {
    numericsVersion,
    program: meta.program,
    config,
    history,
    state: { ...search, candidates, strategy: { generation, population } },
  };
}
