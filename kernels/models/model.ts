import type { Lattice } from "../lattice.js";
import type { DriftSummary, Individuals, Integrator, ModelSpec, System } from "../batch.js";
import type { PassesName, SweepName, WasmKernels } from "../wasm/wasm-kernels.js";
import type { DriftShader } from "../webgpu/drift-shader.js";

/** f, or dt·f, of a cell's own state s and the s̄ that it senses of its neighbours; f32 in and out. */
export type Drift = (state: number, sensed: number) => number;

/** dt·f of an individual, and how it was prepared. */
export interface PreparedDrift {
  readonly increment: Drift;
  readonly summary: DriftSummary;
}

/** The drifts of a batch's individuals in the memory of the WebAssembly kernels. */
export interface PlacedDrifts {
  /** The exported function that advances a block with them, as `assembly/sweep.ts` describes. */
  readonly sweep: SweepName;
  /** `[individual]`: where its record lies, and how it was prepared. */
  readonly drifts: readonly { readonly record: number; readonly summary: DriftSummary }[];
}

/** What a reverse pass needs of dt·f of an individual, where f depends on s̄ alone; f32 in and out. */
export interface DriftAdjoint {
  /** Length of its sums. */
  readonly size: number;
  /**
   * Adds weight·∂(dt·f)/∂q at s̄ to the sum of every q, whatever these are to the model: nodes of a table, parameters.
   *
   * @returns weight·∂(dt·f)/∂s̄
   */
  readonly scatter: (sums: Float32Array, sensed: number, weight: number) => number;
}

/** The adjoints of a batch's individuals in the memory of the WebAssembly kernels. */
export interface PlacedAdjoints {
  /** The exported passes over a block with them, as `assembly/reverse.ts` describes. */
  readonly passes: PassesName;
  /** The same without sums, to simulate with. */
  readonly drifts: PlacedDrifts;
  /** `[individual]`: where its record lies, how long its sums are, and how its dt·f was prepared. */
  readonly adjoints: readonly {
    readonly record: number;
    readonly size: number;
    readonly summary: DriftSummary;
  }[];
}

/** The adjoints of a batch's individuals as the shaders take them. */
export interface ShadedAdjoints {
  /** `[individual]` */
  readonly summaries: readonly DriftSummary[];
  /** `[individual]`: its numbers, at least one. */
  readonly data: readonly Float32Array[];
  /** `[individual]`: length of its sums, of which there is room for as many as it has numbers. */
  readonly sizes: readonly number[];
}

/** How a model is differentiated. */
export interface ModelAdjoint<Spec extends ModelSpec = ModelSpec> {
  /** The adjoint of an individual's dt·f as the reference backend uses it: the oracle of the others. */
  prepare(spec: Spec, integrator: Integrator, genome: Float32Array): DriftAdjoint;
  /** Whether the WebAssembly kernels differentiate it. */
  places(spec: Spec): boolean;
  /**
   * Places dt·f of all individuals with their sums, 0, for the WebAssembly kernels.
   *
   * @throws CellfateError `wasm.out-of-memory`; `gradient.unsupported` where these do not differentiate it
   */
  place(kernels: WasmKernels, system: System<Spec>, individuals: Individuals): PlacedAdjoints;
  /**
   * Prepares dt·f of all individuals for the shaders.
   *
   * @throws CellfateError `gradient.unsupported` where these do not differentiate it
   */
  shade(kernels: WasmKernels, system: System<Spec>, individuals: Individuals): ShadedAdjoints;
  /**
   * dt·f for the shaders, whose modules also declare `fn scatter(individual: Individual, at: u32, sensed: f32, weight: f32) -> f32`: what
   * {@link DriftAdjoint} does, its sums beginning at `sums[at]`.
   */
  readonly shader: DriftShader;
  /** The gradient with respect to the genome, `[parameter]`, of sums over any number of steps, cells and replicates; linear in these. */
  genomeGradient(spec: Spec, integrator: Integrator, genome: Float32Array, sums: Float64Array): Float64Array;
}

/** Individuals that one shader serves. */
export interface DriftGroup {
  readonly shader: DriftShader;
  /** Indices in the batch. */
  readonly individuals: readonly number[];
}

/** The drifts of a batch's individuals as the shaders take them. */
export interface ShadedDrifts {
  /** `[individual]` */
  readonly summaries: readonly DriftSummary[];
  /** `[individual]`: its numbers, a table or parameters, at least one. */
  readonly data: readonly Float32Array[];
  readonly groups: readonly DriftGroup[];
}

/**
 * What cells do: ds = f(s, s̄) dt + σ dW within [0, 1], and how their states are read as fates. A model is a folder of
 * `models/` and a line in `models/models.ts`; backends know it by this alone.
 */
export interface Model<Spec extends ModelSpec = ModelSpec> {
  readonly name: Spec["name"];
  /** Species a cell: its state is one number. */
  readonly species: 1;
  /** What f depends on. Of `neighbours` alone, f may be tabulated. */
  readonly senses: readonly ("self" | "neighbours")[];
  /** σ dW, whatever the state. */
  readonly noise: "additive";
  /**
   * Checks what of a spec is this model's own, and whether it goes with the lattice.
   *
   * @param where what the spec is called in messages
   * @throws CellfateError `argument.invalid`
   */
  check(spec: Spec, lattice: Lattice, where: string): void;
  /** Parameters of an individual, the length of its genome. */
  parameterCount(spec: Spec): number;
  /** What an individual takes at most, in cell-steps of a tabulated f: to be prepared, and in a step of one cell. */
  work(spec: Spec): { readonly preparation: number; readonly cellStep: number };
  /** f of an individual, in f32. @param genome `[parameter]` */
  drift(spec: Spec, genome: Float32Array): Drift;
  /** (∂f/∂s, ∂f/∂s̄) of an individual, in f64. @param genome `[parameter]` */
  driftDerivative(
    spec: Spec,
    genome: Float32Array,
  ): (state: number, sensed: number) => { readonly self: number; readonly neighbours: number };
  /** dt·f of an individual as the reference backend steps with it: the oracle of the others. */
  prepare(spec: Spec, integrator: Integrator, genome: Float32Array): PreparedDrift;
  /** Null where the model has no gradient. */
  readonly adjoint: ModelAdjoint<Spec> | null;
  /** Places dt·f of all individuals for the WebAssembly kernels. @throws CellfateError `wasm.out-of-memory` */
  place(kernels: WasmKernels, system: System<Spec>, individuals: Individuals): PlacedDrifts;
  /**
   * Prepares dt·f of all individuals for the shaders, grouped by shader: what one individual needs changes nothing
   * for another.
   *
   * @param workgroupBytes workgroup memory that a shader of drift may take
   */
  shade(
    kernels: WasmKernels,
    system: System<Spec>,
    individuals: Individuals,
    workgroupBytes: number,
  ): ShadedDrifts;
  /** One of every kind of shader that {@link shade} chooses from: what a check of the shaders compiles. */
  readonly shaders: readonly DriftShader[];
}
