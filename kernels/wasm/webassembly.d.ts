// The part of the WebAssembly API used here: TypeScript declares it only in "dom", which would declare a browser too.
declare namespace WebAssembly {
  type ImportValue = Memory | number | ((...args: never[]) => number | bigint | undefined);
  type Imports = Record<string, Record<string, ImportValue>>;

  class Module {
    constructor(bytes: ArrayBufferView | ArrayBuffer);
  }

  class Instance {
    constructor(module: Module, imports?: Imports);
    readonly exports: Record<string, unknown>;
  }

  class Memory {
    constructor(descriptor: { initial: number; maximum?: number });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }

  function validate(bytes: ArrayBufferView | ArrayBuffer): boolean;
}
