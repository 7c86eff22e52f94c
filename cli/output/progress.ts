import { SingleBar } from "cli-progress";
import type { ChampionStep, Config, GenerationRecord } from "../../engine/index.js";
import { drawsOnTerminal, tell } from "./streams.js";

/** Lines of progress where there is no terminal: at least these many over a run. */
const PLAIN_LINES = 20;

/** Shows how a run comes along, on stderr. */
export interface Progress {
  generation(record: GenerationRecord, seconds: number): void;
  /** The search has ended, and a step of choosing its champion begins. */
  champion(step: ChampionStep): void;
  stop(): void;
}

/** Shows nothing. */
export const SILENT: Progress = {
  generation: () => undefined,
  champion: () => undefined,
  stop: () => undefined,
};

function show(value: number | null): string {
  return value === null ? "–" : value.toFixed(4);
}

function rate(cellSteps: number, seconds: number): string {
  return `${(cellSteps / Math.max(seconds, 1e-3) / 1e6).toFixed(0)} M cell-steps/s`;
}

/** What is done in a step of choosing the champion. */
function stepText(step: ChampionStep, { candidates, replicates }: Config["champion"]): string {
  switch (step) {
    case "compare":
      return `comparing the best ${candidates} on ${replicates} fresh replicates each`;
    case "measure":
      return `measuring the winner on ${replicates} others or more`;
    case "refine":
      return "measuring it at finer time steps";
  }
}

/**
 * A progress bar on a terminal, plain lines elsewhere, nothing when `quiet`.
 *
 * @param config of the run
 * @param from generations already done in earlier sittings, which took `secondsBefore`
 */
export function createProgress(
  { search, champion }: Pick<Config, "search" | "champion">,
  from: number,
  secondsBefore: number,
  quiet: boolean,
): Progress {
  if (quiet) return SILENT;
  const { generations } = search.stop;
  const tellStep = (step: ChampionStep): void => {
    tell(`champion: ${stepText(step, champion)}\n`);
  };
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
      champion: (step) => {
        bar.stop();
        tellStep(step);
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
    champion: tellStep,
    stop: () => undefined,
  };
}
