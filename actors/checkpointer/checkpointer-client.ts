import { CellfateError, type Problem } from "../../engine/index.js";
import { type Deferred, deferred } from "../deferred.js";
import { Mailbox, type MessageWitness } from "../mailbox.js";
import type { Transport } from "../transport/transport.js";

/** The asking end of the checkpointer: a checkpoint on disk is a promise. */
export class CheckpointerClient {
  readonly #mailbox: Mailbox;
  readonly #onFailed: (problem: Problem) => void;
  readonly #pending = new Map<number, Deferred<undefined>>();
  #lastSave = 0;
  /** The newest generation handed over, unless saving it has failed. */
  #newest:
    { readonly generation: number; readonly save: number; readonly saved: Promise<undefined> } | undefined;

  constructor(
    transport: Transport,
    run: string,
    onFailed: (problem: Problem) => void,
    witness?: MessageWitness,
  ) {
    this.#onFailed = onFailed;
    this.#mailbox = new Mailbox(transport, run, witness);
    this.#mailbox.onMessage((envelope) => {
      switch (envelope.type) {
        case "saved":
          this.#settle(envelope.payload.save, (saved) => {
            saved.resolve(undefined);
          });
          break;
        case "save-failed":
          this.#fail(envelope.payload.save, envelope.payload.problem);
          break;
        default:
          throw new Error(`a checkpointer cannot have sent a "${envelope.type}" message`);
      }
    });
  }

  /**
   * Resolves when the checkpoint of a generation, or of a later one, is on disk. One that is there or on its way is
   * not written again.
   *
   * @throws CellfateError of the last attempt at writing it
   */
  save(generation: number, encode: () => Uint8Array): Promise<undefined> {
    if (this.#newest?.generation === generation) return this.#newest.saved;
    const bytes = encode();
    const save = ++this.#lastSave;
    const saved = deferred<undefined>();
    this.#pending.set(save, saved);
    this.#newest = { generation, save, saved: saved.promise };
    this.#mailbox.send("save", { save, bytes }, { generation });
    return saved.promise;
  }

  #fail(save: number, problem: Problem): void {
    if (!this.#pending.has(save)) return;
    if (this.#newest?.save === save) this.#newest = undefined;
    this.#onFailed(problem);
    this.#settle(save, (saved) => {
      saved.reject(new CellfateError(problem));
    });
  }

  /** The checkpointer writes the newest that waits and skips what came before it: an answer is about all up to one. */
  #settle(save: number, settle: (saved: Deferred<undefined>) => void): void {
    for (const [number, saved] of this.#pending) {
      if (number > save) continue;
      this.#pending.delete(number);
      settle(saved);
    }
  }
}
