import type { TraceEvent } from "../trace/trace-event.js";

/** Names and problems are cut: they come from outside. */
const MOST_CHARACTERS = 200;

/** An event as people read it: whose it is, and what it is. */
export function eventText(event: TraceEvent): {
  readonly t: number;
  readonly who: string;
  readonly what: string;
} {
  const [who, what] = whoAndWhat(event);
  return { t: event.t, who: who.slice(0, MOST_CHARACTERS), what: what.slice(0, MOST_CHARACTERS) };
}

function whoAndWhat(event: TraceEvent): readonly [who: string, what: string] {
  switch (event.type) {
    case "trace":
      return [event.name, `begins at ${event.startedAt}`];
    case "@xstate.actor":
      return [event.actor, "is there"];
    case "@xstate.event":
      return [event.actor, `hears ${event.event}`];
    case "@xstate.microstep":
      return [event.actor, event.from === null ? `begins in ${event.to}` : `${event.from} → ${event.to}`];
    case "message": {
      const { shard, attempt, bytes, generation } = event;
      const about = shard === 0 ? `generation ${generation}` : `shard ${shard}, attempt ${attempt}`;
      return [`${event.from} → ${event.to}`, `${event.message}, ${about}, ${bytes} bytes`];
    }
    case "worker.joined":
      return [event.name, "has joined"];
    case "worker.left":
      return [`worker ${event.worker}`, `has left: ${event.problem.message}`];
    case "generation":
      return [
        "history",
        `generation ${event.record.generation}, best ${event.record.best?.toFixed(4) ?? "–"}`,
      ];
    case "regulation":
      return ["look", `f of the best of generation ${event.record.generation}`];
    case "end":
      return ["run", event.status];
  }
}
