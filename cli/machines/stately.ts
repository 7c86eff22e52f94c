import type { Chart } from "./chart.js";
import { machineConfig } from "./machine-config.js";

/** A chart as code that editors of statecharts, Stately's among them, can read: a machine whose implementations do nothing. */
export function chartCode(chart: Chart): string {
  const { states, transitions } = chart;
  const actions = states.flatMap(({ entry, exit, initial }) => [
    ...entry,
    ...exit,
    ...(initial?.actions ?? []),
  ]);
  const delays = transitions.filter(({ kind, name }) => kind === "after" && Number.isNaN(Number(name)));
  const implementations = {
    actions: implemented([...actions, ...transitions.flatMap((one) => one.actions)], "() => {}"),
    guards: implemented(
      transitions.flatMap(({ guard }) => guard ?? []),
      "() => true",
    ),
    delays: implemented(
      delays.map(({ name }) => name),
      "1000",
    ),
    actors: implemented(
      states.flatMap(({ invokes }) => invokes.map(({ src }) => src)),
      "fromPromise(async () => {})",
    ),
  };
  const given = Object.entries(implementations).map(([kind, lines]) => `  ${kind}: {${lines}},\n`);
  return `import { fromPromise, setup } from "xstate";

export const machine = setup({
${given.join("")}}).createMachine(${JSON.stringify(machineConfig(chart), null, 2)});
`;
}

/** Each of the names with the same implementation, as properties of an object. */
function implemented(names: readonly string[], implementation: string): string {
  const lines = [...new Set(names)].map((name) => `\n    ${JSON.stringify(name)}: ${implementation},`);
  return lines.length === 0 ? "" : `${lines.join("")}\n  `;
}
