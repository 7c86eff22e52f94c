/** `kernels.wasm`, deflated, as base64. */
export declare const KERNELS: string;
/** The text of every shader, without comments, by its path within kernels/: JSON, deflated, as base64. */
export declare const SHADERS: string;
