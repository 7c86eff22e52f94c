import { frameSchema } from "../frame.js";
import { type FrameView, showStatus } from "./frame-view.js";
import { onPress, part } from "./parts.js";

/** Milliseconds between two frames, at least. */
const FRAME_EVERY = 100;

function field(id: string): HTMLInputElement | HTMLSelectElement {
  const found = part(id);
  if (found instanceof HTMLInputElement || found instanceof HTMLSelectElement) return found;
  throw new Error(`The part ${id} of the page has no value.`);
}

async function frameAt(t: number): Promise<unknown> {
  const response = await fetch(`frame?t=${t}`);
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

/** Shows a trace: the time that its reader chooses, or one after the other. */
export class Replay {
  readonly #view: FrameView;
  readonly #duration: number;
  readonly #time = field("time");
  /** Since when it plays, by the clock, and from which time of the trace; undefined where it does not. */
  #playing: { readonly since: number; readonly from: number } | undefined;
  /** The time that is to be shown next. */
  #wanted: number | undefined;
  #isAsking = false;

  constructor(view: FrameView, duration: number) {
    this.#view = view;
    this.#duration = duration;
    this.#time.addEventListener("input", () => {
      this.#stop();
      this.#seek(Number(this.#time.value));
    });
    field("speed").addEventListener("change", () => {
      if (this.#playing !== undefined) this.#play();
    });
    onPress("play", () => {
      if (this.#playing === undefined) this.#play();
      else this.#stop();
    });
    setInterval(() => {
      this.#advance();
    }, FRAME_EVERY);
    this.#seek(0);
  }

  #play(): void {
    const now = Number(this.#time.value);
    this.#playing = { since: performance.now(), from: now < this.#duration ? now : 0 };
    part("play").textContent = "Stop";
  }

  #stop(): void {
    this.#playing = undefined;
    part("play").textContent = "Play";
  }

  #advance(): void {
    if (this.#playing === undefined) return;
    const { since, from } = this.#playing;
    const t = Math.min(this.#duration, from + Number(field("speed").value) * (performance.now() - since));
    this.#time.value = String(t);
    this.#seek(t);
    if (t >= this.#duration) this.#stop();
  }

  #seek(t: number): void {
    this.#wanted = t;
    this.#time.setAttribute("aria-valuetext", `${(t / 1000).toFixed(1)} s`);
    if (!this.#isAsking) void this.#ask();
  }

  /** One request at a time: what was wanted in between is passed over. */
  async #ask(): Promise<void> {
    this.#isAsking = true;
    try {
      while (this.#wanted !== undefined) {
        const t = this.#wanted;
        this.#wanted = undefined;
        const frame = frameSchema.parse(await frameAt(t));
        this.#view.show(frame);
        showStatus(
          frame.status === "running"
            ? "A trace, replayed."
            : `A trace, replayed. The run ends here: ${frame.status}.`,
        );
      }
    } catch (error) {
      this.#stop();
      showStatus(`No frame: ${error instanceof Error ? error.message : String(error)}`);
    }
    this.#isAsking = false;
  }
}
