// article_words.jsx - an article's title, outlet, date and standing, the same in every view
//
// What came with an article is put into the page as text, never as markup, and each piece stands in a <bdi>, so
// that a title in Arabic, or one with direction marks in it, cannot turn what stands beside it around.

import { dateSeconds, dateWords, lagWords, shareWords } from "./figure_words.js";
import { linkTo } from "./locations.js";
import { hostOf, outletOf, safeHref } from "./safe_links.js";

export function titleOf(article) {
  return article.title || article.id || "An article without title";
}

export function Title({ article, isLink = true }) {
  const words = <bdi>{titleOf(article)}</bdi>;
  return isLink ? <a href={linkTo("article", article.number)}>{words}</a> : words;
}

export function Outlet({ article }) {
  const outlet = outletOf(article);
  return outlet ? <bdi class="outlet">{outlet}</bdi> : <span class="outlet quiet">outlet unknown</span>;
}

export function When({ date }) {
  const seconds = dateSeconds(date);
  if (seconds === null) return <span class="quiet">date unknown</span>;
  const exact = new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
  return <time datetime={exact} title={exact}>{dateWords(date)}</time>;
}

export function Lag({ seconds }) {
  return <span class="lag">{lagWords(seconds)}</span>;
}

// The way out to the article itself; an address that is no link is shown as it is.
export function Original({ article }) {
  if (!article.url) return null;
  const href = safeHref(article.url);
  if (!href) return <span class="quiet">Address, not safe to follow: <bdi class="address">{article.url}</bdi></span>;
  return <a href={href} rel="external noopener noreferrer" referrerpolicy="no-referrer">Read it at {hostOf(article.url)}</a>;
}

export function Relation({ relation }) {
  return <span class={`relation ${relation}`}>{relation === "unrelated" ? "indirect" : relation}</span>;
}

export function Share({ value, isEstimated }) {
  if (value === null || value === undefined) return <span class="quiet">–</span>;
  return <span class="figure">{isEstimated ? "about " : ""}{shareWords(value)}</span>;
}

// The way to two articles side by side; 'article' is the one that a row is about.
export function SideBySide({ a, b, article }) {
  return (
    <small>
      <a href={linkTo("compare", a, b)} aria-label={`Side by side: ${titleOf(article)}`}>Side by side</a>
    </small>
  );
}

// "nearly the same as", for a sentence with two articles in it.
export function relationSentence(relation) {
  const sentences = {
    exact: "has the same words as",
    near: "is nearly the same as",
    revised: "is a revised form of",
    abridged: "is an abridged form of",
    expanded: "is an expanded form of",
    excerpt: "shares a passage with",
    template: "fills in the same form as",
  };
  return sentences[relation] ?? "is tied, by way of others, to";
}
