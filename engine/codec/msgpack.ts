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

/** Bytes from which on a message is not copied out of the buffer that msgpackr packed it into. */
const HANDED_OVER_BYTES = 1_048_576;

/** The msgpack bytes of a plain value; the result is the caller's own, its buffer too. */
export function pack(value: unknown): Uint8Array<ArrayBuffer> {
  // A Buffer, which this folder does not know; its memory is msgpackr's, which packs more into it.
  const packed = packr.pack(value) as Uint8Array<ArrayBuffer>;
  if (packed.length < HANDED_OVER_BYTES) return new Uint8Array(packed);
  // A population is held often enough: msgpackr is given another buffer, which grows as it is used.
  packr.useBuffer(new Uint8Array(0));
  return new Uint8Array(packed.buffer, packed.byteOffset, packed.length);
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
