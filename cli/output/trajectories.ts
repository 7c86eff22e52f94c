import {
  type Backend,
  CellfateError,
  type DrawKeys,
  LIMITS,
  type PatternLayout,
  type System,
  trajectoryFrames,
} from "../../engine/index.js";

/** Trajectories of one individual: replicates 0 … `replicates` − 1, a frame every `every` steps. */
export interface TrajectoryRequest {
  readonly system: System;
  readonly genome: Float32Array;
  readonly keys: DrawKeys;
  readonly replicates: number;
  readonly every: number;
}

/** Replicates that backends advance together: fewer at a time are no cheaper. */
const BLOCK = 4;
/** States simulated at a time where there is a choice, so that many replicates take no more memory than few. */
const CHUNK_STATES = 500_000;
/** Characters that are written at a time, about. */
const PIECE_CHARACTERS = 1_000_000;

/** States of one replicate. */
function statesOfReplicate({ system, every }: TrajectoryRequest): number {
  return trajectoryFrames(system.integrator.steps, every) * system.lattice.cells;
}

/** Replicates simulated at a time. */
function chunkOf(request: TrajectoryRequest): number {
  const blocks = Math.trunc(CHUNK_STATES / (BLOCK * statesOfReplicate(request)));
  return Math.min(request.replicates, BLOCK * Math.max(1, blocks));
}

/**
 * Refuses trajectories of which not even a block of replicates can be held; how many blocks there are is the disk's
 * matter.
 *
 * @returns the states held at once
 * @throws CellfateError `usage.size`
 */
export function checkTrajectories(request: TrajectoryRequest): number {
  const { cells } = request.system.lattice;
  const [count, states] = [chunkOf(request), statesOfReplicate(request)];
  if (count * states <= LIMITS.trajectoryStates) return count * states;
  throw new CellfateError({
    code: "usage.size",
    message: `${count} replicates × ${states / cells} frames × ${cells} cells are ${count * states} states, and the limit of what is simulated together is ${LIMITS.trajectoryStates}`,
    cure: "Take a larger --every.",
  });
}

/** Trajectories to be written as they are simulated. */
export interface SimulatedTrajectories {
  readonly backend: Backend;
  readonly request: TrajectoryRequest;
  /** What was simulated and how, for formats that have room for it. */
  readonly head: Readonly<Record<string, unknown>>;
}

/** Replicates `from` … `from + count` − 1. */
export interface SimulatedChunk {
  readonly from: number;
  readonly count: number;
  /** `[replicate][frame][cell]` */
  readonly states: Float32Array;
  readonly patterns: Uint32Array;
  readonly layout: PatternLayout;
}

/** The times of all frames. */
export function timesOf({ system, every }: Pick<TrajectoryRequest, "system" | "every">): readonly number[] {
  const { steps, dt } = system.integrator;
  return Array.from({ length: trajectoryFrames(steps, every) }, (_, frame) => frame * every * dt);
}

/** The trajectories, a chunk of replicates after another. */
export async function* simulateInChunks({
  backend,
  request,
}: SimulatedTrajectories): AsyncGenerator<SimulatedChunk> {
  const { system, genome, keys, replicates, every } = request;
  const chunk = chunkOf(request);
  for (let from = 0; from < replicates; from += chunk) {
    const count = Math.min(chunk, replicates - from);
    const { states, patterns, layout } = await backend.simulate({
      system,
      individuals: 1,
      genomes: genome,
      keys,
      replicates: { from, count },
      output: "trajectory",
      every,
    });
    yield { from, count, states, patterns, layout };
  }
}

/** A text in pieces that are worth a write each. */
export function* inPieces(parts: Iterable<string>): Generator<string> {
  let piece: string[] = [];
  let characters = 0;
  for (const part of parts) {
    piece.push(part);
    characters += part.length;
    if (characters < PIECE_CHARACTERS) continue;
    yield piece.join("");
    piece = [];
    characters = 0;
  }
  yield piece.join("");
}
