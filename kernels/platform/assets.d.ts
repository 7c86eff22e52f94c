/** `kernels.wasm`, as base64. */
export declare const KERNELS: string;
/** The text of every shader, by its path within kernels/. */
export declare const SHADERS: Readonly<Record<string, string>>;
