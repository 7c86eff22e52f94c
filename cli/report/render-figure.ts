import { parse, resetSVGDefIds, View, Warn } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Figure } from "../../engine/figures/figure.js";
import { compactSvg, withTags } from "./compact-svg.js";
import { escaped } from "./markup.js";

/** What Vega calls the definitions of a drawing; two drawings of a page would share them. */
const DEFINITIONS = /(id="|url\(#|href="#)((?:clip|gradient_)\d+)/g;

function isSpecification(spec: object): spec is TopLevelSpec {
  return "layer" in spec || "mark" in spec || "hconcat" in spec || "vconcat" in spec || "facet" in spec;
}

/**
 * A figure drawn as an SVG, named and described for those who cannot see it. The same figure gives the same bytes, and the
 * definitions of two figures have different names.
 */
export async function figureSvg({ name, title, caption, spec }: Figure): Promise<string> {
  if (!isSpecification(spec)) throw new Error(`The figure ${name} draws nothing.`);
  resetSVGDefIds();
  // Interpreted, as a page of ours may make no code of texts.
  const runtime = parse(compile(spec).spec, undefined, { ast: true });
  const view = new View(runtime, { expr: expressionInterpreter, renderer: "none", logLevel: Warn });
  const svg = await view.toSVG();
  view.finalize();
  const role = `role="img" aria-labelledby="${name}-title" aria-describedby="${name}-desc"`;
  const described = `<title id="${name}-title">${escaped(title)}</title><desc id="${name}-desc">${escaped(caption)}</desc>`;
  const own = withTags(compactSvg(svg), (tag) => tag.replaceAll(DEFINITIONS, `$1${name}-$2`));
  return own.replace(/^<svg ([^>]*>)/, (_, attributes: string) => `<svg ${role} ${attributes}${described}`);
}
