import "./without-eval.js";
import { FrameView } from "./frame-view.js";
import { follow } from "./live.js";
import { Replay } from "./replay.js";

const { kind, duration } = document.body.dataset;
const view = new FrameView();
if (kind === "live") follow(view);
else new Replay(view, Number(duration));
