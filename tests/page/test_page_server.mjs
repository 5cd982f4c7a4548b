// test_page_server.mjs - the page as `wiretwin serve` gives it out, on a feed of corpus/
//
//     node test_page_server.mjs WIRETWIN
//
// The views are tested on a stand-in (test_page_views.mjs). Here: that the server gives what the stand-in gives.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { needsTools, pageKeeper, startBrowser } from "./browser.mjs";
import { complaints } from "./shapes.mjs";
import { POLICY } from "./stand_in.mjs";

const wiretwin = resolve(process.argv[2]);
const corpus = readFileSync(fileURLToPath(new URL("../../corpus/articles.jsonl", import.meta.url)), "utf8");
const canServe = spawnSync(wiretwin, ["serve", "--help"]).status === 0;
const needsServer = canServe ? {} : { skip: "this wiretwin was built without its server" };
const needsBoth = canServe ? needsTools : needsServer;

let base;
let browser;
let folder;
let keptPage;
let server;

function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

async function isUp(tries = 200) {
  for (; tries > 0; tries--) {
    try {
      return (await fetch(`${base}healthz`)).ok;
    } catch {
      await new Promise((done) => { setTimeout(done, 50); });
    }
  }
  return false;
}

const post = (lines) => fetch(`${base}v1/articles`, {
  method: "POST",
  headers: { "content-type": "application/x-ndjson" },
  body: lines,
}).then((answer) => answer.text());

const get = (path) => fetch(base + path).then((answer) => answer.json());

before(async () => {
  if (!canServe) return;
  folder = mkdtempSync(join(tmpdir(), "wiretwin-server-"));
  const port = await freePort();
  base = `http://127.0.0.1:${port}/`;
  server = spawn(wiretwin, ["serve", "-q", "--db", join(folder, "feed.db"), "--listen", `127.0.0.1:${port}`], { stdio: "ignore" });
  assert.ok(await isUp());
  await post(corpus);
  if (needsTools.skip) return;
  browser = await startBrowser();
  keptPage = pageKeeper(browser);
});
after(async () => {
  await browser?.close();
  if (!server) return;
  const ended = new Promise((done) => { server.on("exit", done); });
  server.kill("SIGTERM");
  await ended;
  rmSync(folder, { recursive: true });
});

async function inView(hash, use) {
  const page = await keptPage();
  await page.goto(base + hash);
  await use(page);
  assert.deepEqual(page.said, []);
  assert.deepEqual(page.asked.filter((url) => !url.startsWith(base) && !url.startsWith("data:")), []);
}

test("the server gives out the committed page under the policy of the stand-in", needsServer, async () => {
  const dist = (name) => readFileSync(new URL(`../../src/serve/page/dist/${name}`, import.meta.url), "utf8");
  for (const [path, name] of [["", "index.html"], ["page/page.js", "page.js"], ["page/page.css", "page.css"]])
    assert.equal(await (await fetch(base + path)).text(), dist(name));
  assert.equal((await fetch(base)).headers.get("content-security-policy"), POLICY);
});

test("the policy of a page that the browser has already is the same", needsServer, async () => {
  const first = await fetch(base);
  const again = await fetch(base, { headers: { "if-none-match": first.headers.get("etag") } });
  assert.deepEqual([again.status, again.headers.get("content-security-policy")], [304, POLICY]);
});

test("what the server answers has the shapes that the page is tested with", needsServer, async () => {
  const list = await get("v1/clusters?least_size=2&limit=200");
  assert.deepEqual(complaints("clusters", list), []);
  assert.ok(list.clusters.length > 30);
  for (const { cluster } of list.clusters.slice(0, 5)) {
    const answer = await get(`v1/clusters/${cluster}`);
    assert.deepEqual(complaints("cluster", answer), []);
    for (const { number } of answer.members) assert.deepEqual(complaints("article", await get(`v1/articles/${number}`)), []);
    const [a, b] = answer.members;
    assert.deepEqual(complaints("compare", await get(`v1/compare?a=${a.number}&b=${b.number}`)), []);
  }
  assert.deepEqual(complaints("flows", await get("v1/flows")), []);
  assert.deepEqual(complaints("stats", await get("v1/stats")), []);
});

test("a feed of the corpus is read from the list to the words", needsBoth, () => inView("", async (page) => {
  await page.getByLabel("Search").fill("Harrowmere");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=Harrowmere/);
  await page.getByRole("link", { name: "River Tove bursts its banks at Harrowmere, 3,400 told to leave" }).first().click();
  await page.getByRole("img", { name: /Corrant Press Agency. was first/ }).waitFor();
  const row = page.getByRole("row").filter({ hasText: "Inland Reader" });
  assert.match(await row.innerText(), /2 h 38 min later.*abridged/s);
  await row.getByRole("link", { name: /^Side by side/ }).click();
  await page.getByText("B is an abridged form of A. A was first, by 2 h 38 min.").waitFor();
  const words = await page.locator("mark.colour-0").evaluateAll((marks) => marks.map((mark) => mark.innerText.replace(/^\d+\s*/, "")));
  assert.deepEqual(words.slice(0, words.length / 2), words.slice(words.length / 2));
  assert.ok(words.length >= 2);
}));

test("a cluster that forms on the server is announced", needsBoth, () => inView("", async (page) => {
  await page.locator(".clusters li").first().waitFor();
  const text = "Word of the day at the invented quay of Harl: a crane lifted a boat, put it down again, and went home for tea.";
  const record = (id) => `${JSON.stringify({ id, text, title: "A crane at Harl", source: `Paper ${id}` })}\n`;
  await post(record("crane-1") + record("crane-2"));
  await page.getByText("1 new cluster").waitFor();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.getByRole("link", { name: "A crane at Harl" }).waitFor();
}));

test("outlets, an article and filters are there", needsBoth, () => inView("#/outlets", async (page) => {
  await page.getByRole("link", { name: /clusters? from Corrant Press Agency to/ }).first().waitFor();
  await page.goto(`${base}#/article/4`);
  await page.getByRole("heading", { name: "3,400 flee as Tove breaks through at Harrowmere" }).waitFor();
  await page.getByText("It is an abridged form of").waitFor();
  await page.goto(`${base}#/?source=Inland+Reader&relation=abridged&from=2031-03-04&to=2031-03-04`);
  await page.getByText("4 articles").waitFor();
}));
