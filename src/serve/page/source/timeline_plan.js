// timeline_plan.js - who had a text when, as rows to draw
//
// A row is an outlet, its dots the articles it printed, from the cluster's first moment at the left to its last
// at the right. Outlets come in the order of their first article; articles without a date cannot be drawn and
// are counted.

import { dateSeconds } from "./figure_words.js";
import { outletOf } from "./safe_links.js";

const ROWS_SHOWN = 40;

export function timelinePlan(members) {
  const dated = members
    .map((member) => ({ member, seconds: dateSeconds(member.published) }))
    .filter(({ seconds }) => seconds !== null)
    .sort((a, b) => a.seconds - b.seconds || a.member.number - b.member.number);
  if (dated.length === 0) return { rows: [], span: 0, undated: members.length, more: 0 };
  const first = dated[0].seconds;
  const span = dated[dated.length - 1].seconds - first;
  const rows = outletRows(dated, first, span);
  return {
    rows: rows.slice(0, ROWS_SHOWN),
    span,
    undated: members.length - dated.length,
    more: Math.max(rows.length - ROWS_SHOWN, 0),
  };
}

function outletRows(dated, first, span) {
  const rows = new Map();
  for (const { member, seconds } of dated) {
    const outlet = outletOf(member) ?? "outlet unknown";
    if (!rows.has(outlet)) rows.set(outlet, { outlet, lag: seconds - first, dots: [] });
    rows.get(outlet).dots.push({
      member,
      lag: seconds - first,
      place: span ? (seconds - first) / span : 0,
    });
  }
  return [...rows.values()];
}

// Steps of a clock that leave at most six marks on an axis of 'span' seconds.
const STEPS = [60, 300, 600, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800, 604800, 1209600, 2592000,
  7776000, 31536000, 157680000];

export function axisMarks(span) {
  if (!span) return [];
  const step = STEPS.find((seconds) => span / seconds <= 6) ?? Math.ceil(span / 6);
  const marks = [];
  for (let at = step; at < span; at += step) marks.push({ seconds: at, place: at / span });
  return marks;
}
