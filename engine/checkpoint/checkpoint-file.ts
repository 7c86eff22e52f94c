import { sha256 } from "@noble/hashes/sha2.js";
import { CellfateError } from "../../kernels/index.js";

/**
 * The container of a checkpoint, formats v1 and v2; integers little-endian:
 *
 * | bytes | what |
 * |---|---|
 * | 8 | magic, 0x89 "CFCKPT" 0x0a |
 * | 4 | format version |
 * | 4 | numerics version |
 * | 4 | number of sections n |
 * | n × 12 | per section its length (4) and the first 8 bytes of its sha256 |
 * | … | the sections, one after the other |
 * | 32 | sha256 of all before |
 */
const MAGIC = Uint8Array.of(0x89, 0x43, 0x46, 0x43, 0x4b, 0x50, 0x54, 0x0a);
/** What is written; {@link OLDEST_VERSION} and all between are read. */
const FORMAT_VERSION = 2;
const OLDEST_VERSION = 1;
const HEADER_BYTES = 20;
const ENTRY_BYTES = 12;
const CHECK_BYTES = 8;
const DIGEST_BYTES = 32;
const MOST_SECTIONS = 16;

/** An error that says that a checkpoint cannot be used. */
export function damaged(what: string): CellfateError {
  return new CellfateError({
    code: "checkpoint.damaged",
    message: `The checkpoint is damaged: ${what}.`,
    where: "checkpoint",
    cure: "An older checkpoint of the run, if there is one, is used instead.",
  });
}

/** Sections as one container. */
export function writeSections(
  numericsVersion: number,
  sections: readonly Uint8Array[],
): Uint8Array<ArrayBuffer> {
  const table = HEADER_BYTES + sections.length * ENTRY_BYTES;
  const total = sections.reduce((sum, section) => sum + section.length, table) + DIGEST_BYTES;
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint32(8, FORMAT_VERSION, true);
  view.setUint32(12, numericsVersion, true);
  view.setUint32(16, sections.length, true);
  let at = table;
  sections.forEach((section, i) => {
    const entry = HEADER_BYTES + i * ENTRY_BYTES;
    view.setUint32(entry, section.length, true);
    bytes.set(sha256(section).subarray(0, CHECK_BYTES), entry + 4);
    bytes.set(section, at);
    at += section.length;
  });
  bytes.set(sha256(bytes.subarray(0, at)), at);
  return bytes;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/**
 * The sections of a container, views into `bytes`; nothing is trusted before it is checked.
 *
 * @throws CellfateError `checkpoint.damaged`, `checkpoint.version`
 */
export function readSections(bytes: Uint8Array): {
  readonly version: number;
  readonly numericsVersion: number;
  readonly sections: readonly Uint8Array[];
} {
  if (bytes.length < HEADER_BYTES + DIGEST_BYTES || !equal(bytes.subarray(0, MAGIC.length), MAGIC)) {
    throw damaged("it does not begin like one");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - DIGEST_BYTES;
  const whole = equal(sha256(bytes.subarray(0, end)), bytes.subarray(end));
  const version = view.getUint32(8, true);
  if (whole && (version < OLDEST_VERSION || version > FORMAT_VERSION)) {
    throw new CellfateError({
      code: "checkpoint.version",
      message: `The checkpoint has format version ${version}, this program reads versions ${OLDEST_VERSION} to ${FORMAT_VERSION}.`,
      where: "checkpoint",
      cure: "Use the version of the program that wrote it, or a newer one.",
    });
  }
  const count = view.getUint32(16, true);
  const table = HEADER_BYTES + count * ENTRY_BYTES;
  if (count > MOST_SECTIONS || table > end) throw damaged(`it announces ${count} sections`);
  const sections: Uint8Array[] = [];
  let at = table;
  for (let i = 0; i < count; i++) {
    const entry = HEADER_BYTES + i * ENTRY_BYTES;
    const length = view.getUint32(entry, true);
    if (length > end - at) throw damaged(`section ${i} is cut off`);
    const section = bytes.subarray(at, at + length);
    const check = sha256(section).subarray(0, CHECK_BYTES);
    if (!equal(check, bytes.subarray(entry + 4, entry + ENTRY_BYTES))) {
      throw damaged(`the checksum of section ${i} is wrong`);
    }
    sections.push(section);
    at += length;
  }
  if (at !== end) throw damaged(`${end - at} bytes belong to no section`);
  if (!whole) throw damaged("its sha256 is wrong");
  return { version, numericsVersion: view.getUint32(12, true), sections };
}
