import { CHART_STYLE } from "../machines/chart-svg.js";
import { STYLE } from "../report/style.js";
import { themeVariables } from "../report/theme-variables.js";

const OWN = `
button,select,input{font:inherit;accent-color:var(--link)}
button{color:inherit;background:var(--raised);border:1px solid var(--muted);border-radius:.25rem;padding:.1rem .75rem}
[data-kind=replay] header{position:sticky;top:0;z-index:1;background:var(--surface);border-bottom:1px solid var(--grid)}
[data-kind=replay] h1{margin:.25rem 0;font-size:1.2rem}
.controls{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin:.5rem 0}
.controls label:has(#time){flex:1 1 16rem;display:flex;gap:.5rem}
#time{flex:1;min-width:0}
.machines{display:flex;flex-wrap:wrap;gap:2rem 2.5rem;margin:1rem 0}
.machine{max-width:100%}
.scroll{overflow-x:auto}
.chart{max-width:none}
#events table{font-family:"DejaVu Sans Mono",monospace;font-size:.75rem}
#events td{overflow-wrap:anywhere;white-space:normal}
.patterns{font-family:"DejaVu Sans Mono",monospace;list-style:none;padding:0;overflow-wrap:anywhere}
.cell{display:inline-block;min-width:1.2em;text-align:center;border-bottom:.25rem solid var(--muted);margin-right:1px}
${[0, 1, 2, 3, 4, 5].map((fate) => `.fate-${fate + 1}{border-color:var(--series-${fate})}`).join("\n")}
`;

/** How a page that shows a run looks: as a report does. */
export function pageStyle(): string {
  return `${themeVariables()}${STYLE}${CHART_STYLE}${OWN}`;
}
