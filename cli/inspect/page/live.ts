import { type Frame, frameSchema } from "../frame.js";
import { type FrameView, showStatus } from "./frame-view.js";

const STATUS: Readonly<Record<Frame["status"], string>> = {
  running: "Running.",
  done: "Done. The run has ended; this page stays as it is.",
  interrupted: "Interrupted. The run can be gone on with; this page stays as it is.",
  failed: "Failed. The run can be gone on with; this page stays as it is.",
};

/** Shows a run as its server tells of it, until that has said how it ended. */
export function follow(view: FrameView): void {
  showStatus("Connecting.");
  const events = new EventSource("events");
  events.addEventListener("message", ({ data }) => {
    const frame = frameSchema.parse(JSON.parse(String(data)));
    view.show(frame);
    showStatus(STATUS[frame.status]);
    if (frame.status !== "running") events.close();
  });
  events.addEventListener("error", () => {
    showStatus("No connection: the run has ended without a word, or is stopped. This page stays as it is.");
  });
}
