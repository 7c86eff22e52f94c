import { BINDINGS } from "./layout.js";
import type { OpenDevice } from "./device.js";
import { Pacing } from "./pacing.js";
import { joinParts, type ProgramName, programParts, type Specialisation } from "./shaders.js";

/** GPUShaderStage.COMPUTE, which Node has no global for. */
const COMPUTE = 4;

/** A compiled program, and how long its dispatches were found to take. */
export interface Program {
  readonly pipeline: GPUComputePipeline;
  readonly pacing: Pacing;
}

/** The programs of a device, each compiled once. All see the same bind group, of which each uses a part. */
export class Programs {
  readonly bindings: GPUBindGroupLayout;
  readonly #device: OpenDevice;
  readonly #compiled = new Map<string, Promise<Program>>();

  constructor(device: OpenDevice) {
    this.#device = device;
    const entry = (binding: number, type: GPUBufferBindingType): GPUBindGroupLayoutEntry => ({
      binding,
      visibility: COMPUTE,
      buffer: { type },
    });
    this.bindings = device.gpu.createBindGroupLayout({
      entries: [
        entry(BINDINGS.batch, "uniform"),
        entry(BINDINGS.individuals, "read-only-storage"),
        entry(BINDINGS.regulations, "read-only-storage"),
        entry(BINDINGS.states, "storage"),
        entry(BINDINGS.patterns, "storage"),
      ],
    });
  }

  /** @throws CellfateError `webgpu.device-error` where the driver refuses it, with the driver's words */
  get(name: ProgramName, specialisation: Specialisation): Promise<Program> {
    const key = JSON.stringify([name, specialisation]);
    let program = this.#compiled.get(key);
    if (program === undefined) {
      program = this.#compile(name, specialisation);
      this.#compiled.set(key, program);
    }
    return program;
  }

  async #compile(name: ProgramName, specialisation: Specialisation): Promise<Program> {
    const { gpu } = this.#device;
    const code = joinParts(await programParts(name, specialisation));
    const module = gpu.createShaderModule({ label: name, code });
    const layout = gpu.createPipelineLayout({ bindGroupLayouts: [this.bindings] });
    const pipeline = gpu.createComputePipelineAsync({ label: name, layout, compute: { module } });
    return { pipeline: await this.#device.wait(pipeline), pacing: new Pacing() };
  }
}
