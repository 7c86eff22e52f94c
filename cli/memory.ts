import { totalmem } from "node:os";
import {
  arraySizesOf,
  CellfateError,
  type Config,
  ensembleBytes,
  genomeBytes,
  KEPT_BYTES,
  mostIndividualsOf,
  LIMITS,
  megabytes,
  mostReplicatesOf,
  RECENT_GENERATIONS,
  scoringsOf,
  type System,
  strategyNamed,
  systemOf,
  wavesOf,
} from "../engine/index.js";

/*
 * What commands take of memory, resident, at their largest. The factors are fitted to the peaks of processes with random
 * configurations, 1 to 8 workers (Linux, x86-64, Node 20; `npm run test:memory` measures again). They count what is held
 * and what the garbage collector has not yet taken: it waits for some 60 MB of arrays in each thread.
 */

/** A process with its libraries, one of its threads at work; and a worker more, with its kernels and its heap. */
const PROCESS_BYTES = 115e6;
const WORKER_BYTES = 33e6;
/**
 * Copies of a population's genomes: the strategy's and the next, either as a population and as the strategy's state, each
 * packed, sent and received, the task with them, the checkpoint and its message.
 */
const GENOME_COPIES = 14;
/** The same of candidates, which are packed for the checkpoint and as a population to be compared. */
const CANDIDATE_COPIES = 7;
/** Bytes of an individual beside its genome: keys, records and scores; and as much for draws of its own. */
const INDIVIDUAL_BYTES = 3000;
/** Copies of distinct patterns: counted, packed, received, and merged, half of them again. */
const PATTERN_COPIES = 7;
/** Bytes of a pattern beside its words and count: ranked, sorted by count, its share of the standard error. */
const PATTERN_BYTES = 100;
/** Patterns that a worker holds before it counts them, and bytes of one while they are counted. */
const TILE_BYTES = 4e6;
const COUNTING_BYTES = 24;
/** What a worker holds of an individual: its genome received, sent to its kernels and there; a table, at most 32 kB; states. */
const WORKER_GENOME_COPIES = 3;
const TABLE_BYTES = 24_000;
const STATE_BYTES = 16;
/**
 * Bytes of a state of all replicates of a generation that is differentiated: it and its adjoint, as workers make, send and
 * receive them, and as the soft utility takes them. Measured 27 … 60.
 */
const DIFFERENTIATED_BYTES = 60;
/** Bytes for each character of a list of patterns: strings in a list, the text of two files and their bytes. */
const LISTED_BYTES = 6;
/** Characters of a listed pattern beside its own. */
const CHARACTERS_BESIDE_CELLS = 32;
/** Copies of states that are written: those in hand and those of before, and text that waits to be written. */
const STATE_COPIES = 3;
const TEXT_BYTES = 50e6;

/** Replicates of an individual that can differ: there are no more patterns than Zᴺ. */
function mostDistinct({ lattice, model }: System, replicates: number): number {
  return Math.min(replicates, (model.thresholds.length + 1) ** lattice.cells);
}

/** Individuals that are simulated and scored together. */
function waveSize(system: System, individuals: number, replicates: number): number {
  const [wave] = wavesOf({
    system,
    population: { individuals, genomes: new Float32Array(0) },
    keys: { initialStates: [], noise: [] },
    replicates: { from: 0, count: replicates },
  });
  return wave?.count ?? 0;
}

/** Bytes of a wave of `individuals` with `replicates` each, all threads together. */
function waveBytes(system: System, individuals: number, replicates: number, workers: number): number {
  const size = waveSize(system, individuals, replicates);
  const distinct = size * mostDistinct(system, replicates);
  const words = ensembleBytes(system, 1) - 4;
  const tile = Math.min(TILE_BYTES, (size * replicates * words) / workers);
  const prepared =
    WORKER_GENOME_COPIES * genomeBytes(system, 1) + TABLE_BYTES + STATE_BYTES * system.lattice.cells;
  return (
    distinct * (PATTERN_COPIES * ensembleBytes(system, 1) + PATTERN_BYTES) +
    workers * (size * prepared + tile * (2 + COUNTING_BYTES / words))
  );
}

/** Bytes of the states of a generation whose gradient the strategy is told, and of the tapes that workers keep of it. */
function gradientBytes(
  config: Config,
  { lattice, integrator }: System,
  individuals: number,
  workers: number,
): number {
  const follows = strategyNamed(config.search.strategy.name).gradient !== undefined;
  const states = follows ? individuals * mostReplicatesOf(config) * lattice.cells : 0;
  const tapes = Float32Array.BYTES_PER_ELEMENT * states * (integrator.steps + 1);
  return DIFFERENTIATED_BYTES * states + Math.min(workers * KEPT_BYTES, tapes);
}

/** Bytes of the measures of one individual, its patterns listed. */
function reportBytes(system: System, replicates: number, workers: number): number {
  const characters = mostDistinct(system, replicates) * (system.lattice.cells + CHARACTERS_BESIDE_CELLS);
  return (
    waveBytes(system, 1, replicates, workers) + LISTED_BYTES * Math.min(characters, LIMITS.listedCharacters)
  );
}

/** Bytes that `evaluate` takes at its largest. */
export function evaluationBytes(config: Config, replicates: number): number {
  return PROCESS_BYTES + reportBytes(systemOf(config), replicates, 1);
}

/** Bytes that `simulate` takes at its largest. @param states held at once */
export function simulationBytes(states: number): number {
  return PROCESS_BYTES + TEXT_BYTES + STATE_COPIES * Float32Array.BYTES_PER_ELEMENT * states;
}

/** Bytes that a run takes at its largest. */
export function runBytes(config: Config, workers: number): number {
  const system = systemOf(config);
  const { evaluation, champion, search } = config;
  const individuals = mostIndividualsOf(config);
  const generations = Math.min(RECENT_GENERATIONS, search.stop.generations);
  const candidates = Math.min(champion.candidates, generations * individuals);
  return (
    PROCESS_BYTES +
    WORKER_BYTES * workers +
    GENOME_COPIES * genomeBytes(system, individuals) +
    CANDIDATE_COPIES * genomeBytes(system, candidates) +
    INDIVIDUAL_BYTES * individuals * (evaluation.randomNumbers === "independent" ? 2 : 1) +
    gradientBytes(config, system, individuals, workers) +
    Math.max(
      ...scoringsOf(config, individuals, mostReplicatesOf(config)).map((scoring) =>
        waveBytes(system, scoring.individuals, scoring.replicates, workers),
      ),
      search.stop.target === null ? 0 : waveBytes(system, 1, search.stop.verification.replicates, workers),
      waveBytes(system, candidates, champion.replicates, workers),
      reportBytes(system, champion.maxReplicates, workers),
    )
  );
}

/** Bytes that this process may have: the machine's, or what it is allowed of them. */
function availableBytes(): number {
  const allowed = process.constrainedMemory();
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem();
}

/**
 * Refuses what this machine has no memory for.
 *
 * @param what takes it, for people
 * @param where the option or key that asks for most of it
 * @throws CellfateError `config.memory`
 */
export function checkMemory(bytes: number, what: string, where: string, cure: string): void {
  const available = availableBytes();
  if (bytes <= available) return;
  throw new CellfateError({
    code: "config.memory",
    message: `${what} takes about ${megabytes(bytes)} of memory, and this machine has ${megabytes(available)}`,
    where,
    cure,
  });
}

/** Refuses a run that this machine has no memory for. @throws CellfateError `config.memory` */
export function checkRunMemory(config: Config, workers: number): void {
  const largest = arraySizesOf(config).reduce((a, b) => (b.bytes > a.bytes ? b : a));
  const key = largest.path.join(".");
  checkMemory(
    runBytes(config, workers),
    `The run with ${workers} ${workers === 1 ? "worker" : "workers"}`,
    key,
    `Use fewer --workers, or a smaller ${key}: the ${largest.what} take ${megabytes(largest.bytes)}.`,
  );
}
