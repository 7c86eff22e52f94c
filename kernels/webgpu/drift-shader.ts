import type { ShaderPart } from "./shader-parts.js";

/**
 * How a program gets dt·f. Its modules declare
 *
 * - `fn prepareIncrement(individual: Individual, lane: u32)`, which all invocations of a workgroup call together at the
 *   begin of a dispatch, and
 * - `fn incrementAt(individual: Individual, state: f32, sensed: f32) -> f32`, dt·f of a cell's state and its s̄.
 *
 * They may read the numbers of the individual in `drifts`, `batch`, `WORKGROUP_SIZE` and the functions of
 * `shaders/math-f32.wgsl`.
 */
export interface DriftShader {
  /** With the constants, what tells its compiled programs from others. */
  readonly name: string;
  /** WGSL declarations that its modules take as given. */
  readonly constants: readonly string[];
  /** The text of its modules. */
  modules(): Promise<readonly ShaderPart[]>;
}
