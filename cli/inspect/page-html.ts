import { chartSvg } from "../machines/chart-svg.js";
import { layouts } from "../machines/read-layouts.js";
import { Markup, markup } from "../report/markup.js";

/** What a page shows: a run while it goes on, or a trace from its beginning to its end. */
export type PageKind =
  | { readonly kind: "live" }
  /** Milliseconds. */
  | { readonly kind: "replay"; readonly duration: number };

function attributesOf(page: PageKind): Markup {
  return page.kind === "live"
    ? markup`data-kind="live"`
    : markup`data-kind="replay" data-duration="${page.duration}"`;
}

/** What moves through a trace. */
function controlsOf(page: PageKind): Markup | null {
  if (page.kind === "live") return null;
  return markup`<form class="controls" id="controls">
<button type="button" id="play">Play</button>
<label>Time <input type="range" id="time" min="0" max="${Math.ceil(page.duration)}" step="any" value="0"></label>
<label>Speed <select id="speed"><option value="0.01">1/100</option><option value="0.1">1/10</option><option value="1" selected>1</option><option value="10">10</option><option value="100">100</option></select></label>
</form>`;
}

/** The charts of the machines, with room for what is known of each. */
function machinesMarkup(): Markup {
  const charts = Object.entries(layouts()).map(
    ([name, chart]) =>
      markup`<article class="machine"><h3>${name}</h3><div class="scroll" tabindex="0" role="region" aria-label="Statechart of ${name}">${new Markup(chartSvg(chart, { standalone: false }))}</div><div id="machine-${name}"></div></article>\n`,
  );
  return markup`${charts}`;
}

/** The page as it is before anything is known; `page/main.ts` fills its parts by their ids. */
export function pageHtml(page: PageKind): string {
  const { text } = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>cellfate</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="page.css">
<script type="module" src="page.js"></script>
</head>
<body ${attributesOf(page)}>
<header><h1 id="title">cellfate</h1><p class="lead" id="status" role="status"></p><p class="lead" id="progress"></p>${controlsOf(page)}</header>
<main>
<section aria-labelledby="machines-title"><h2 id="machines-title">Machines</h2><div class="machines">${machinesMarkup()}</div></section>
<section aria-labelledby="workers-title"><h2 id="workers-title">Workers</h2><div id="workers"></div></section>
<section aria-labelledby="search-title"><h2 id="search-title">Search</h2><div class="figures"><div id="fitness"></div><div id="regulation"></div></div><div id="patterns"></div></section>
<section aria-labelledby="messages-title"><h2 id="messages-title">Messages</h2><div id="messages"></div></section>
<section aria-labelledby="events-title"><h2 id="events-title">Events</h2><p><button type="button" id="pause" aria-pressed="false">Pause</button> <span id="event-count"></span></p><div id="events"></div></section>
</main>
<noscript>This page needs JavaScript, of its own server only.</noscript>
</body>
</html>
`;
  return text;
}
