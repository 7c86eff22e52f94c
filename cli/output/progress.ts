import { SingleBar } from "cli-progress";
import type { GenerationRecord } from "../../engine/index.js";
import { drawsOnTerminal, tell } from "./streams.js";

/** Lines of progress where there is no terminal: at least these many over a run. */
const PLAIN_LINES = 20;

/** Shows how a search comes along, on stderr. */
export interface Progress {
  generation(record: GenerationRecord, seconds: number): void;
  stop(): void;
}

function show(value: number | null): string {
  return value === null ? "–" : value.toFixed(4);
}

function rate(cellSteps: number, seconds: number): string {
  return `${(cellSteps / Math.max(seconds, 1e-3) / 1e6).toFixed(0)} M cell-steps/s`;
}

/**
 * A progress bar on a terminal, plain lines elsewhere, nothing when `quiet`.
 *
 * @param from generations already done in earlier sittings, which took `secondsBefore`
 */
export function createProgress(
  generations: number,
  from: number,
  secondsBefore: number,
  quiet: boolean,
): Progress {
  if (quiet) return { generation: () => undefined, stop: () => undefined };
  let cellSteps = 0;
  if (drawsOnTerminal()) {
    const bar = new SingleBar({
      format: "{bar} {value}/{total}  best {best}  mean {mean}  {rate}  {eta_formatted} left",
      barsize: 24,
      // Nothing of the terminal's is changed, so that nothing is to be given back, whatever ends or stops the process.
      hideCursor: false,
      linewrap: true,
      fps: 10,
      gracefulExit: false,
    });
    bar.start(generations, from, { best: "–", mean: "–", rate: "–" });
    return {
      generation: (record, seconds) => {
        cellSteps += record.cellSteps;
        bar.update(record.generation + 1, {
          best: show(record.best),
          mean: show(record.mean),
          rate: rate(cellSteps, seconds - secondsBefore),
        });
      },
      stop: () => {
        bar.stop();
      },
    };
  }
  const every = Math.max(1, Math.trunc(generations / PLAIN_LINES));
  return {
    generation: (record, seconds) => {
      cellSteps += record.cellSteps;
      const { generation } = record;
      if (generation % every !== 0 && generation !== generations - 1) return;
      tell(
        `generation ${generation}  best ${show(record.best)}  mean ${show(record.mean)}  ${rate(cellSteps, seconds - secondsBefore)}\n`,
      );
    },
    stop: () => undefined,
  };
}
