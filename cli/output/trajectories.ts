import {
  type Backend,
  CellfateError,
  type DrawKeys,
  LIMITS,
  type PatternLayout,
  patternString,
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

/** The text of an item of an array, in parts. */
type ItemText = (index: number) => Iterable<string>;

/** Items 0 … `count` − 1 of an array: `item,item,…`. */
function* jsonItems(count: number, text: ItemText): Generator<string> {
  for (let index = 0; index < count; index++) {
    if (index > 0) yield ",";
    yield* text(index);
  }
}

/** The whole array: `[item,item,…]`. */
function* jsonArray(count: number, text: ItemText): Generator<string> {
  yield "[";
  yield* jsonItems(count, text);
  yield "]";
}

/** The same text in pieces that are worth a write each. */
function* inPieces(parts: Iterable<string>): Generator<string> {
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

/**
 * The file of trajectories as JSON, in pieces that are made as they are written, a chunk of replicates simulated at a
 * time: `head`, `times` `[frame]`, `states` `[replicate][frame][cell]`, `patterns` `[replicate]`.
 */
export async function* trajectoriesText(
  backend: Backend,
  request: TrajectoryRequest,
  head: Readonly<Record<string, unknown>>,
): AsyncGenerator<string> {
  const { system, genome, keys, replicates, every } = request;
  const { cells } = system.lattice;
  const { steps, dt } = system.integrator;
  const frames = trajectoryFrames(steps, every);
  yield `${JSON.stringify(head).slice(0, -1)},"times":`;
  yield* inPieces(jsonArray(frames, (frame) => [String(frame * every * dt)]));
  yield ',"states":[';
  const chunk = chunkOf(request);
  const ends: { readonly patterns: Uint32Array; readonly layout: PatternLayout; readonly count: number }[] =
    [];
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
    ends.push({ patterns, layout, count });
    const frameText = (at: number): Iterable<string> => [
      JSON.stringify([...states.subarray(at * cells, (at + 1) * cells)]),
    ];
    const replicateText = (row: number): Iterable<string> =>
      jsonArray(frames, (frame) => frameText(row * frames + frame));
    if (from > 0) yield ",";
    yield* inPieces(jsonItems(count, replicateText));
  }
  yield '],"patterns":[';
  for (const [i, { patterns, layout, count }] of ends.entries()) {
    if (i > 0) yield ",";
    yield* inPieces(jsonItems(count, (row) => [`"${patternString(patterns, row, layout)}"`]));
  }
  yield "]}\n";
}
