const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Bytes as base64 with padding; of what a language has for it there is nothing that all of ours have. @see RFC 4648, section 4 */
export function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i]!, bytes[i + 1], bytes[i + 2]];
    const triple = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    parts.push(
      ALPHABET[triple >> 18]!,
      ALPHABET[(triple >> 12) & 63]!,
      b === undefined ? "=" : ALPHABET[(triple >> 6) & 63]!,
      c === undefined ? "=" : ALPHABET[triple & 63]!,
    );
  }
  return parts.join("");
}
