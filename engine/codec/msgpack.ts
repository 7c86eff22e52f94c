import { Packr } from "msgpackr";
import { checkMsgpack } from "./check-msgpack.js";

/** msgpackr's extension for typed arrays. */
const TYPED_ARRAY = 0x74;
/** The largest message names the keys and the patterns of 65,536 individuals, some ten values each. */
const LIMITS = { depth: 12, values: 2_000_000, extensions: [TYPED_ARRAY] } as const;

/**
 * Plain values and typed arrays as msgpack bytes. `moreTypes` keeps typed arrays whole (without it msgpackr writes
 * one byte an element); without records, other languages can read the bytes.
 */
const packr = new Packr({ moreTypes: true, useRecords: false });

/** The msgpack bytes of a plain value; the result is the caller's own. */
export function pack(value: unknown): Uint8Array<ArrayBuffer> {
  // A Buffer, which this folder does not know; its memory is msgpackr's, so it is copied.
  return new Uint8Array(packr.pack(value) as Uint8Array);
}

/**
 * The value of msgpack bytes from anywhere: checked before it is decoded.
 *
 * @throws CellfateError `codec.malformed`
 */
export function unpack(bytes: Uint8Array): unknown {
  checkMsgpack(bytes, LIMITS);
  return packr.unpack(bytes) as unknown;
}
