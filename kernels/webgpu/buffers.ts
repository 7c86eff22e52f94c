/** The numbers of the WebGPU specification that a browser has as globals and Node has not. */
const USAGE = {
  MAP_READ: 0x01,
  COPY_SRC: 0x04,
  COPY_DST: 0x08,
  UNIFORM: 0x40,
  STORAGE: 0x80,
} as const;
/** GPUMapMode.READ */
export const MAP_READ = 1;

const BUFFER_USAGES = {
  uniform: USAGE.UNIFORM | USAGE.COPY_DST,
  storage: USAGE.STORAGE | USAGE.COPY_DST | USAGE.COPY_SRC,
  readback: USAGE.MAP_READ | USAGE.COPY_DST,
};
/** Who uses a buffer: shaders as parameters or as arrays, or the host to read it. */
type BufferKind = "uniform" | "storage" | "readback";

/** An empty buffer of at least `bytes` bytes; the caller destroys it. */
export function createBuffer(device: GPUDevice, kind: BufferKind, bytes: number): GPUBuffer {
  return device.createBuffer({ size: Math.max(4, Math.ceil(bytes / 4) * 4), usage: BUFFER_USAGES[kind] });
}

/** A buffer that holds `data`; the caller destroys it. */
export function uploadBuffer(
  device: GPUDevice,
  kind: "uniform" | "storage",
  data: ArrayBuffer | Float32Array<ArrayBuffer>,
): GPUBuffer {
  const buffer = createBuffer(device, kind, data.byteLength);
  device.queue.writeBuffer(buffer, 0, data);
  return buffer;
}
