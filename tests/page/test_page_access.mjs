// test_page_access.mjs - axe-core finds nothing serious in any view, light and dark, wide and narrow
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { needsTools, openPage, seriousFindings, startBrowser } from "./browser.mjs";
import { startStandIn } from "./stand_in.mjs";

let browser;
let stand;

if (!needsTools.skip) {
  before(async () => { [browser, stand] = await Promise.all([startBrowser(), startStandIn()]); });
  after(async () => { await Promise.all([browser?.close(), stand?.close()]); });
}

const VIEWS = ["#/", "#/?q=nothing+like+it", "#/cluster/1", "#/cluster/5", "#/compare/1/3", "#/article/4", "#/article/5",
  "#/outlets", "#/keys", "#/cluster/999", "#/nowhere"];

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1280, 600]) {
    test(`nothing serious in any view, ${colorScheme}, ${width} pixels wide`, needsTools, async () => {
      const page = await openPage(browser, { colorScheme, viewport: { width, height: 900 } });
      for (const hash of VIEWS) {
        await page.goto(stand.url + hash);
        await page.locator("h1").waitFor();
        await page.locator(".clusters li, .state, table").first().waitFor();
        assert.deepEqual(await seriousFindings(page), [], hash);
      }
      await page.context().close();
    });
  }
}

test("axe finds what is wrong where something is", needsTools, async () => {
  const page = await openPage(browser);
  await page.setContent("<html><body><img src='x.png'><button></button></body></html>");
  assert.ok((await seriousFindings(page)).length >= 2);
  await page.context().close();
});
