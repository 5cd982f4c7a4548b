// test_page_access.mjs - axe-core finds nothing serious in any view, light and dark, wide and narrow
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inEachLook, needsTools, openPage, seriousFindings, startBrowser } from "./browser.mjs";
import { startStandIn } from "./stand_in.mjs";

let browser;
let page;
let stand;

if (!needsTools.skip) {
  before(async () => {
    browser = await startBrowser(); // first: without one, a stand-in would be left running
    stand = await startStandIn();
    page = await openPage(browser);
  });
  after(async () => { await Promise.all([browser?.close(), stand?.close()]); });
}

const VIEWS = {
  "the list of clusters": "#/",
  "a list that is empty": "#/?q=nothing+like+it",
  "a cluster": "#/cluster/1",
  "a cluster with hostile words": "#/cluster/5",
  "two articles side by side": "#/compare/1/3",
  "an article": "#/article/4",
  "an article with hostile words": "#/article/5",
  "the outlets": "#/outlets",
  "the keys": "#/keys",
  "what is gone": "#/cluster/999",
  "an address that leads nowhere": "#/nowhere",
};

for (const [name, hash] of Object.entries(VIEWS)) {
  test(`nothing serious in ${name}, light and dark, 1280 and 600 pixels wide`, needsTools, async () => {
    await page.goto(stand.url + hash);
    await page.locator("h1").waitFor();
    await page.locator(".clusters li, .state, table").first().waitFor();
    await inEachLook(page, async (look) => assert.deepEqual(await seriousFindings(page), [], look));
  });
}

test("axe finds what is wrong where something is", needsTools, async () => {
  await page.goto("about:blank");
  await page.setContent("<html><body><img src='x.png'><button></button></body></html>");
  assert.ok((await seriousFindings(page)).length >= 2);
});
