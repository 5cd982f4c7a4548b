// test_page_views.mjs - the page in Chromium, on a stand-in for the server: read, searched, watched, and attacked
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { needsTools, openPage, pageKeeper, startBrowser } from "./browser.mjs";
import { POLICY, startStandIn } from "./stand_in.mjs";

let browser;
let stand;
let keptPage;

if (!needsTools.skip) {
  before(async () => {
    browser = await startBrowser(); // first: without one, a stand-in would be left running
    stand = await startStandIn();
    keptPage = pageKeeper(browser);
  });
  after(async () => { await Promise.all([browser?.close(), stand?.close()]); });
}

// Opens a view, and holds the page to silence and to its own server when the test is done with it.
async function inView(hash, use) {
  stand.trouble = {};
  const page = await keptPage();
  await page.goto(stand.url + hash);
  await use(page);
  assert.deepEqual(page.said.filter((said) => !/status of (401|404|503)/.test(said)), []);
  assert.deepEqual(page.asked.filter((url) => !url.startsWith(stand.url) && !url.startsWith("data:")), []);
  assert.equal(await page.evaluate(() => window.hostile), undefined);
}

const heading = (page, words) => page.getByRole("heading", { level: 1, name: words }).waitFor();
const activeWords = (page) => page.evaluate(() => document.activeElement.textContent.trim());

const door = new URL("../../src/serve/http_door.c", import.meta.url);
const needsDoor = existsSync(door) ? needsTools : { skip: "the server's sources are not here" };

test("the policy that the stand-in sends is the server's own", needsDoor, async () => {
  const answer = await fetch(stand.url);
  assert.equal(answer.headers.get("content-security-policy"), POLICY);
  const server = await readFile(door, "utf8");
  const [, words] = /is_page \? ((?:"[^"]*"\s*)+):/.exec(server);
  assert.equal(words.match(/"[^"]*"/g).map((part) => part.slice(1, -1)).join(""), POLICY);
});

test("the latest clusters are listed, the newest first, and more when asked for", needsTools, () => inView("", async (page) => {
  await heading(page, "Latest clusters");
  const items = page.locator(".clusters li");
  await items.first().waitFor();
  assert.equal(await items.count(), 30);
  assert.match(await items.first().textContent(), /Notice 32 of the Lower Tarn water board.*2 articles from 2 outlets within 7 min/s);
  await page.getByRole("button", { name: "Show more clusters" }).click();
  await page.getByRole("link", { name: "Sørvåg lighthouse goes dark" }).waitFor();
  assert.equal(await items.count(), 35);
  assert.equal(await page.getByRole("button", { name: "Show more clusters" }).count(), 0);
  assert.match(await page.locator("footer").textContent(), /12,345 articles, 37 clusters .* wiretwin 0\.1\.0/);
}));

test("a cluster that forms is announced, and moves nobody until it is asked for", needsTools, async () => {
  stand.trouble = {};
  const page = await openPage(browser);
  await page.clock.install();
  await page.goto(stand.url);
  const first = page.locator(".clusters h2").first();
  await first.waitFor();
  const title = await first.textContent();
  await page.evaluate(() => window.scrollTo(0, 900));
  const read = page.locator(".clusters li").nth(10);
  const place = await read.boundingBox();
  await page.getByLabel("Search").evaluate((field) => { field.value = "half a wo"; });
  await page.getByLabel("near", { exact: true }).evaluate((box) => { box.checked = true; });
  stand.feed.arrive(1);
  await page.clock.runFor(6000);
  const status = page.locator('[aria-live="polite"]');
  await status.getByText("1 new cluster").waitFor();
  assert.equal(await first.textContent(), title);
  assert.ok(Math.abs((await read.boundingBox()).y - place.y) < 1);
  assert.ok((await status.boundingBox()).y >= 0);
  assert.equal(await page.getByLabel("Search").inputValue(), "half a wo");
  assert.ok(await page.getByLabel("near", { exact: true }).isChecked());
  await status.getByRole("button", { name: "Show" }).click();
  await page.getByRole("link", { name: "Notice 33" }).waitFor();
  assert.match(await first.textContent(), /Notice 33/);
  await page.clock.runFor(100);
  assert.match(await activeWords(page), /Notice 33/);
  await page.context().close();
});

test("filters stand in the address and narrow the list", needsTools, () => inView("", async (page) => {
  await page.getByLabel("Search").fill("lighthouse");
  await page.getByRole("button", { name: "Find clusters" }).click();
  await page.waitForURL(/#\/\?q=lighthouse$/);
  await page.getByText("4 articles").waitFor();
  assert.equal(await page.locator(".clusters li").count(), 1);
  await page.goto(`${stand.url}#/?source=Osmund+Post&relation=near%2Cabridged&from=2032-03-01&to=2032-03-01`);
  await page.getByText("4 articles").waitFor();
  assert.equal(await page.getByLabel("Outlet").inputValue(), "Osmund Post");
  assert.deepEqual(await page.locator('input[name="relation"]:checked').evaluateAll((boxes) => boxes.map(({ value }) => value)), ["near", "abridged"]);
  assert.ok(stand.requests.some((url) => url.includes("since=2032-03-01T00%3A00%3A00Z&before=2032-03-02T00%3A00%3A00Z")));
  await page.getByLabel("Search").fill("nowhere to be found");
  await page.getByLabel("Search").press("Enter");
  await page.getByText("No cluster fits").waitFor();
  await page.getByRole("link", { name: "Clear", exact: true }).click();
  await page.locator(".clusters li").nth(29).waitFor();
}));

test("a cluster tells who was first, how late the others were, and how alike they are", needsTools, () => inView("#/cluster/1", async (page) => {
  await heading(page, /Sørvåg lighthouse/);
  assert.match(await page.locator(".lead").textContent(), /4 articles from 3 outlets\. First Halse Wire, 1 March 2032, 06:00 UTC\. Last Tarn Courier, 2 d 1 h later\./);
  const drawing = page.getByRole("img", { name: /Timeline of 3 outlets over 2 d 1 h: .Halse Wire. was first, .Osmund Post. came 3 h 12 min later/ });
  assert.deepEqual(await drawing.locator(".row .outlet").allTextContents(), ["Halse Wire", "Tarn Courier", "Osmund Post"]);
  assert.deepEqual(await drawing.locator(".row .lag").allTextContents(), ["first", "42 min later", "3 h 12 min later"]);
  const rows = page.getByRole("table", { name: /^Members/ }).locator("tbody tr");
  const cells = await rows.evaluateAll((list) => list.map((row) => [...row.cells].map((cell) => cell.innerText.replace(/\s+/g, " "))));
  assert.deepEqual(cells.map((row) => row.slice(2)), [
    ["canonical", "–", "–"], ["exact credits AFP Side by side", "100%", "100%"], ["near Side by side", "81%", "86%"],
    ["abridged Side by side", "31%", "100%"],
  ]);
  assert.match(cells[2][1], /^1 March 2032, 09:12 UTC 3 h 12 min later$/);
  assert.equal(await rows.nth(2).locator("time").getAttribute("datetime"), "2032-03-01T09:12:00Z");
}));

test("what is estimated says so", needsTools, () => inView("#/cluster/7", async (page) => {
  await page.getByRole("cell", { name: "about 91%" }).waitFor();
}));

test("two articles stand side by side with the words that both have marked in both", needsTools, () => inView("#/compare/1/3", async (page) => {
  await heading(page, "Side by side");
  assert.match(await page.locator(".lead").textContent(), /B is nearly the same as A\. A was first, by 3 h 12 min\./);
  const marked = (side) => page.getByRole("region", { name: `Text of ${side}` }).locator("mark").evaluateAll((marks) => marks.map((mark) => {
    const copy = mark.cloneNode(true);
    copy.querySelectorAll("button, .unseen").forEach((element) => element.remove());
    return copy.textContent;
  }));
  const wanted = [
    "The lighthouse of Sørvåg went dark on Monday night for the first time in", "🗼 Nobody was hurt.",
    "“We saw the beam stop in the middle of a turn,” said keeper", "Ødegård, who has lived there since 1989.",
    "Engineers blamed a seized bearing, and said that 14 ships had been warned by radio.",
  ];
  assert.deepEqual(await marked("A"), wanted);
  assert.deepEqual(await marked("B"), wanted);
  const changes = page.getByRole("table", { name: "Changed figures and names" }).locator("tbody tr");
  assert.deepEqual(await changes.evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText))),
    [["figure", "112", "121"], ["name", "Maren", "Marit"]]);
  assert.deepEqual(await page.locator(".changed").evaluateAll((all) => all.map(({ title }) => title)), [
    "changed figure; the other text has: 121", "changed name; the other text has: Marit",
    "changed figure; the other text has: 112", "changed name; the other text has: Maren",
  ]);
}));

test("a passage lights its twin up, and leads to it by key and by click", needsTools, () => inView("#/compare/1/3", async (page) => {
  const second = page.getByRole("button", { name: "Passage 2, 17 words: go to it in B" });
  await second.focus();
  assert.deepEqual(await page.locator("mark.lit").evaluateAll((marks) => marks.map((mark) => mark.closest(".side").querySelector(".letter").textContent)), ["A", "A", "B", "B"]);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "passage-b-1");
  await page.keyboard.press("n");
  assert.equal(await page.evaluate(() => document.activeElement.id), "passage-b-2");
  await page.keyboard.press("p");
  await page.keyboard.press("p");
  assert.equal(await page.evaluate(() => document.activeElement.id), "passage-b-0");
  await page.locator(".side").first().locator("mark").first().click({ position: { x: 60, y: 8 } });
  assert.equal(await page.evaluate(() => document.activeElement.id), "passage-b-0");
  await page.locator(".side").nth(1).locator("mark").first().hover();
  assert.equal(await page.locator("mark.lit").count(), 2);
}));

test("what was not compared is dimmed, and sides can be changed", needsTools, () => inView("#/compare/2/1", async (page) => {
  await page.getByText("Both").or(page.getByText("B was first, by 42 min.")).first().waitFor();
  assert.deepEqual(await page.locator(".boilerplate").allTextContents(), ["Halse Wire"]);
  await page.getByRole("link", { name: "Change sides" }).click();
  await page.getByText("A was first, by 42 min.").waitFor();
}));

test("hostile words of an article are words", needsTools, () => inView("#/article/5", async (page) => {
  await heading(page, "<img src=x onerror=\"window.hostile='title'\">Mayor speaks");
  assert.match(await page.locator(".text").textContent(), /<script>window\.hostile = 'text'<\/script><b>bold\?<\/b>/);
  assert.equal(await page.locator("main img, main b, main script").count(), 0);
  assert.match(await page.locator(".address").textContent(), /script:window\.hostile/);
  assert.equal(await page.locator('a[href*="script:"]').count(), 0);
  await page.goto(`${stand.url}#/cluster/5`);
  await page.getByRole("table", { name: /^Members/ }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Read it at copy.example" }).getAttribute("href"), "https://copy.example/%22onmouseover=%22x");
  await page.goto(`${stand.url}#/compare/5/6`);
  await page.locator("mark").nth(3).waitFor();
}));

test("a script that an article smuggled in would not run under the policy", needsTools, async () => {
  const page = await openPage(browser);
  await page.goto(stand.url);
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.hostile = 'inline'";
    document.body.append(script);
    document.body.insertAdjacentHTML("beforeend", "<p style='color: red' id='styled'>x</p><img src='https://elsewhere.example/x.png'>");
  });
  assert.equal(await page.evaluate(() => window.hostile), undefined);
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.getElementById("styled")).color), "rgb(255, 0, 0)");
  assert.equal(page.said.length >= 3, true, page.said.join("\n"));
  await page.context().close();
});

test("an article has its standing, its matches and its text", needsTools, () => inView("#/article/4", async (page) => {
  await heading(page, "“We saw the beam stop”");
  assert.match(await page.locator(".lead").textContent(), /One of 4 articles of one text\. It is an abridged form of that of Halse Wire\./);
  const row = page.getByRole("table", { name: "What this article is to those that it matches" }).locator("tbody tr");
  assert.deepEqual(await row.locator("td").allTextContents(), ["abridgedSide by side", "31%", "100%", "19 words", "2 d 1 h later"]);
  await page.getByRole("heading", { name: "Text", exact: true }).waitFor();
  await row.getByRole("link", { name: /^Side by side/ }).click();
  await heading(page, "Side by side");
}));

test("a text that was not kept is no error", needsTools, () => inView("#/article/8", async (page) => {
  await page.getByText("The text was not kept.").waitFor();
}));

test("outlets are counted by row and column, in words too", needsTools, () => inView("#/outlets", async (page) => {
  const table = page.getByRole("table", { name: /^Who prints whose texts/ });
  await table.waitFor();
  const rows = await table.locator("tr").evaluateAll((list) => list.map((row) => [...row.cells].map((cell) => cell.innerText.replace(/\s+/g, " ").trim())));
  assert.deepEqual(rows, [
    ["First", "Tarn Courier", "Osmund Post", "Belgrove Sentinel"],
    ["Halse Wire", "41 42 min", "7 3 h 12 min", "none"],
    ["Tarn Courier", "none", "1", "none"],
    ["Osmund Post", "none", "none", "3 2 d 4 h"],
  ]);
  await page.getByRole("link", { name: "41 clusters from Halse Wire to Tarn Courier" }).click();
  await page.waitForURL(/source=Tarn\+Courier/);
}));

test("while an answer is awaited the page says so", needsTools, () => inView("#/keys", async (page) => {
  let answer;
  stand.trouble = { slow: new Promise((done) => { answer = done; }) };
  await page.goto(`${stand.url}#/cluster/1`);
  await page.getByRole("status").getByText("Loading").waitFor();
  answer();
  await heading(page, /Sørvåg/);
}));

test("trouble is told in words, and trying again leads out of it", needsTools, () => inView("#/keys", async (page) => {
  stand.trouble = { status: 503 };
  await page.goto(`${stand.url}#/cluster/1`);
  const alert = page.getByRole("alert");
  await alert.getByText("Service Unavailable").waitFor();
  assert.match(await alert.textContent(), /Wait a moment, then try again/);
  stand.trouble = {};
  await page.getByRole("button", { name: "Try again" }).click();
  await heading(page, /Sørvåg/);
  await page.goto(`${stand.url}#/cluster/999`);
  await page.getByRole("alert").getByText("It may have been deleted").waitFor();
  await page.goto(`${stand.url}#/no/such/place`);
  await heading(page, "Nothing is here");
}));

test("a server that wants a token is given one, and it is not put into an address", needsTools, () => inView("#/keys", async (page) => {
  stand.trouble = { token: "open sesame" };
  await page.goto(`${stand.url}#/cluster/1`);
  await page.getByLabel("Token").fill("open sesame");
  await page.getByRole("button", { name: "Use this token" }).click();
  await heading(page, /Sørvåg/);
  assert.equal(page.asked.some((url) => url.includes("sesame")), false);
}));

test("all of it can be walked through by keys", needsTools, () => inView("", async (page) => {
  await page.locator(".clusters li").first().waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await activeWords(page), "To the content");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search");
  await page.keyboard.type("lighthouse?");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Enter");
  await page.getByText("4 articles").waitFor();
  for (let i = 0; i < 40 && !/^Sørvåg/.test(await activeWords(page)); i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await heading(page, /Sørvåg lighthouse/);
  assert.match(await activeWords(page), /^Sørvåg lighthouse/);
  for (let i = 0; i < 40 && !/^Side by side/.test(await activeWords(page)); i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await heading(page, "Side by side");
  for (let i = 0; i < 40 && await activeWords(page) !== "1"; i++) await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "passage-a-0");
  const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineWidth);
  assert.equal(ring, "3px");
  await page.keyboard.press("?");
  await heading(page, "Keys");
}));

test("j and k go through the list, from a cluster that has the focus", needsTools, () => inView("", async (page) => {
  const links = page.locator(".clusters h2 a");
  await links.first().focus();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  assert.equal(await activeWords(page), await links.nth(2).textContent());
  await page.keyboard.press("k");
  assert.equal(await activeWords(page), await links.nth(1).textContent());
}));

test("keys that are a single sign can be turned off", needsTools, () => inView("#/keys", async (page) => {
  await page.getByLabel(/single letter or sign/).uncheck();
  await page.goto(`${stand.url}#/`);
  await page.locator(".clusters li").first().waitFor();
  await page.keyboard.press("/");
  assert.notEqual(await page.evaluate(() => document.activeElement.id), "search");
}));

test("Back leads to the place in the list that was left", needsTools, () => inView("", async (page) => {
  const link = page.locator(".clusters h2 a").nth(20);
  await link.scrollIntoViewIfNeeded();
  const words = await link.textContent();
  const top = await page.evaluate(() => window.scrollY);
  assert.ok(top > 500);
  await link.click();
  await heading(page, words);
  assert.equal(await page.evaluate(() => window.scrollY), 0);
  await page.goBack();
  await heading(page, "Latest clusters");
  assert.equal(await activeWords(page), words);
  assert.equal(await page.evaluate(() => window.scrollY), top);
}));

test("nothing is wider than a window of 600 pixels", needsTools, () => inView("", async (page) => {
  await page.setViewportSize({ width: 600, height: 800 });
  for (const hash of ["#/", "#/cluster/1", "#/cluster/5", "#/compare/1/3", "#/article/4", "#/outlets", "#/keys", "#/nowhere"]) {
    await page.goto(stand.url + hash);
    await page.locator("h1").waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 600, hash);
  }
}));
