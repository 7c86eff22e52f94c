import { CellfateError, pack, unpack } from "../engine/index.js";
import { type Envelope, envelopeSchema } from "./messages.js";

/** No message is larger: the patterns of a wave are bounded, and a population of 65,536 large networks fits. */
const MOST_MESSAGE_BYTES = 1 << 30;

/** A message as msgpack bytes. */
export function encodeMessage(envelope: Envelope): Uint8Array<ArrayBuffer> {
  return pack(envelope);
}

function refuse(message: string): CellfateError {
  return new CellfateError({
    code: "message.invalid",
    message,
    cure: "Both ends must run the same version.",
  });
}

/** Whether arrays that belong together have sizes that do. */
function shapesAgree(envelope: Envelope): boolean {
  switch (envelope.type) {
    case "score":
    case "simulate":
    case "prepare": {
      const { population, keys, hidden } = envelope.payload.request;
      const sizes = [...hidden, 1];
      const parameters = sizes.reduce((sum, outputs, i) => sum + outputs * (1 + (sizes[i - 1] ?? 1)), 0);
      const keyed = [keys.initialStates, keys.noise].every(
        ({ length }) => length === 1 || length === population.individuals,
      );
      return keyed && population.genomes.length === population.individuals * parameters;
    }
    case "population": {
      const { population, strategy } = envelope.payload;
      const { individuals, genomes } = population;
      const whole = Object.values(strategy.arrays).every(
        ({ shape, data }) => data.length === shape.reduce((product, length) => product * length, 1),
      );
      return whole && genomes.length > 0 && genomes.length % individuals === 0;
    }
    case "shard-done":
    case "simulated": {
      const { counts, regulation } = envelope.payload.result;
      return (
        counts.length === regulation.length &&
        counts.every((d) =>
          d.counts.length === 0 ? d.words.length === 0 : d.words.length % d.counts.length === 0,
        )
      );
    }
    case "scored": {
      const { fitness, ...others } = envelope.payload.scores;
      return Object.values(others).every(({ length }) => length === fitness.length);
    }
    default:
      return true;
  }
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
  if (!shapesAgree(result.data))
    throw refuse(`The arrays of a "${result.data.type}" message do not fit together.`);
  return result.data;
}
