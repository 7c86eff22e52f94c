/** How a page looks: light or dark as its reader has it, two columns of figures where there is room, light on paper. */
export const STYLE = `
body{margin:0;background:var(--surface);color:var(--ink);font:1rem/1.5 system-ui,"DejaVu Sans",sans-serif;overflow-wrap:break-word}
header,main,footer{max-width:72rem;margin:0 auto;padding:0 1rem}
h1{font-size:1.6rem;line-height:1.2;margin:1.5rem 0 .5rem}
h2{font-size:1.2rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--grid);padding-bottom:.25rem}
h3{font-size:1rem;margin:0 0 .25rem}
.question{font-size:1.1rem;font-weight:600;margin:0 0 .5rem}
.lead{font-size:1.1rem;margin:0}
p{max-width:44rem}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;margin:1rem 0 0;padding:0;font-size:.875rem}
nav li[aria-current]{font-weight:600}
.formula{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.9rem;margin:.5rem 0 .5rem 1.5rem;white-space:pre-wrap}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,26rem),1fr));gap:2rem 1.5rem;margin:1rem 0}
figure{margin:0;min-width:0;break-inside:avoid}
figure svg{display:block;max-width:100%;height:auto}
figcaption{font-size:.875rem;color:var(--ink)}
.save{color:var(--muted)}
a{color:var(--link)}
.table{overflow-x:auto}
table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.2rem 1rem .2rem 0;border-bottom:1px solid var(--grid);vertical-align:top}
th,td:not(:last-child){white-space:nowrap}
tbody th{white-space:normal}td:last-child{min-width:9rem}
pre{background:var(--raised);padding:.75rem;overflow-x:auto;font-size:.8125rem;white-space:pre-wrap}
.problem{border-left:.3rem solid var(--warning);background:var(--raised);margin:.5rem 0;padding:.5rem .75rem}
.problem p{margin:0}
.cure{color:var(--muted)}
summary{cursor:pointer}
@media (max-width:30rem){header,main,footer{padding:0 .5rem}figure svg{max-width:calc(100% + .7rem);margin:0 -.35rem}}
@media print{:root{font-size:10pt}header,main,footer{max-width:none;padding:0}.save,details:not([open]){display:none}h2,h3{break-after:avoid}.figures{grid-template-columns:1fr 1fr;gap:1.5rem 1rem}.table{overflow:visible}td:last-child{min-width:0}th,td:not(:last-child){white-space:normal;overflow-wrap:anywhere}}
@page{size:A4;margin:12mm}
`;
