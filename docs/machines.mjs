// docs/machines.md and the pictures in it, made of the machines and of the table of messages:
// `npm run build && node docs/machines.mjs` prints the document, with --write both take the place of those that stand here.
import { mkdirSync, writeFileSync } from "node:fs";
import { MACHINES, ROUTES } from "../dist/actors/index.js";
import { chartOf } from "../dist/cli/machines/chart.js";
import { chartSvg } from "../dist/cli/machines/chart-svg.js";
import { layouts } from "../dist/cli/machines/read-layouts.js";

const HERE = new URL(".", import.meta.url);
const PICTURES = "pictures/machines/";

const words = (name) => name.replaceAll("-", " ");

/** Who sends what to whom, as a diagram: an arrow for each two that do, with all its messages. */
function flow() {
  const messages = new Map();
  for (const [type, ends] of Object.entries(ROUTES)) {
    const key = ends.join(" ");
    messages.set(key, [...(messages.get(key) ?? []), type]);
  }
  const parties = [...new Set(Object.values(ROUTES).flat())];
  return [
    "flowchart LR",
    ...parties.map((party) => `  ${party}["${words(party)}"]`),
    ...[...messages].map(([ends, types]) => {
      const [from, to] = ends.split(" ");
      return `  ${from} -- "${types.join("<br>")}" --> ${to}`;
    }),
  ].join("\n");
}

function sectionOf([name, machine]) {
  const [root, ...states] = chartOf(machine).states;
  const rows = states.map((state) => `| \`${state.name}\` | ${state.description} |`);
  return `## The ${words(name)}

${root.description}

![Statechart of the ${words(name)}](${PICTURES}${name}.svg)

| state | |
|---|---|
${rows.join("\n")}
`;
}

const document = `# The machines

A run is four actors and their workers. Each of the four is a machine of [XState](https://stately.ai/docs/xstate): states, what
leads from one to another, and the names of what is done on the way. What the names do stands beside the machine, in
\`actors/\`; [architecture.md](architecture.md) says how it hangs together. This page is made of the machines themselves by
\`docs/machines.mjs\`. \`cellfate machines\` lists them in a terminal and writes the charts as SVG, PNG, Mermaid, DOT, JSON and code.

How to read a chart: \`event [guard] / actions\` stands beside an arrow, and inside the box of a state where the state is not left.
\`done: ask\` is the end of what is invoked as \`ask\`, \`error: ask\` its failure. An arrow from the frame holds in every state that does
not say otherwise. An arrow without a text is taken at once. A double border is an end.

## Who sends what to whom

\`\`\`mermaid
${flow()}
\`\`\`

${Object.entries(MACHINES).map(sectionOf).join("\n")}`;

if (process.argv[2] === "--write") {
  mkdirSync(new URL(PICTURES, HERE), { recursive: true });
  writeFileSync(new URL("machines.md", HERE), document);
  for (const [name, layout] of Object.entries(layouts())) {
    writeFileSync(new URL(`${PICTURES}${name}.svg`, HERE), chartSvg(layout, { standalone: true }));
  }
} else process.stdout.write(document);
