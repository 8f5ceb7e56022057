"""How a report looks in a browser: on a screen of any width, light or dark, and on paper.

The timeline is drawn in light colours, so that it lies on a light card in the dark as well.
"""

from __future__ import annotations

STYLE = """
:root {
  --page: #f5f7fa; --card: #fff; --text: #1a2230; --muted: #5f6b7c; --line: #dce1e8;
  --track: #e8ecf2; --hatch: #aab4c2; --work: #0072b2; --pale: #7fb8d8; --thin: #b8d7e8;
  --own: #fff6d6;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #14181f; --card: #1c222b; --text: #e8ecf2; --muted: #a3afbf; --line: #333c49;
    --track: #2b3440; --hatch: #5b6879; --work: #3d9bd6; --pale: #2f6488; --thin: #2b4c63;
    --own: #38321f;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
main, header, footer { max-width: 54rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1.5rem; }
footer { padding: 1rem 1rem 2.5rem; color: var(--muted); font-size: .875rem; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 0 0 .75rem; }
td, th { overflow-wrap: break-word; }
h1, h2, p, dt, dd, td.long, .below td { overflow-wrap: anywhere; }
p { margin: 0 0 .75rem; }
section {
  margin: 1.25rem 0; padding: 1rem 1.25rem; background: var(--card);
  border: 1px solid var(--line); border-radius: .75rem;
}
section > :last-child, header > :last-child { margin-bottom: 0; }
.verdict { font-size: 1.5rem; line-height: 1.3; font-weight: 600; }
.small { color: var(--muted); font-size: .875rem; }

dl {
  display: grid; grid-template-columns: minmax(8rem, max-content) minmax(6rem, max-content) 1fr;
  margin: 0 0 .75rem;
}
dl.told { grid-template-columns: minmax(8rem, 15rem) 1fr; }
dt, dd { margin: 0; padding: .375rem 1rem .375rem 0; border-bottom: 1px solid var(--line); }
dd:last-of-type { padding-right: 0; }
.value { font-weight: 600; }
.more { color: var(--muted); font-size: .875rem; white-space: pre-line; }

table { border-collapse: collapse; width: 100%; margin: 0 0 .75rem; }
th, td {
  text-align: start; vertical-align: top; padding: .375rem .75rem .375rem 0;
  border-bottom: 1px solid var(--line);
}
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--muted); font-size: .875rem; font-weight: 600; }
.figure { text-align: end; font-variant-numeric: tabular-nums; }
td.figure { white-space: nowrap; }
.across { text-align: center; color: var(--muted); }
.has-below td { border-bottom: 0; padding-bottom: 0; }
.below td {
  white-space: pre-wrap; padding-top: 0; color: var(--muted);
  font: .8125rem/1.4 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
}

figure { margin: 0 0 .75rem; }
.drawing {
  overflow-x: auto; background: #fff; border-radius: .5rem; border: 1px solid #dce1e8;
}
.drawing svg { display: block; width: 100%; min-width: 40rem; height: auto; }

.bars { margin: 0 0 .75rem; }
.named { display: flex; flex-wrap: wrap; gap: 0 .75rem; align-items: baseline; }
.bar { display: flex; height: 1.5rem; min-width: 2px; margin: .125rem 0 .625rem; }
.plain { background: var(--pale); }
.parts { list-style: none; margin: 0 0 .75rem; padding: 0; font-size: .875rem; }
.parts li { display: inline-block; margin-right: 1.25rem; }
.sample { display: inline-block; width: 1.5rem; height: .75rem; margin-right: .375rem; }
.bar, .sample, .bar i { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.alone { background: var(--track); }
.starting {
  background: repeating-linear-gradient(135deg, var(--hatch) 0 1px, var(--track) 1px 5px);
  border: 1px solid var(--hatch);
}
.waiting { border: 1px solid var(--hatch); }
.in_progress { background: var(--work); }
.sending { background: repeating-linear-gradient(90deg, var(--work) 0 2px, var(--pale) 2px 5px); }
.lying { background: linear-gradient(var(--thin) 80%, var(--work) 80%); }
.exiting { background: linear-gradient(#0000 25%, var(--pale) 25% 75%, #0000 75%); }

pre {
  margin: 0; padding: .75rem 0; overflow-x: auto; border: 1px solid var(--line);
  border-radius: .5rem;
  font: .8125rem/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
}
pre code { font: inherit; display: block; width: max-content; min-width: 100%; }
pre span { display: block; padding: 0 .75rem; min-height: 1.5em; }
pre .own {
  background: var(--own); print-color-adjust: exact; -webkit-print-color-adjust: exact;
}
:focus-visible { outline: 3px solid var(--work); outline-offset: 2px; }

@media screen and (max-width: 40rem) {
  dl, dl.told { display: block; }
  dt { border: 0; padding-bottom: 0; }
  dd.value:not(:last-child) { border: 0; padding-bottom: 0; padding-top: 0; }
  dd { padding-top: 0; padding-right: 0; }
  section { padding: .875rem; border-radius: 0; margin: .75rem -1rem; border-width: 1px 0; }
  h1 { font-size: 1.375rem; }
  .verdict { font-size: 1.25rem; }
}
@media print {
  @page { margin: 16mm 15mm; }
  body { background: none; font-size: 10pt; }
  main, header, footer { max-width: none; padding: 0; }
  section { border: 0; padding: 0; margin: 14pt 0 0; border-radius: 0; }
  h1 { font-size: 18pt; }
  h2, .verdict { break-after: avoid; }
  tr, dt, dd, .bars, figure { break-inside: avoid; }
  thead { display: table-header-group; }
  .drawing { overflow: visible; border: 0; }
  .drawing svg { min-width: 0; max-height: 240mm; }
  pre { overflow: visible; white-space: pre-wrap; overflow-wrap: anywhere; }
  pre code { width: auto; }
  p { orphans: 3; widows: 3; }
}
"""
