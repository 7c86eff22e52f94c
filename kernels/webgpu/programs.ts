import { BINDINGS } from "./layout.js";
import type { OpenDevice } from "./device.js";
import { Pacing } from "./pacing.js";
import { joinParts } from "./shader-parts.js";
import { programParts, type ProgramSource } from "./shaders.js";

/** GPUShaderStage.COMPUTE, which Node has no global for. */
const COMPUTE = 4;

/** A compiled program, and how long its dispatches were found to take. */
export interface Program {
  readonly pipeline: GPUComputePipeline;
  readonly pacing: Pacing;
}

/** The buffers that the programs work on. */
export type BoundBuffers = Readonly<Record<keyof typeof BINDINGS, GPUBuffer>>;

/** The programs of a device, each compiled once. All see the same bind group, of which each uses a part. */
export class Programs {
  readonly #bindings: GPUBindGroupLayout;
  readonly #device: OpenDevice;
  readonly #compiled = new Map<string, Promise<Program>>();

  constructor(device: OpenDevice) {
    this.#device = device;
    const entry = (binding: number, type: GPUBufferBindingType): GPUBindGroupLayoutEntry => ({
      binding,
      visibility: COMPUTE,
      buffer: { type },
    });
    this.#bindings = device.gpu.createBindGroupLayout({
      entries: [
        entry(BINDINGS.batch, "uniform"),
        entry(BINDINGS.individuals, "read-only-storage"),
        entry(BINDINGS.drifts, "read-only-storage"),
        entry(BINDINGS.states, "storage"),
        entry(BINDINGS.patterns, "storage"),
        entry(BINDINGS.rows, "read-only-storage"),
        entry(BINDINGS.edges, "read-only-storage"),
      ],
    });
  }

  /** The bind group of `buffers`. */
  bind(buffers: BoundBuffers): GPUBindGroup {
    const entry = (binding: number, buffer: GPUBuffer): GPUBindGroupEntry => ({
      binding,
      resource: { buffer },
    });
    return this.#device.gpu.createBindGroup({
      layout: this.#bindings,
      entries: [
        entry(BINDINGS.batch, buffers.batch),
        entry(BINDINGS.individuals, buffers.individuals),
        entry(BINDINGS.drifts, buffers.drifts),
        entry(BINDINGS.states, buffers.states),
        entry(BINDINGS.patterns, buffers.patterns),
        entry(BINDINGS.rows, buffers.rows),
        entry(BINDINGS.edges, buffers.edges),
      ],
    });
  }

  /** @throws CellfateError `webgpu.device-error` where the driver refuses it, with the driver's words */
  get(source: ProgramSource): Promise<Program> {
    const key = JSON.stringify(source);
    let program = this.#compiled.get(key);
    if (program === undefined) {
      program = this.#compile(source);
      this.#compiled.set(key, program);
    }
    return program;
  }

  async #compile(source: ProgramSource): Promise<Program> {
    const { gpu } = this.#device;
    const code = joinParts(await programParts(source));
    const module = gpu.createShaderModule({ label: source.name, code });
    const layout = gpu.createPipelineLayout({ bindGroupLayouts: [this.#bindings] });
    const pipeline = gpu.createComputePipelineAsync({ label: source.name, layout, compute: { module } });
    return { pipeline: await this.#device.wait(pipeline), pacing: new Pacing() };
  }
}
