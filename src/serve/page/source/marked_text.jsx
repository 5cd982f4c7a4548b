// marked_text.jsx - a text with its shared passages, changed facts and boilerplate marked
//
// A passage has a colour and a number, the same on both sides, so that colour is never all there is to tell it
// by. The number is a button: it can be reached by Tab, and Enter goes to the passage's twin. With a mouse the
// whole passage does the same.

import { paragraphs, sideRanges, textRuns } from "./text_layers.js";

const COLOURS = 6;

export const passageId = (side, index) => `passage-${side}-${index}`;

function Jump({ side, index, passage, onJump, onLight }) {
  const other = side === "a" ? "B" : "A";
  const words = passage.tokens === 1 ? "1 word" : `${passage.tokens} words`;
  return (
    <button
      type="button"
      class="jump"
      id={passageId(side, index)}
      aria-label={`Passage ${index + 1}, ${words}: go to it in ${other}`}
      onClick={(event) => { event.stopPropagation(); onJump(side, index); }}
      onFocus={() => onLight(index)}
    >
      {index + 1}
    </button>
  );
}

function changeWords(change, side) {
  const other = side === "a" ? change.b_text : change.a_text;
  const kind = change.figures ? "changed figure" : "changed name";
  return `${kind}; the other text has: ${other || "nothing"}`;
}

function Words({ words, run, side, comparison }) {
  const change = run.change === null ? null : comparison.changes[run.change];
  if (!change || !(change.figures || change.names))
    return run.isBoilerplate ? <span class="boilerplate">{words}</span> : words;
  const said = changeWords(change, side);
  return (
    <strong class={change.figures ? "changed figures" : "changed names"} title={said}>
      {words}<span class="unseen"> ({said})</span>
    </strong>
  );
}

function Run({ run, words, side, comparison, lit, onJump, onLight }) {
  const inner = <Words words={words} run={run} side={side} comparison={comparison} />;
  if (run.passages.length === 0) return inner;
  const [index] = run.passages;
  const isLit = run.passages.includes(lit);
  return (
    <mark
      class={`passage colour-${index % COLOURS}${isLit ? " lit" : ""}`}
      onMouseEnter={() => onLight(index)}
      onMouseLeave={() => onLight(null)}
      onClick={() => window.getSelection()?.isCollapsed !== false && onJump(side, index)}
    >
      {run.opens.map((opened) => (
        <Jump
          key={opened} side={side} index={opened} passage={comparison.passages[opened]} onJump={onJump}
          onLight={onLight}
        />
      ))}
      {inner}
    </mark>
  );
}

export function MarkedText({ text, side, comparison, ...rest }) {
  const runs = textRuns(text, comparison ? sideRanges(text, side, comparison) : []);
  return paragraphs(text, runs).map((list) => (
    <p key={list[0].begin} dir="auto">
      {list.map((run, i) => {
        const words = text.slice(run.begin, run.end);
        return (
          <Run
            key={run.begin} run={run} words={i + 1 === list.length ? words.trimEnd() : words} side={side}
            comparison={comparison} {...rest}
          />
        );
      })}
    </p>
  ));
}
