/** What makes valid bytes invalid in small ways, chosen by `random`. */
export function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  const index = (length: number): number => Math.trunc(random() * length);
  const at = index(bytes.length);
  switch (index(6)) {
    case 0:
      return bytes.map((byte, i) => (i === at ? byte ^ (1 << index(8)) : byte));
    case 1:
      return bytes.subarray(0, at);
    case 2:
      return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1 + index(4))]);
    case 3:
      return Uint8Array.from([
        ...bytes.subarray(0, at),
        ...bytes.subarray(index(bytes.length)),
        ...bytes.subarray(at),
      ]);
    case 4:
      // Lengths and types of msgpack, and what is special in text.
      return bytes.map((byte, i) =>
        i === at ? [0xdd, 0xdf, 0xc6, 0xc9, 0x91, 0x81, 0xff, 0x7b, 0x5b, 0x22][index(10)]! : byte,
      );
    default:
      return bytes.map((byte, i) => (i >= at && i < at + 4 ? 0xff : byte));
  }
}
