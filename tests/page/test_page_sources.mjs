// test_page_sources.mjs - where the page has its answers from: a server, or the report that it stands in
import assert from "node:assert/strict";
import { test } from "node:test";
import { changeList, emptyList } from "../../src/serve/page/source/cluster_changes.js";
import { freshWords, mergeClusters, newestOf, watchClusters } from "../../src/serve/page/source/cluster_watch.js";
import { reportSource } from "../../src/serve/page/source/report_source.js";
import { serverSource, tokenKeeper } from "../../src/serve/page/source/server_source.js";
import { inventedFeed } from "./invented_feed.mjs";
import { complaints } from "./shapes.mjs";

const noFilters = { q: "", source: "", relation: "", from: "", to: "" };
const noToken = tokenKeeper(() => { throw new Error("nothing is kept here"); });

// A fetch() that notes what it is asked and gives one answer to all.
function fakeFetch(status, body, headers = {}) {
  const asked = [];
  const fetch = async (url, options) => {
    asked.push({ url, options });
    return new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers });
  };
  return { fetch, asked };
}

test("the invented feed answers in the server's shapes", () => {
  const feed = inventedFeed();
  const all = new URLSearchParams("limit=200");
  assert.deepEqual(complaints("clusters", feed.clusters(all)), []);
  for (const { cluster } of feed.clusters(all).clusters)
    assert.deepEqual(complaints("cluster", feed.cluster(cluster, all)), []);
  for (const number of [1, 2, 3, 4, 5, 6, 8]) assert.deepEqual(complaints("article", feed.article(number)), []);
  for (const [a, b] of [[1, 2], [1, 3], [3, 1], [1, 4], [4, 1], [5, 6]])
    assert.deepEqual(complaints("compare", feed.compare(a, b)), []);
  assert.deepEqual(complaints("flows", feed.flows()), []);
  assert.deepEqual(complaints("stats", feed.stats()), []);
});

test("a shape that does not fit is complained of", () => {
  assert.equal(complaints("clusters", { clusters: [{ cluster: 1.5 }], next: null }).length > 5, true);
  assert.deepEqual(complaints("flows", { flows: {} }), ["flows.flows is no list"]);
});

test("a question goes to the address that the server has for it", async () => {
  const { fetch, asked } = fakeFetch(200, {});
  const source = serverSource(fetch, noToken);
  await source.clusters({ ...noFilters, q: "a b", relation: "near,exact" }, { newer_than: 9 });
  await source.cluster("7", 200);
  await source.article("a/b");
  await source.compare("1", "2");
  assert.deepEqual(asked.map(({ url }) => url), [
    "v1/clusters?least_size=2&q=a+b&relation=near%2Cexact&limit=30&newer_than=9",
    "v1/clusters/7?limit=200&after=200",
    "v1/articles/a%2Fb",
    "v1/compare?a=1&b=2",
  ]);
  assert.equal("authorization" in asked[0].options.headers, false);
});

test("a token is sent once there is one, also where the browser keeps nothing", async () => {
  const { fetch, asked } = fakeFetch(200, {});
  const keeper = tokenKeeper(() => { throw new Error("nothing is kept here"); });
  keeper.write("secret word");
  await serverSource(fetch, keeper).flows();
  assert.equal(asked[0].options.headers.authorization, "Bearer secret word");
});

test("what goes wrong is told with what to do", async () => {
  const trouble = async (fetch) => serverSource(fetch, noToken).flows().catch((error) => error);
  const busy = await trouble(fakeFetch(503, { title: "Service Unavailable" }, { "retry-after": "9" }).fetch);
  assert.deepEqual([busy.message, busy.status, busy.retrySeconds], ["Service Unavailable", 503, 9]);
  assert.match(busy.advice, /Wait a moment/);
  const bad = await trouble(fakeFetch(400, { title: "Bad Request", detail: "limit is a number" }).fetch);
  assert.equal(bad.advice, "limit is a number");
  const gone = await trouble(async () => { throw new TypeError("refused"); });
  assert.match(gone.advice, /wiretwin serve/);
  const cut = await trouble(fakeFetch(200, "{\"flows\":[").fetch);
  assert.equal(cut.message, "The answer was cut off");
});

// A clock whose time passes when it is told to.
function handClock() {
  const waiting = [];
  return {
    waits: [],
    later(call, seconds) {
      this.waits.push(seconds);
      return waiting.push(call) - 1;
    },
    cancel: (handle) => { waiting[handle] = null; },
    async pass() {
      const call = waiting.pop();
      if (call) await call();
    },
  };
}

test("the watch asks every five seconds, less often in trouble, and as Retry-After says", async () => {
  const clock = handClock();
  let trouble = null;
  const ask = async () => { if (trouble) throw trouble; };
  watchClusters({ ask, clock, isSeen: () => true });
  await clock.pass();
  trouble = { retrySeconds: 0 };
  await clock.pass();
  await clock.pass();
  trouble = { retrySeconds: 90 };
  await clock.pass();
  trouble = null;
  await clock.pass();
  assert.deepEqual(clock.waits, [5, 5, 10, 20, 90, 5]);
});

test("the watch asks nothing while nobody looks, and nothing after its end", async () => {
  const clock = handClock();
  let asked = 0;
  let isSeen = false;
  const end = watchClusters({ ask: async () => { asked++; }, clock, isSeen: () => isSeen });
  await clock.pass();
  assert.equal(asked, 0);
  isSeen = true;
  await clock.pass();
  assert.equal(asked, 1);
  end();
  await clock.pass();
  assert.equal(asked, 1);
});

const cluster = (number, newest = number) => ({ cluster: number, newest, size: 2 });

test("what came in waits until it is asked for, and then stands on top, once", () => {
  let list = changeList(emptyList, { kind: "loaded", answer: { clusters: [cluster(3), cluster(2), cluster(1)], next: 1 } });
  list = changeList(list, { kind: "came", clusters: [cluster(2, 5), cluster(4)] });
  assert.deepEqual(list.shown.map((one) => one.cluster), [3, 2, 1]);
  assert.equal(freshWords(list.shown, list.fresh), "1 new cluster, 1 cluster grew");
  list = changeList(list, { kind: "came", clusters: [cluster(4, 6)] });
  assert.equal(newestOf(list.fresh), 6);
  list = changeList(list, { kind: "show" });
  assert.deepEqual(list.shown.map((one) => [one.cluster, one.newest]), [[4, 6], [2, 5], [3, 3], [1, 1]]);
  assert.deepEqual(list.fresh, []);
});

test("a cluster that moved up between two pages of the list is listed once", () => {
  let list = changeList(emptyList, { kind: "loaded", answer: { clusters: [cluster(9), cluster(8)], next: 8 } });
  list = changeList(list, { kind: "added", answer: { clusters: [cluster(8), cluster(7)], next: null } });
  assert.deepEqual(list.shown.map((one) => one.cluster), [9, 8, 7]);
  assert.equal(list.next, null);
});

test("trouble with the next page leaves what is listed", () => {
  let list = changeList(emptyList, { kind: "loaded", answer: { clusters: [cluster(9)], next: 9 } });
  list = changeList(list, { kind: "failed", trouble: "words" });
  assert.deepEqual([list.state, list.shown.length, list.trouble], ["ready", 1, "words"]);
  assert.equal(changeList(emptyList, { kind: "failed", trouble: "words" }).state, "failed");
});

test("merging keeps the order of both and the newer form of what is in both", () => {
  assert.deepEqual(mergeClusters([cluster(2), cluster(1)], [cluster(3), cluster(1, 9)]), [cluster(3), cluster(1, 9), cluster(2)]);
});

// ---------------------------------------------------------------- a report

const memberOf = (number, published, partner, more) => ({
  number, id: `id-${number}`, url: null, source: `Outlet ${number}`, title: `Title ${number}`, published, cluster: 1,
  size: 3, canonical: 1, partner, relation: partner ? "abridged" : null, jaccard: 0.4, contained: 0.9, contains: 0.45,
  shared_shingles: 12, longest_passage_tokens: 30, lag_seconds: 60, agency: null, estimated: false,
  text: `Text of number ${number}`, comparison: null, ...more,
});

const report = {
  clusters: [
    {
      cluster: 1,
      size: 3,
      canonical: 1,
      members: [
        memberOf(1, "2031-05-01T10:00:00Z", null),
        memberOf(2, "2031-05-01T12:00:00Z", 1, {
          comparison: {
            relation: "abridged", jaccard: 0.4, a_in_b: 0.45, b_in_a: 0.9, passages: [
              { tokens: 9, a: [0, 3], b: [5, 8] }, { tokens: 8, a: [6, 9], b: [0, 2] },
            ],
            changes: [{ a: [1, 2], b: [3, 4], a_text: "12", b_text: "15", figures: true, names: false }],
            boilerplate: { a: [{ range: [0, 1] }], b: [] },
          },
        }),
        memberOf(3, null, 1),
      ],
    },
  ],
  counts: { articles: 9, clusters: 1, clustered: 3, version: "0.1.0" },
};

test("a report finds clusters by words, outlet, relation and day", async () => {
  const source = reportSource(report);
  const found = async (filters) => (await source.clusters({ ...noFilters, ...filters })).clusters.length;
  assert.equal(await found({}), 1);
  assert.equal(await found({ q: "NUMBER 3" }), 1);
  assert.equal(await found({ q: "number 4" }), 0);
  assert.equal(await found({ source: "outlet 2" }), 1);
  assert.equal(await found({ relation: "exact,abridged" }), 1);
  assert.equal(await found({ relation: "exact" }), 0);
  assert.equal(await found({ from: "2031-05-01", to: "2031-05-01" }), 1);
  assert.equal(await found({ from: "2031-05-02" }), 0);
  assert.equal(await found({ to: "2031-04-30" }), 0);
});

test("a report counts a cluster's outlets and knows its first and last date", async () => {
  const { clusters: [summary] } = await reportSource(report).clusters(noFilters);
  assert.deepEqual([summary.sources, summary.begin, summary.end, summary.canonical.number],
    [3, "2031-05-01T10:00:00Z", "2031-05-01T12:00:00Z", 1]);
});

test("a report compares from either side, and passages stay in the order of the first", async () => {
  const source = reportSource(report);
  const forth = await source.compare("1", "2");
  assert.deepEqual([forth.relation, forth.a_in_b, forth.first, forth.lag_seconds, forth.a.text],
    ["abridged", 0.45, "a", 7200, "Text of number 1"]);
  const back = await source.compare("2", "1");
  assert.deepEqual([back.relation, back.a_in_b, back.first, back.a.number], ["expanded", 0.9, "b", 2]);
  assert.deepEqual(back.passages.map(({ a, b }) => [a, b]), [[[0, 2], [6, 9]], [[5, 8], [0, 3]]]);
  assert.deepEqual([back.changes[0].a_text, back.changes[0].b, back.boilerplate.b], ["15", [1, 2], [{ range: [0, 1] }]]);
  assert.deepEqual(complaints("compare", { copy: true, ...back }), []);
});

test("a report says what to do about what it does not hold", async () => {
  const source = reportSource(report);
  await assert.rejects(source.compare("2", "3"), ({ advice }) => /wiretwin compare/.test(advice));
  await assert.rejects(source.cluster("77"), ({ status }) => status === 404);
  await assert.rejects(source.article("77"), ({ status }) => status === 404);
});

test("an article of a report knows what it is to its matches", async () => {
  const source = reportSource(report);
  const { matches } = await source.article("1");
  assert.deepEqual(matches.map(({ article, relation, contained, lag_seconds: lag }) => [article.number, relation, contained, lag]),
    [[2, "expanded", 0.45, -7200], [3, "expanded", 0.45, null]]);
  const own = await source.article("2");
  assert.deepEqual(own.matches.map(({ relation, contained, lag_seconds: lag }) => [relation, contained, lag]), [["abridged", 0.9, 7200]]);
});
