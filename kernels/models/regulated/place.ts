import type { Model, Regulation, RegulationSummary } from "../../batch.js";
import { LARGEST_TABLE, tableTolerance } from "./table.js";
import { parameterCount } from "./network.js";
import type { WasmKernels } from "./wasm-kernels.js";

const f32 = Math.fround;
const VECTOR_BYTES = 16;
/** A node of a table: value and difference, f32 each. */
const PAIR_BYTES = 8;

/** The regulatory function of one individual, ready in the kernels' memory. */
interface PlacedRegulation {
  readonly summary: RegulationSummary;
  /** Where its parameters lie, f32. */
  readonly genome: number;
  /** Where its table lies, f32 `[node][2]`; 0 when f is evaluated directly. */
  readonly table: number;
}

/** The regulatory functions of a batch in the kernels' memory, and what evaluating them takes. */
export interface PlacedRegulations {
  readonly individuals: readonly PlacedRegulation[];
  /** i32 `[hiddenLayers]`, sizes. */
  readonly hidden: number;
  /** Size of the widest layer. */
  readonly widest: number;
  /** Room for two layers of activations, f32 `[2][widest][lane]`. */
  readonly scratch: number;
}

/**
 * Places the networks of all individuals and, in mode `table`, samples them: the tables of every backend but
 * `reference` come from here, so they are the same bits.
 *
 * @throws CellfateError `wasm.out-of-memory`
 */
export function placeRegulations(
  kernels: WasmKernels,
  model: Model,
  regulation: Regulation,
): PlacedRegulations {
  const hidden = kernels.place(Int32Array.from(regulation.hidden));
  const widest = Math.max(1, ...regulation.hidden);
  const scratch = kernels.allocate(2 * widest * VECTOR_BYTES);
  const parameters = parameterCount(regulation.hidden);
  const genomes = kernels.place(regulation.genomes);
  const largest = kernels.allocate((LARGEST_TABLE + 1) * PAIR_BYTES);
  const summaryAt = kernels.allocate(12);
  const tolerance = tableTolerance(model.noiseStrength, model.dt);
  const individuals = Array.from({ length: regulation.individuals }, (_, individual) => {
    const genome = genomes + individual * parameters * 4;
    kernels.call.tabulate(
      largest,
      summaryAt,
      f32(model.dt),
      tolerance,
      genome,
      hidden,
      regulation.hidden.length,
      scratch,
      widest,
    );
    const summaryWords = kernels.words(summaryAt, 3);
    const intervals = summaryWords[0]!;
    const finite = summaryWords[2] === 1;
    if (regulation.mode === "direct") {
      return { genome, table: 0, summary: { intervals: 0, error: 0, tolerance, finite } };
    }
    const error = finite ? kernels.floats(summaryAt + 4, 1)[0]! : NaN;
    const bytes = (intervals + 1) * PAIR_BYTES;
    const table = kernels.allocate(bytes);
    kernels.copy(table, largest, bytes);
    return { genome, table, summary: { intervals, error, tolerance, finite } };
  });
  return { individuals, hidden, widest, scratch };
}
