// text_layers.js - a text cut into runs, each with all that is to be shown of it
//
// Passages, changed facts and boilerplate are ranges that may touch, nest and overlap: two passages of one
// text can copy the same sentence of the other. Markup nests and cannot overlap, so the text is cut wherever
// any range begins or ends, and each run between two cuts lists whom it belongs to.

import { byteOffsets } from "./byte_offsets.js";

// Ranges of one side of a comparison in units of the string: [{kind, index, begin, end}].
export function sideRanges(text, side, comparison) {
  const at = byteOffsets(text);
  const range = (kind, index, [begin, end]) => ({ kind, index, begin: at(begin), end: at(end) });
  const parts = comparison.boilerplate?.[side] ?? [];
  return [
    ...(comparison.passages ?? []).map((passage, i) => range("passage", i, passage[side])),
    ...(comparison.changes ?? []).map((change, i) => range("change", i, change[side])),
    ...parts.map((part, i) => range("boilerplate", i, part.range)),
  ].filter(({ begin, end }) => begin < end);
}

// Runs in order that make up the whole text: [{begin, end, passages, change, isBoilerplate, opens}]; 'passages'
// has the longest first, 'opens' those that begin with this run.
export function textRuns(text, ranges) {
  const cuts = new Set([0, text.length]);
  for (const { begin, end } of ranges) cuts.add(begin).add(end);
  for (const end of paragraphEnds(text)) cuts.add(end);
  const places = [...cuts].sort((a, b) => a - b);
  const sorted = [...ranges].sort((a, b) => a.begin - b.begin);
  const runs = [];
  let open = [];
  let next = 0;
  for (let i = 0; i + 1 < places.length; i++) {
    const begin = places[i];
    const end = places[i + 1];
    open = open.filter((range) => range.end > begin);
    while (next < sorted.length && sorted[next].begin <= begin) open.push(sorted[next++]);
    runs.push(makeRun(begin, end, open));
  }
  return runs;
}

function makeRun(begin, end, open) {
  const passages = open.filter(({ kind }) => kind === "passage");
  passages.sort((a, b) => b.end - b.begin - (a.end - a.begin) || a.index - b.index);
  const change = open.find(({ kind }) => kind === "change");
  return {
    begin,
    end,
    passages: passages.map(({ index }) => index),
    opens: passages.filter((range) => range.begin === begin).map(({ index }) => index),
    change: change ? change.index : null,
    isBoilerplate: open.some(({ kind }) => kind === "boilerplate"),
  };
}

function paragraphEnds(text) {
  return [...text.matchAll(/\n[ \t\r]*\n\s*/g)].map((gap) => gap.index + gap[0].length);
}

// The runs of each paragraph, as [[run, ...], ...]; a paragraph ends where a line is empty.
export function paragraphs(text, runs) {
  const ends = new Set(paragraphEnds(text));
  const all = [[]];
  for (const run of runs) {
    all[all.length - 1].push(run);
    if (ends.has(run.end)) all.push([]);
  }
  return all.filter((list) => list.length > 0);
}
