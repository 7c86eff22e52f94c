import { type LoggerInterface, parse, resetSVGDefIds, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { FigureSpec } from "#engine/figures/library.js";

/** What keeps the warnings of Vega and Vega-Lite. */
function keeper(warnings: string[]): LoggerInterface {
  const keep = (...texts: readonly unknown[]) => {
    warnings.push(texts.join(" "));
    return logger;
  };
  // Its level is asked for, and set, by methods of one name.
  const level: LoggerInterface["level"] = (asked?: number) => (asked === undefined ? 0 : logger);
  const logger: LoggerInterface = { level, error: keep, warn: keep, info: () => logger, debug: () => logger };
  return logger;
}

function isSpecification(spec: object): spec is TopLevelSpec {
  return "$schema" in spec;
}

/** A figure as SVG, and what Vega-Lite and Vega had to say of its specification. */
export async function draw(spec: FigureSpec): Promise<{ readonly svg: string; readonly warnings: string[] }> {
  const warnings: string[] = [];
  const logger = keeper(warnings);
  const own: object = structuredClone(spec);
  if (!isSpecification(own)) throw new Error("A figure is a specification of Vega-Lite.");
  const { spec: compiled } = compile(own, { logger });
  resetSVGDefIds();
  const view = new View(parse(compiled), { renderer: "none", logger });
  const svg = await view.toSVG();
  view.finalize();
  return { svg, warnings };
}
