// invented_feed.mjs - a feed of articles that nobody wrote, as the server would tell of it
//
// The places, people and outlets do not exist. Shared passages and changed facts are given as the words that both
// texts have; their byte ranges are counted here by Node's own encoder. Figures are made up.

const TEXTS = {
  wire: "The lighthouse of Sørvåg went dark on Monday night for the first time in 112 years. 🗼 Nobody was hurt.\n\n"
    + "“We saw the beam stop in the middle of a turn,” said keeper Maren Ødegård, who has lived there since 1989.\n\n"
    + "Engineers blamed a seized bearing, and said that 14 ships had been warned by radio.",
  copy: "The lighthouse of Sørvåg went dark on Monday night for the first time in 112 years. 🗼 Nobody was hurt.\n\n"
    + "“We saw the beam stop in the middle of a turn,” said keeper Maren Ødegård, who has lived there since 1989.\n\n"
    + "Engineers blamed a seized bearing, and said that 14 ships had been warned by radio.\n\nHalse Wire",
  edited: "Sørvåg. – The lighthouse of Sørvåg went dark on Monday night for the first time in 121 years. 🗼 Nobody was hurt.\n\n"
    + "“We saw the beam stop in the middle of a turn,” said keeper Marit Ødegård, who has lived there since 1989.\n\n"
    + "Engineers blamed a seized bearing, and said that 14 ships had been warned by radio. The harbour stayed open.",
  short: "“We saw the beam stop in the middle of a turn,” said keeper Maren Ødegård, who has lived there since 1989.",
  hostile: "<script>window.hostile = 'text'</script><b>bold?</b> The mayor of Quillby said so.\n\n"
    + "</script><img src=x onerror=\"window.hostile = 'image'\"> & it was so on both pages of the paper.",
  plain: "Nothing much happened in Lower Tarn on Tuesday, the council said in a statement that ran to four lines.",
};

const article = (number, id, source, minutes, title, text, more = {}) => ({
  number,
  id,
  url: source ? `https://${source.toLowerCase().replace(/\W+/g, "")}.example/${id}` : null,
  source,
  title,
  published: minutes === null ? null : new Date(Date.UTC(2032, 2, 1, 6, 0) + minutes * 60000).toISOString().replace(".000", ""),
  arrived: "2032-03-01T06:00:05Z",
  text,
  ...more,
});

const ARTICLES = [
  article(1, "lighthouse", "Halse Wire", 0, "Sørvåg lighthouse goes dark after 112 years", TEXTS.wire),
  article(2, "lighthouse-again", "Tarn Courier", 42, "Sørvåg lighthouse goes dark after 112 years", TEXTS.copy, { agency: "AFP" }),
  article(3, "dark", "Osmund Post", 192, "A light goes out at Sørvåg", TEXTS.edited),
  article(4, "beam", "Tarn Courier", 2960, "“We saw the beam stop”", TEXTS.short),
  article(5, "hostile<1>", "Quillby \u202eGazette", 300, "<img src=x onerror=\"window.hostile='title'\">Mayor speaks", TEXTS.hostile, { url: "java\tscript:window.hostile='link'" }),
  article(6, "hostile2", null, null, "Mayor speaks", TEXTS.hostile, { url: "https://copy.example/\"onmouseover=\"x" }),
  article(7, "alone", "Tarn Courier", 500, "Nothing much happened in Lower Tarn", TEXTS.plain),
  article(8, "kept-out", "Osmund Post", 510, "Nothing much happened at all", null, { estimated: true }),
  article(9, "kept-in", "Halse Wire", 505, "Nothing much happened in Lower Tarn", TEXTS.plain),
];

const SMALL_CLUSTERS = 34; // with those above, more than a page of the list

for (let i = 0; i < SMALL_CLUSTERS; i++) {
  const outlets = ["Halse Wire", "Tarn Courier", "Osmund Post", "Belgrove Sentinel"];
  const title = `Notice ${i + 1} of the Lower Tarn water board`;
  ARTICLES.push(article(10 + 2 * i, `notice-${i}`, outlets[i % 4], 600 + 20 * i, title, TEXTS.plain));
  ARTICLES.push(article(11 + 2 * i, `notice-${i}-copy`, outlets[(i + 1) % 4], 607 + 20 * i, title, TEXTS.plain));
}

// [canonical, others with what they are to it and their figures]
const CLUSTERS = new Map([
  [1, [[2, "exact", 1, 1, 1], [3, "near", 0.8123, 0.8633, 0.9312], [4, "abridged", 0.3125, 1, 0.3125]]],
  [5, [[6, "exact", 1, 1, 1]]],
  [7, [[8, "near", 0.91, 0.95, 0.96], [9, "exact", 1, 1, 1]]],
]);

for (let i = 0; i < SMALL_CLUSTERS; i++) CLUSTERS.set(10 + 2 * i, [[11 + 2 * i, "exact", 1, 1, 1]]);

const SHARED = {
  "1 2": { passages: [TEXTS.wire], changes: [] },
  "1 3": {
    passages: [
      "The lighthouse of Sørvåg went dark on Monday night for the first time in",
      "🗼 Nobody was hurt.\n\n“We saw the beam stop in the middle of a turn,” said keeper",
      "Ødegård, who has lived there since 1989.\n\nEngineers blamed a seized bearing, and said that 14 ships had been warned by radio.",
    ],
    changes: [["112", "121", true, false], ["Maren", "Marit", false, true]],
  },
  "1 4": { passages: [TEXTS.short], changes: [] },
  "5 6": { passages: ["The mayor of Quillby said so.", "it was so on both pages of the paper."], changes: [] },
};

const byNumber = new Map(ARTICLES.map((one) => [one.number, one]));
const parse = (date) => (date ? Date.parse(date) / 1000 : null);

function lag(later, earlier) {
  return later.published && earlier.published ? parse(later.published) - parse(earlier.published) : null;
}

function shown({ text, agency, estimated, ...rest }) {
  return rest;
}

function standing(number) {
  for (const [canonical, others] of CLUSTERS) {
    const size = others.length + 1;
    const member = others.find(([other]) => other === number);
    const { agency = null, estimated = false } = byNumber.get(number);
    const place = { cluster: canonical, size, canonical };
    if (number === canonical)
      return { verdict: "new", ...place, partner: null, relation: null, jaccard: null, contained: null, contains: null,
        shared_shingles: null, longest_passage_tokens: null, lag_seconds: null, agency, estimated };
    if (member) {
      const [, relation, jaccard, contained, contains] = member;
      return { verdict: "copy", ...place, partner: canonical, relation, jaccard, contained, contains,
        shared_shingles: 40, longest_passage_tokens: 19,
        lag_seconds: lag(byNumber.get(number), byNumber.get(canonical)), agency, estimated };
    }
  }
  return null;
}

function rangeOf(text, words) {
  const at = text.indexOf(words);
  if (at < 0) throw new Error(`not in the text: ${words}`);
  const begin = Buffer.byteLength(text.slice(0, at));
  return [begin, begin + Buffer.byteLength(words)];
}

const REVERSED = { abridged: "expanded", expanded: "abridged" };

export function compare(a, b) {
  const key = SHARED[`${a} ${b}`] ? `${a} ${b}` : `${b} ${a}`;
  const isTurned = key !== `${a} ${b}`;
  const [left, right] = [byNumber.get(a), byNumber.get(b)];
  if (!left || !right || left.text === null || right.text === null) return null;
  const { passages, changes } = SHARED[key] ?? { passages: [], changes: [] };
  const member = standing(isTurned ? a : b);
  const [inLeft, inRight] = isTurned ? [1, 0] : [0, 1];
  const difference = lag(right, left);
  const side = (one) => ({
    id: one.id, url: one.url, source: one.source, date: one.published, title: one.title, agency: one.agency ?? null,
    agency_evidence: null, input: null, line: 0, offset: 0, text_bytes: Buffer.byteLength(one.text), tokens: 60,
    shingles: 58, text: one.text,
  });
  const isMatch = member && member.relation && SHARED[key];
  return {
    a: side(left),
    b: side(right),
    relation: isMatch ? (isTurned ? REVERSED[member.relation] ?? member.relation : member.relation) : "unrelated",
    copy: Boolean(isMatch),
    jaccard: isMatch ? member.jaccard : 0,
    estimated_jaccard: 0.8,
    a_in_b: isMatch ? (isTurned ? member.contained : member.contains) : 0,
    b_in_a: isMatch ? (isTurned ? member.contains : member.contained) : 0,
    shared_shingles: 40,
    longest_passage_tokens: 19,
    aligned: null,
    first: difference === null ? null : difference > 0 ? "a" : difference < 0 ? "b" : "together",
    lag_seconds: difference === null ? null : Math.abs(difference),
    story: { same: true },
    changes: changes.map(([inA, inB, figures, names]) => {
      const words = [inA, inB];
      return { a: rangeOf(left.text, words[inLeft]), b: rangeOf(right.text, words[inRight]), a_text: words[inLeft],
        b_text: words[inRight], figures, names };
    }),
    boilerplate: {
      a: left.text.endsWith("Halse Wire") ? [{ kind: "credit", range: rangeOf(left.text, "Halse Wire") }] : [],
      b: right.text.endsWith("Halse Wire") ? [{ kind: "credit", range: rangeOf(right.text, "Halse Wire") }] : [],
    },
    passages: passages.map((text) => ({
      tokens: text.split(/\s+/).length, a: rangeOf(left.text, text), b: rangeOf(right.text, text), text, quotation: false,
    })),
  };
}

function numbersOf(canonical) {
  return [canonical, ...CLUSTERS.get(canonical).map(([number]) => number)].sort((x, y) => x - y);
}

function summary(canonical) {
  const members = numbersOf(canonical).map((number) => byNumber.get(number));
  const dates = members.map(({ published }) => published).filter(Boolean).sort();
  return {
    cluster: canonical,
    size: members.length,
    sources: new Set(members.map(({ source }) => source).filter(Boolean)).size,
    newest: Math.max(...members.map(({ number }) => number)),
    begin: dates[0] ?? null,
    end: dates[dates.length - 1] ?? null,
    canonical: shown(byNumber.get(canonical)),
  };
}

function clusterFits(canonical, query) {
  const members = numbersOf(canonical).map((number) => byNumber.get(number));
  const words = (query.get("q") ?? "").toLowerCase();
  const relations = query.get("relation")?.split(",");
  const [since, before] = [parse(query.get("since")), parse(query.get("before"))];
  return members.some(({ title, text }) => `${title} ${text}`.toLowerCase().includes(words))
    && (!query.get("source") || members.some(({ source }) => source === query.get("source")))
    && (!relations || members.some(({ number }) => relations.includes(standing(number).relation)))
    && (since === null || members.some(({ published }) => published && parse(published) >= since))
    && (before === null || members.some(({ published }) => published && parse(published) < before));
}

// What has not arrived yet: the newest clusters, until they are let in.
export function inventedFeed() {
  let last = 10 + 2 * SMALL_CLUSTERS - 5; // all but the last two notices
  return {
    arrive: (count) => { last += 2 * count; },
    clusters(query) {
      const limit = Number(query.get("limit") ?? 50);
      const all = [...CLUSTERS.keys()].map(summary).filter(({ newest }) => newest <= last)
        .filter(({ cluster }) => clusterFits(cluster, query))
        .filter(({ newest }) => newest > Number(query.get("newer_than") ?? 0))
        .filter(({ newest }) => newest < Number(query.get("older_than") ?? Infinity))
        .sort((x, y) => y.newest - x.newest);
      const clusters = all.slice(0, limit);
      return { clusters, next: all.length > limit ? clusters[limit - 1].newest : null };
    },
    cluster(number, query) {
      if (!CLUSTERS.has(number)) return null;
      const after = Number(query.get("after") ?? 0);
      const numbers = numbersOf(number).filter((one) => one > after);
      const limit = Number(query.get("limit") ?? 50);
      return {
        cluster: number,
        size: numbersOf(number).length,
        canonical: number,
        members: numbers.slice(0, limit).map((one) => ({ ...shown(byNumber.get(one)), ...standing(one) })),
        next: numbers.length > limit ? numbers[limit - 1] : null,
      };
    },
    article(number) {
      const one = byNumber.get(number);
      if (!one) return null;
      const own = standing(number);
      const matches = numbersOf(own.cluster)
        .filter((other) => other !== number && (other === own.partner || standing(other).partner === number))
        .map((other) => {
          const member = other === own.partner ? own : standing(other);
          const { relation, jaccard, contained, contains, shared_shingles, longest_passage_tokens } = member;
          const isTurned = member !== own;
          return {
            article: shown(byNumber.get(other)),
            relation: isTurned ? REVERSED[relation] ?? relation : relation,
            jaccard,
            contained: isTurned ? contains : contained,
            contains: isTurned ? contained : contains,
            shared_shingles,
            longest_passage_tokens,
            lag_seconds: lag(one, byNumber.get(other)),
          };
        });
      return { ...shown(one), ...own, text: one.text, matches };
    },
    compare,
    flows: () => ({
      flows: [
        { from: "Halse Wire", to: "Tarn Courier", clusters: 41, median_lag_seconds: 2520 },
        { from: "Halse Wire", to: "Osmund Post", clusters: 7, median_lag_seconds: 11520 },
        { from: "Tarn Courier", to: "Osmund Post", clusters: 1, median_lag_seconds: null },
        { from: "Osmund Post", to: "Belgrove Sentinel", clusters: 3, median_lag_seconds: 190000 },
      ],
    }),
    stats: () => ({ articles: 12345, clusters: 37, clustered: 77, matches: 40, newest: last, database_bytes: 1,
      index_bytes: 1, version: "0.1.0" }),
  };
}
