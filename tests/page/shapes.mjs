// shapes.mjs - the shapes of the server's JSON, to hold answers to
//
// A shape is a function that gives the complaints about a value. The invented feed is held to them here, so that
// the page is not tested against answers that no server gives.

const isIso = (value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value);

const leaf = (name, fits) => (value, at) => (fits(value) ? [] : [`${at} is no ${name}: ${JSON.stringify(value)}`]);
const number = leaf("number", Number.isFinite);
const whole = leaf("whole number", (value) => Number.isInteger(value) && value >= 0);
const ratio = leaf("ratio", (value) => Number.isFinite(value) && value >= 0 && value <= 1);
const text = leaf("text", (value) => typeof value === "string");
const yes = leaf("true or false", (value) => typeof value === "boolean");
const date = leaf("date", isIso);
const any = () => [];
const oneOf = (...words) => leaf(`one of ${words}`, (value) => words.includes(value));
const orNull = (shape) => (value, at) => (value === null ? [] : shape(value, at));
const listOf = (shape) => (value, at) => (
  Array.isArray(value) ? value.flatMap((item, i) => shape(item, `${at}[${i}]`)) : [`${at} is no list`]
);

// Keys are only ever added: more than these may be there.
const withKeys = (keys) => (value, at) => {
  if (typeof value !== "object" || value === null) return [`${at} is no object`];
  return Object.entries(keys).flatMap(([key, shape]) => (
    key in value ? shape(value[key], `${at}.${key}`) : [`${at} has no ${key}`]
  ));
};

const range = (value, at) => (
  Array.isArray(value) && value.length === 2 && value[0] <= value[1] ? listOf(whole)(value, at) : [`${at} is no range`]
);

const relation = oneOf("exact", "near", "revised", "abridged", "expanded", "excerpt", "template", "unrelated");

const ARTICLE = {
  number: whole, id: text, url: orNull(text), source: orNull(text), title: orNull(text), published: orNull(date),
  arrived: date,
};
const FIGURES = {
  relation: orNull(relation), jaccard: orNull(ratio), contained: orNull(ratio), contains: orNull(ratio),
  shared_shingles: orNull(whole), longest_passage_tokens: orNull(whole), lag_seconds: orNull(number),
};
const STANDING = {
  verdict: oneOf("new", "copy", "revision", "excerpt"), cluster: whole, size: whole, canonical: whole,
  partner: orNull(whole), ...FIGURES, agency: orNull(text), estimated: yes,
};
const SIDE = { id: text, url: orNull(text), source: orNull(text), title: orNull(text), agency: orNull(text), text };

export const shapes = {
  clusters: withKeys({
    clusters: listOf(withKeys({
      cluster: whole, size: whole, sources: whole, newest: whole, begin: orNull(date), end: orNull(date),
      canonical: withKeys(ARTICLE),
    })),
    next: orNull(whole),
  }),
  cluster: withKeys({
    cluster: whole, size: whole, canonical: whole, members: listOf(withKeys({ ...ARTICLE, ...STANDING })),
    next: orNull(whole),
  }),
  article: withKeys({
    ...ARTICLE, ...STANDING, text: orNull(text),
    matches: listOf(withKeys({ article: withKeys(ARTICLE), ...FIGURES })),
  }),
  compare: withKeys({
    a: withKeys(SIDE), b: withKeys(SIDE), relation, copy: yes, jaccard: ratio, a_in_b: ratio, b_in_a: ratio,
    first: orNull(oneOf("a", "b", "together")), lag_seconds: orNull(whole),
    changes: listOf(withKeys({ a: range, b: range, a_text: text, b_text: text, figures: yes, names: yes })),
    boilerplate: orNull(withKeys({ a: listOf(withKeys({ range })), b: listOf(withKeys({ range })) })),
    passages: listOf(withKeys({ tokens: whole, a: range, b: range })),
  }),
  flows: withKeys({
    flows: listOf(withKeys({ from: text, to: text, clusters: whole, median_lag_seconds: orNull(number) })),
  }),
  stats: withKeys({ articles: whole, clusters: whole, clustered: whole, newest: whole, version: text }),
  any,
};

export const complaints = (name, value) => shapes[name](value, name);
