import { Packr } from "msgpackr";
import * as z from "zod";
import { checkMsgpack } from "../codec/check-msgpack.js";
import type { StrategyArray } from "../strategies/strategy-state.js";
import { damaged } from "./checkpoint-file.js";

/** Plain msgpack: maps, arrays, numbers, strings and binary, which any language reads. */
const packr = new Packr({ useRecords: false, variableMapSize: true });
/** The configuration and up to a thousand candidates. */
const LIMITS = { depth: 8, values: 10_000, extensions: [] } as const;

/** Sections as bytes; the same values give the same bytes. */
export function packSections(values: readonly unknown[]): readonly Uint8Array[] {
  return values.map((value) => new Uint8Array(packr.pack(value)));
}

/**
 * One section, checked before and after it is decoded.
 *
 * @throws CellfateError `checkpoint.damaged`, `codec.malformed`
 */
export function unpackSection<S extends z.core.$ZodType>(
  bytes: Uint8Array | undefined,
  name: string,
  schema: S,
): z.output<S> {
  if (bytes === undefined) throw damaged(`the section "${name}" is missing`);
  checkMsgpack(bytes, LIMITS);
  const result = z.safeParse(schema, packr.unpack(bytes));
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw damaged(`the section "${name}" holds ${issue.path.join(".")}: ${issue.message}`);
}

/** An array of numbers as bytes, little-endian, with what a reader in another language needs to know. */
export interface PackedArray {
  readonly dtype: "<f4" | "<f8";
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

/** Checks a {@link PackedArray}. */
export const packedArraySchema: z.ZodType<PackedArray> = z.strictObject({
  dtype: z.enum(["<f4", "<f8"]),
  shape: z.array(z.int().min(0)).max(8),
  data: z.instanceof(Uint8Array),
});

/** Packs an array. */
export function packArray({ shape, data }: StrategyArray): PackedArray {
  const dtype = data instanceof Float32Array ? "<f4" : "<f8";
  return { dtype, shape, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}

/**
 * The numbers of a {@link PackedArray}, its size checked against its shape.
 *
 * @throws CellfateError `checkpoint.damaged`
 */
export function unpackArray({ dtype, shape, data }: PackedArray): StrategyArray {
  const width = dtype === "<f4" ? 4 : 8;
  if (data.length !== width * shape.reduce((product, length) => product * length, 1)) {
    throw damaged(`an array of ${data.length} bytes cannot have the shape [${shape.join(", ")}]`);
  }
  // Copied: the bytes may lie anywhere in the file.
  const { buffer } = new Uint8Array(data);
  return { shape, data: width === 4 ? new Float32Array(buffer) : new Float64Array(buffer) };
}
