import { compileAssembly } from "../../compile-assembly.mjs";

/** Compiles the kernels together with the assembly of `tests/support/linear-model/`. */
export default function setUp(): Promise<void> {
  return compileAssembly("dist/tests/linear-model.wasm", ["tests/support/linear-model/assembly/index.ts"]);
}
