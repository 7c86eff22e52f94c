import { CellfateError, pack, unpack } from "../engine/index.js";
import { type Envelope, type EnvelopeOf, envelopeSchema, type MessageType } from "./messages.js";

/** No message is larger: the patterns of a wave are bounded, and a population of 65,536 large networks fits. */
const MOST_MESSAGE_BYTES = 1 << 30;

/** A message as msgpack bytes. */
export function encodeMessage<T extends MessageType>(envelope: EnvelopeOf<T>): Uint8Array<ArrayBuffer> {
  return pack(envelope);
}

function refuse(message: string): CellfateError {
  return new CellfateError({
    code: "message.invalid",
    message,
    cure: "Both ends must run the same version.",
  });
}

/**
 * The message that `bytes` hold. Lengths, nesting, types, ranges and shapes are checked before it is believed.
 *
 * @throws CellfateError `message.invalid`, `codec.malformed`
 */
export function decodeMessage(bytes: Uint8Array): Envelope {
  if (bytes.length > MOST_MESSAGE_BYTES) throw refuse(`A message of ${bytes.length} bytes is too large.`);
  let value: unknown;
  try {
    value = unpack(bytes);
  } catch (error) {
    if (error instanceof CellfateError) throw error;
    throw refuse(error instanceof Error ? error.message : "The message cannot be decoded.");
  }
  const result = envelopeSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw refuse(`The message is invalid at ${issue!.path.join(".") || "its root"}: ${issue!.message}.`);
  }
  return result.data;
}
