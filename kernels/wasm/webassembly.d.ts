// The part of the WebAssembly API used here: TypeScript declares it only in "dom", which would declare a browser too.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: ArrayBufferView | ArrayBuffer);
  }

  /** `Exports` is what the module is known to export: nothing in the language connects the two. */
  class Instance<Exports> {
    constructor(module: Module);
    readonly exports: Exports;
  }

  class Memory {
    constructor(descriptor: { initial: number; maximum?: number });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }

  function compile(bytes: ArrayBufferView | ArrayBuffer): Promise<Module>;
  function validate(bytes: ArrayBufferView | ArrayBuffer): boolean;
}
