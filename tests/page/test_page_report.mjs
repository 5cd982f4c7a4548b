// test_page_report.mjs - the report that `wiretwin cluster --format html` makes of corpus/, in Chromium, as a file
//
//     node test_page_report.mjs WIRETWIN
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inEachLook, needsTools, openPage, pageKeeper, seriousFindings, startBrowser } from "./browser.mjs";
import { complaints } from "./shapes.mjs";

const wiretwin = resolve(process.argv[2]);
const corpus = fileURLToPath(new URL("../../corpus/articles.jsonl", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "wiretwin-report-"));
const articles = readFileSync(corpus, "utf8").trim().split("\n").map((line) => JSON.parse(line));

function reportOf(input, name) {
  const path = join(folder, name);
  execFileSync(wiretwin, ["cluster", "-q", "--format", "html", "-o", path, input]);
  return path;
}

// An article of the corpus has its text under one of the names that scrapers use.
const textOf = (article) => ["maintext", "articleBody", "body_text", "article_body", "plain_text", "raw_text", "full_text", "content", "body", "text"]
  .map((key) => article[key]).find((value) => typeof value === "string" && value.length > 60);
const idOf = (article) => ["id", "_id", "article_id", "doc_id", "uuid", "guid", "uri"].map((key) => article[key]).find(Boolean);

const dataOf = (path) => JSON.parse(/<script type="application\/json" id="report">([^]*?)<\/script>/.exec(readFileSync(path, "utf8"))[1]);

const ofCorpus = reportOf(corpus, "corpus.html");
const base = pathToFileURL(ofCorpus).href;
let browser;
let keptPage;

before(async () => {
  if (needsTools.skip) return;
  browser = await startBrowser();
  keptPage = pageKeeper(browser);
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

async function inReport(address, use) {
  const page = await keptPage();
  await page.goto(address);
  await use(page);
  assert.deepEqual(page.said, []);
  assert.deepEqual(page.asked.filter((url) => !url.startsWith("file://")), []);
}

test("a report has the articles as they are, and the clusters that the command finds", () => {
  const { clusters, counts } = dataOf(ofCorpus);
  const lines = execFileSync(wiretwin, ["cluster", "-q", "--format", "jsonl", "--min-size", "2", corpus], { encoding: "utf8" })
    .trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(
    clusters.map(({ size, members }) => [size, members.map(({ id }) => id)]),
    lines.map(({ size, members }) => [size, members.map(({ id }) => id)]),
  );
  assert.deepEqual([counts.articles, counts.clusters, counts.clustered],
    [135, lines.length, lines.reduce((sum, { size }) => sum + size, 0)]);
  for (const member of clusters.flatMap((cluster) => cluster.members)) {
    const article = articles[member.number - 1];
    assert.deepEqual([member.id, member.text], [idOf(article), textOf(article)]);
  }
});

test("the ranges of passages and changes are those of the words that both texts have", () => {
  let passages = 0;
  let changes = 0;
  for (const { members, canonical } of dataOf(ofCorpus).clusters) {
    const a = Buffer.from(members.find(({ number }) => number === canonical).text);
    for (const { comparison, text } of members.filter((member) => member.comparison)) {
      const b = Buffer.from(text);
      const words = (bytes, [begin, end]) => bytes.subarray(begin, end).toString();
      // A passage goes on behind a line that was not compared.
      const compared = (bytes, range, parts) => [...parts].reverse().reduce((left, { range: [begin, end] }) => (
        begin >= range[0] && end <= range[1] ? left.replace(words(bytes, [begin, end]), " ") : left
      ), words(bytes, range));
      // Sorted, and without the breaks of lines and words: a run of shingles that both have may hold two
      // paragraphs in another order.
      const letters = (string) => string.toLowerCase().match(/[\p{L}\p{N}]/gu).sort().join("");
      for (const passage of comparison.passages) {
        passages++;
        if (/^[\x20-\x7e\n“”‘’–—]*$/.test(words(a, passage.a)))
          assert.equal(letters(compared(a, passage.a, comparison.boilerplate.a)), letters(compared(b, passage.b, comparison.boilerplate.b)));
      }
      for (const change of comparison.changes) {
        changes++;
        assert.deepEqual([words(a, change.a), words(b, change.b)], [change.a_text, change.b_text]);
      }
    }
  }
  assert.ok(passages > 50 && changes > 10, `${passages} passages, ${changes} changes`);
});

test("the members of a report have the shape of a server's", () => {
  for (const cluster of dataOf(ofCorpus).clusters) {
    const arrived = cluster.members.map((member) => ({ ...member, arrived: "2031-01-01T00:00:00Z" }));
    assert.deepEqual(complaints("cluster", { ...cluster, members: arrived, next: null }), []);
  }
});

test("the same input gives the same bytes, at any number of threads", () => {
  const again = join(folder, "again.html");
  execFileSync(wiretwin, ["cluster", "-q", "-j", "1", "--format", "html", "-o", again, corpus]);
  assert.ok(readFileSync(again).equals(readFileSync(ofCorpus)));
});

test("a report opens as a file, asks nobody for anything, and leads from the list to the words", needsTools, () => inReport(base, async (page) => {
  await page.getByText("135 articles were read; 86 of them are in 36 clusters of two or more").waitFor();
  await page.getByRole("link", { name: "River Tove bursts its banks at Harrowmere, 3,400 told to leave" }).first().click();
  await page.getByRole("img", { name: /Timeline of 4 outlets over 3 h 13 min: .Corrant Press Agency. was first/ }).waitFor();
  const row = page.getByRole("row").filter({ hasText: "Inland Reader" });
  assert.match(await row.innerText(), /2 h 38 min later.*abridged/s);
  await row.getByRole("link", { name: /Side by side/ }).click();
  await page.getByText("B is an abridged form of A. A was first, by 2 h 38 min.").waitFor();
  const texts = await page.locator("mark.colour-0").evaluateAll((marks) => marks.map((mark) => mark.innerText.replace(/^\d+\s*/, "")));
  assert.equal(texts.length % 2, 0);
  assert.deepEqual(texts.slice(0, texts.length / 2), texts.slice(texts.length / 2));
}));

test("a report's changed facts, outlets and articles are shown", needsTools, () => inReport(`${base}#/compare/6/8`, async (page) => {
  const rows = page.getByRole("table", { name: "Changed figures and names" }).locator("tbody tr");
  assert.deepEqual(await rows.allInnerTexts().then((all) => all.map((words) => words.split("\t"))),
    [["figure", "38", "39"], ["figure", "twelve", "12"], ["figure", "seven", "eight"]]);
  await page.goto(`${base}#/outlets`);
  await page.getByRole("link", { name: "4 clusters from Corrant Press Agency to Kestmoor Today" }).waitFor();
  await page.goto(`${base}#/article/4`);
  await page.getByRole("cell", { name: "46 words" }).waitFor();
  await page.goto(`${base}#/compare/3/4`);
  await page.getByRole("alert").getByText("wiretwin compare A B").waitFor();
}));

test("a report says which clusters it was asked for, and what it left out", needsTools, async () => {
  const whole = readFileSync(ofCorpus, "utf8");
  const told = whole.replace(/"left_out":\{[^}]*\},"bounds":\{"least_size":2,/, '"left_out":{"clusters":1,"articles":3000,"texts":2},"bounds":{"least_size":4,');
  assert.notEqual(told, whole);
  writeFileSync(join(folder, "told.html"), told);
  await inReport(pathToFileURL(join(folder, "told.html")).href, async (page) => {
    await page.getByText("36 clusters of two or more, and those of 4 or more are listed, the largest first.").waitFor();
    await page.getByText("Left out: 1 cluster with 3,000 articles that had no room, since a report lists at most 20,000 articles.").waitFor();
    await page.getByText("Left out: the texts of 2 articles, since a report holds at most 16 MiB of text.").waitFor();
  });
});

test("a report is searched without a server", needsTools, () => inReport(base, async (page) => {
  await page.getByLabel("Search").fill("ferry");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Ferry with 212 aboard runs aground in fog off Keldmark" }).waitFor();
  await page.getByRole("link", { name: "River Tove bursts" }).first().waitFor({ state: "detached" });
}));

test("nothing in an article can end the data, run, or turn into markup", needsTools, async () => {
  const hostile = "</script><script>window.hostile = 1</script><!-- <img src=x onerror='window.hostile = 2'> & the mayor of Quillby said that it was so on every page of the paper, \u2028 and on \ud83d\uddfc the tower too.";
  const record = (id, title) => JSON.stringify({ id, title, url: "javascript:window.hostile=3", source: "</title><script>window.hostile=4</script>", text: hostile });
  const input = join(folder, "hostile.jsonl");
  writeFileSync(input, `${record("a", "<!--<script>")}\n${record("b", "]]></script>")}\n`);
  const path = reportOf(input, "hostile.html");
  assert.equal(readFileSync(path, "utf8").match(/<script/g).length, 2);
  assert.equal(dataOf(path).clusters[0].members[0].text, hostile);
  await inReport(`${pathToFileURL(path).href}#/compare/1/2`, async (page) => {
    await page.locator("mark").first().waitFor();
    assert.match(await page.locator(".side .text").first().innerText(), /<script>window\.hostile = 1<\/script><!-- <img/);
    assert.equal(await page.evaluate(() => window.hostile), undefined);
    assert.equal(await page.locator('main img, a[href^="javascript"]').count(), 0);
  });
});

test("bytes that are not UTF-8 move no passage", () => {
  const bad = Buffer.concat([Buffer.from('{"id":"a","text":"'), Buffer.from([0xff, 0xfe, 0x20]),
    Buffer.from('The ferry ran aground in fog off the northern cape before the sun was up on Friday."}\n')]);
  const good = Buffer.from('{"id":"b","text":"The ferry ran aground in fog off the northern cape before the sun was up on Friday."}\n');
  const input = join(folder, "bad.jsonl");
  writeFileSync(input, Buffer.concat([bad, good]));
  const [{ members }] = dataOf(reportOf(input, "bad.html")).clusters;
  const [passage] = members[1].comparison.passages;
  const words = (text, [begin, end]) => Buffer.from(text).subarray(begin, end).toString();
  assert.equal(members[0].text.startsWith("\ufffd\ufffd The ferry"), true);
  assert.equal(words(members[0].text, passage.a), words(members[1].text, passage.b));
});

test("an input without copies makes a report that says so", needsTools, async () => {
  const input = join(folder, "single.jsonl");
  writeFileSync(input, '{"id":"a","text":"One article that nobody copied, of some words."}\n');
  await inReport(pathToFileURL(reportOf(input, "single.html")).href, async (page) => {
    await page.getByText("No two of these articles are copies of each other.").waitFor();
  });
});

test("axe finds nothing serious in a report, and nothing is wider than its window", needsTools, async () => {
  const page = await openPage(browser);
  for (const hash of ["#/", "#/compare/6/8", "#/outlets"]) {
    await page.goto(base + hash);
    await page.locator("h1").waitFor();
    await inEachLook(page, async (look) => {
      assert.deepEqual(await seriousFindings(page), [], `${hash}, ${look}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), 0, `${hash}, ${look}`);
    });
  }
  await page.context().close();
});
