import { type Markup, markup } from "../../report/markup.js";
import { tableMarkup } from "../../report/table-markup.js";
import type { Activity, WatchedWorker } from "../frame.js";

/** A time of a run as people read it. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function doesText({ shard, lost }: WatchedWorker, t: number): string {
  const had = shard === null ? "" : `shard ${shard.shard}, attempt ${shard.attempt}`;
  if (lost !== null) return `gone at ${seconds(lost.at)}${had === "" ? "" : ` with ${had}`}: ${lost.problem}`;
  return shard === null ? "idle" : `${had}, for ${seconds(t - shard.since)}`;
}

/** The workers, those that have gone and the shards that went to another. */
export function workersMarkup({ workers, workersLost, retries }: Activity, t: number): Markup {
  const rows = workers.map((worker) => [worker.name, doesText(worker, t), worker.done, worker.failed]);
  const retried = retries.last.map(({ shard, attempt, generation, worker, since }) => [
    ...[`shard ${shard}`, `attempt ${attempt}`, generation, worker, seconds(since)],
  ]);
  return markup`${tableMarkup({ head: ["worker", "does", "shards done", "failed"], rows })}
<p>${workersLost} lost, ${retries.count} attempts after the first.</p>
${retried.length === 0 ? null : tableMarkup({ head: ["last retries", "", "generation", "by", "at"], rows: retried })}`;
}

/** What has been said by whom, and how much. */
export function messagesMarkup({ messages }: Activity): Markup {
  const rows = messages.map(({ type, from, to, count, bytes }) => [type, `${from} → ${to}`, count, bytes]);
  return tableMarkup({ head: ["message", "from → to", "number", "bytes"], rows });
}

/** The newest events. */
export function eventsMarkup({ events }: Activity): Markup {
  const rows = events.last.map(({ t, who, what }) => [(t / 1000).toFixed(3), who, what]);
  return tableMarkup({ head: ["s", "who", "what"], rows });
}

/** The patterns of replicates, a digit and a line below it a cell. */
export function patternsMarkup(patterns: readonly string[]): Markup {
  const items = patterns.map(
    (pattern) =>
      markup`<li>${Array.from(pattern, (fate) => markup`<span class="cell fate-${fate}">${fate}</span>`)}</li>`,
  );
  return markup`<ul class="patterns">${items}</ul>`;
}
