import { type BindingName, BINDINGS } from "./layout.js";
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

/** What the programs do with what is bound; arrays that are not named they write as well. */
const TYPES: Readonly<Partial<Record<BindingName, GPUBufferBindingType>>> = {
  batch: "uniform",
  individuals: "read-only-storage",
  drifts: "read-only-storage",
  rows: "read-only-storage",
  edges: "read-only-storage",
};

/** Programs of a device, each compiled once. All see the same bind group, of which each uses a part. */
export class Programs<Name extends BindingName> {
  readonly #names: readonly Name[];
  readonly #bindings: GPUBindGroupLayout;
  readonly #device: OpenDevice;
  readonly #compiled = new Map<string, Promise<Program>>();

  constructor(device: OpenDevice, names: readonly Name[]) {
    this.#device = device;
    this.#names = names;
    this.#bindings = device.gpu.createBindGroupLayout({
      entries: names.map((name) => ({
        binding: BINDINGS[name],
        visibility: COMPUTE,
        buffer: { type: TYPES[name] ?? "storage" },
      })),
    });
  }

  /** The bind group of `buffers`. */
  bind(buffers: Readonly<Record<Name, GPUBuffer>>): GPUBindGroup {
    return this.#device.gpu.createBindGroup({
      layout: this.#bindings,
      entries: this.#names.map((name) => ({ binding: BINDINGS[name], resource: { buffer: buffers[name] } })),
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
