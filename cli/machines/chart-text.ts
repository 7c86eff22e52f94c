import type { Chart } from "./chart.js";

/** A chart as a list: what the machine and each of its states is for. */
export function chartText({ states }: Chart): string {
  const [root, ...inner] = states;
  const names = inner.map(({ id }) => id.slice((root?.id.length ?? 0) + 1));
  const width = Math.max(0, ...names.map((name) => name.length));
  const lines = inner.map(({ description }, i) =>
    `  ${(names[i] ?? "").padEnd(width)}  ${description}`.trimEnd(),
  );
  return `${[`${root?.name ?? ""}: ${root?.description ?? ""}`, ...lines].join("\n")}\n`;
}
