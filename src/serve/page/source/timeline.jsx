// timeline.jsx - who had it first, and how much later each other outlet: drawn
//
// Places are in percents of the drawing's width, so that it fits any window and its words keep their size. For who
// cannot see it the table of members below has all of it; the drawing is one picture with a summary.

import { countedWords, dateWords, lagWords, spanWords } from "./figure_words.js";
import { titleOf } from "./article_words.jsx";
import { axisMarks, timelinePlan } from "./timeline_plan.js";

const ROW_HEIGHT = 46;
const AXIS_HEIGHT = 26;
const OUTLET_LETTERS = 44;

// For words in an attribute, where no <bdi> can stand: marks of direction in them end with them.
const isolated = (words) => `\u2068${words}\u2069`;

const across = (place) => `${(1.5 + place * 97).toFixed(2)}%`;

function shortened(words) {
  const letters = [...words];
  return letters.length > OUTLET_LETTERS ? `${letters.slice(0, OUTLET_LETTERS - 1).join("")}…` : words;
}

function Row({ row, index }) {
  const top = AXIS_HEIGHT + index * ROW_HEIGHT;
  const line = top + 28;
  return (
    <g class={index === 0 ? "row first" : "row"}>
      <text x="0" y={top + 14} class="outlet">{shortened(row.outlet)}</text>
      <text x="100%" y={top + 14} text-anchor="end" class="lag">{index === 0 ? "first" : lagWords(row.lag)}</text>
      <line x1={across(0)} x2={across(1)} y1={line} y2={line} class="track" />
      <line x1={across(0)} x2={across(row.dots[0].place)} y1={line} y2={line} class="wait" />
      {row.dots.map(({ member, place, lag }) => (
        <circle key={member.number} cx={across(place)} cy={line} r="5">
          <title>{`${isolated(titleOf(member))}, ${dateWords(member.published)}${lag ? `, ${lagWords(lag)}` : ""}`}</title>
        </circle>
      ))}
    </g>
  );
}

function Axis({ span, height }) {
  return axisMarks(span).map(({ seconds, place }) => (
    <g key={seconds} class="mark">
      <line x1={across(place)} x2={across(place)} y1={AXIS_HEIGHT - 6} y2={height} />
      <text x={across(place)} y={AXIS_HEIGHT - 10} text-anchor="middle">{spanWords(seconds)}</text>
    </g>
  ));
}

function summary({ rows, span, more }) {
  if (rows.length === 1) return `Timeline: only ${isolated(rows[0].outlet)} is dated, or has it.`;
  const last = rows[rows.length - 1];
  return `Timeline of ${rows.length + more} outlets over ${spanWords(span)}: ${isolated(rows[0].outlet)} was first, `
    + `${isolated(last.outlet)} came ${lagWords(last.lag)}. The table of members has the same.`;
}

export function Timeline({ members }) {
  const plan = timelinePlan(members);
  if (plan.rows.length === 0) return <p class="quiet">None of these articles has a date, so there is no timeline.</p>;
  const height = AXIS_HEIGHT + plan.rows.length * ROW_HEIGHT;
  return (
    <figure class="timeline">
      <svg role="img" width="100%" height={height} aria-label={summary(plan)}>
        <Axis span={plan.span} height={height} />
        {plan.rows.map((row, index) => <Row key={row.outlet} row={row} index={index} />)}
      </svg>
      {(plan.undated > 0 || plan.more > 0) && (
        <figcaption class="quiet">
          {plan.more > 0 && `${countedWords(plan.more, "outlet")} more below. `}
          {plan.undated > 0 && `${countedWords(plan.undated, "article")} without a date not drawn.`}
        </figcaption>
      )}
    </figure>
  );
}
