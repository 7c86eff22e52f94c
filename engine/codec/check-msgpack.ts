import { CellfateError } from "../../kernels/index.js";

/** What a msgpack document may contain, checked before anything is decoded or allocated. */
export interface MsgpackLimits {
  /** Deepest nesting of arrays and maps. */
  readonly depth: number;
  /** Most values, keys of maps included: a byte may stand for one, which takes far more once it is decoded. */
  readonly values: number;
  /** Extension types that may occur. */
  readonly extensions: readonly number[];
}

function malformed(what: string, at: number): CellfateError {
  return new CellfateError({
    code: "codec.malformed",
    message: `The msgpack data is malformed: ${what} at byte ${at}.`,
    cure: "It was damaged or not written by this program.",
  });
}

/**
 * Walks a msgpack document without decoding it: every length fits what is left, nesting and the number of values are
 * bounded, keys of maps are strings, extensions are known, nothing follows the document. A decoder that allocates by the lengths it
 * reads is then safe: no length exceeds the number of bytes.
 *
 * @throws CellfateError `codec.malformed`
 * @see the msgpack specification, https://github.com/msgpack/msgpack/blob/master/spec.md
 */
export function checkMsgpack(bytes: Uint8Array, { depth, values, extensions }: MsgpackLimits): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  /** Values still to come in each open array or map; in a map, keys are every other one. */
  const open: { left: number; map: boolean }[] = [{ left: 1, map: false }];
  let announced = 1;

  const skip = (count: number): void => {
    if (count > bytes.length - at) throw malformed(`${count} bytes announced, ${bytes.length - at} left`, at);
    at += count;
  };
  const length = (width: 1 | 2 | 4): number => {
    const start = at;
    skip(width);
    return width === 1 ? view.getUint8(start) : width === 2 ? view.getUint16(start) : view.getUint32(start);
  };
  const enter = (count: number, map: boolean): void => {
    const left = map ? 2 * count : count;
    if (left > bytes.length - at)
      throw malformed(`${left} values announced, ${bytes.length - at} bytes left`, at);
    announced += left;
    if (announced > values) throw malformed(`more than ${values} values`, at);
    if (left > 0) open.push({ left, map });
    if (open.length > depth + 1) throw malformed(`nesting deeper than ${depth}`, at);
  };
  const extension = (size: number): void => {
    const start = at;
    skip(1);
    if (!extensions.includes(view.getUint8(start))) throw malformed("an unknown extension", start);
    skip(size);
  };

  while (open.length > 0) {
    const level = open[open.length - 1]!;
    if (level.left === 0) {
      open.pop();
      continue;
    }
    const isKey = level.map && level.left % 2 === 0;
    level.left--;
    const start = at;
    skip(1);
    const tag = bytes[start]!;
    const isString = (tag >= 0xa0 && tag <= 0xbf) || (tag >= 0xd9 && tag <= 0xdb);
    if (isKey && !isString) throw malformed("a key that is not a string", start);
    if (tag <= 0x7f || tag >= 0xe0) continue;
    if (tag <= 0x8f) enter(tag & 0x0f, true);
    else if (tag <= 0x9f) enter(tag & 0x0f, false);
    else if (tag <= 0xbf) skip(tag & 0x1f);
    else
      switch (tag) {
        case 0xc0:
        case 0xc2:
        case 0xc3:
          break;
        case 0xc4:
        case 0xd9:
          skip(length(1));
          break;
        case 0xc5:
        case 0xda:
          skip(length(2));
          break;
        case 0xc6:
        case 0xdb:
          skip(length(4));
          break;
        case 0xc7:
          extension(length(1));
          break;
        case 0xc8:
          extension(length(2));
          break;
        case 0xc9:
          extension(length(4));
          break;
        case 0xca:
        case 0xce:
        case 0xd2:
          skip(4);
          break;
        case 0xcb:
        case 0xcf:
        case 0xd3:
          skip(8);
          break;
        case 0xcc:
        case 0xd0:
          skip(1);
          break;
        case 0xcd:
        case 0xd1:
          skip(2);
          break;
        case 0xd4:
        case 0xd5:
        case 0xd6:
        case 0xd7:
        case 0xd8:
          extension(1 << (tag - 0xd4));
          break;
        case 0xdc:
          enter(length(2), false);
          break;
        case 0xdd:
          enter(length(4), false);
          break;
        case 0xde:
          enter(length(2), true);
          break;
        case 0xdf:
          enter(length(4), true);
          break;
        default:
          throw malformed("an unknown type", start);
      }
  }
  if (at !== bytes.length) throw malformed(`${bytes.length - at} bytes too many`, at);
}
