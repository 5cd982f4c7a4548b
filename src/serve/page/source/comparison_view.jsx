// comparison_view.jsx - two articles side by side: what they share, and which facts changed

import { useState } from "preact/hooks";
import { Answered } from "./answer_states.jsx";
import { Original, Outlet, relationSentence, titleOf, When } from "./article_words.jsx";
import { ChangeTable } from "./change_table.jsx";
import { countedWords, shareWords, spanWords } from "./figure_words.js";
import { Heading } from "./heading.jsx";
import { linkTo } from "./locations.js";
import { MarkedText, passageId } from "./marked_text.jsx";
import { useAnswer } from "./use_answer.js";

function firstWords({ first, lag_seconds: lag }) {
  if (first === "together") return "Both have the same date.";
  if (first === "a" || first === "b") return `${first.toUpperCase()} was first, by ${spanWords(lag)}.`;
  return "Which was first is not known: a date is missing.";
}

function Verdict({ comparison }) {
  const { relation, passages, jaccard, a_in_b: aInB, b_in_a: bInA } = comparison;
  const longest = Math.max(0, ...passages.map(({ tokens }) => tokens));
  return (
    <>
      <p class="lead">
        {relation === "unrelated" ? "A and B are not copies of each other." : `B ${relationSentence(relation)} A.`}
        {" "}{firstWords(comparison)}
      </p>
      <dl class="measures">
        <div><dt>Alike</dt><dd>{shareWords(jaccard)}</dd></div>
        <div><dt>Of A in B</dt><dd>{shareWords(aInB)}</dd></div>
        <div><dt>Of B in A</dt><dd>{shareWords(bInA)}</dd></div>
        <div><dt>Shared passages</dt><dd>{passages.length}</dd></div>
        <div><dt>The longest</dt><dd>{longest ? countedWords(longest, "word") : "–"}</dd></div>
      </dl>
    </>
  );
}

function Side({ side, article, number, text, ...rest }) {
  const name = side.toUpperCase();
  return (
    <section class="side" aria-labelledby={`side-${side}`}>
      <h2 id={`side-${side}`}>
        <span class="letter">{name}</span> <a href={linkTo("article", number)}><bdi>{titleOf(article)}</bdi></a>
      </h2>
      <p class="meta"><Outlet article={article} /> <When date={article.published ?? article.date} /></p>
      <p class="meta"><Original article={article} /></p>
      <div class="text" role="region" tabIndex={0} aria-label={`Text of ${name}`}>
        {text === null || text === undefined
          ? <p class="quiet">The text was not kept, so passages cannot be shown.</p>
          : <MarkedText text={text} side={side} {...rest} />}
      </div>
    </section>
  );
}

function goTo(side, index) {
  const button = document.getElementById(passageId(side, index));
  if (!button) return;
  const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  button.focus({ preventScroll: true });
  button.scrollIntoView({ block: "center", behavior: isCalm ? "auto" : "smooth" });
}

// n and p go through the passages of the text that has the focus.
function stepPassages(event, count) {
  const step = { n: 1, p: -1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey || !count) return;
  const [, side, index] = /^passage-([ab])-(\d+)$/.exec(document.activeElement.id) ?? [];
  const pane = document.activeElement.closest?.(".side");
  const at = side ?? (pane?.querySelector("#side-b") ? "b" : "a");
  const next = index === undefined ? (step > 0 ? 0 : count - 1) : Number(index) + step;
  if (next < 0 || next >= count) return;
  event.preventDefault();
  goTo(at, next);
}

function Comparison({ a, b, comparison }) {
  const [lit, setLit] = useState(null);
  const jump = (side, index) => {
    setLit(index);
    goTo(side === "a" ? "b" : "a", index);
  };
  const shared = { comparison, lit, onLight: setLit, onJump: jump };
  return (
    <>
      <Heading title={`Side by side: ${titleOf(comparison.a)}`}>Side by side</Heading>
      <Verdict comparison={comparison} />
      <ChangeTable changes={comparison.changes ?? []} />
      <p class="quiet legend">
        What both have is coloured and numbered. A number, or a click on a passage, leads to its twin in the other
        text; <kbd>n</kbd> and <kbd>p</kbd> to the next and the previous one. Grey was not compared: bylines, credits
        and the like.
      </p>
      <div class="sides" onKeyDown={(event) => stepPassages(event, comparison.passages.length)}>
        <Side side="a" article={comparison.a} number={a} text={comparison.a.text} {...shared} />
        <Side side="b" article={comparison.b} number={b} text={comparison.b.text} {...shared} />
      </div>
      <p class="actions"><a href={linkTo("compare", b, a)}>Change sides</a></p>
    </>
  );
}

export function ComparisonView({ source, a, b }) {
  const answer = useAnswer(`compare ${a} ${b}`, () => source.compare(a, b));
  return (
    <Answered answer={answer} source={source}>
      {(comparison) => <Comparison key={`${a} ${b}`} a={a} b={b} comparison={comparison} />}
    </Answered>
  );
}
