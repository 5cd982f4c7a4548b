// browser.mjs - Chromium for the tests of the page, or why there is none
//
// $WIRETWIN_PAGE_TOOLS names the folder into which `npm ci` put what package-lock.json lists; ./dev sets it. Where
// it is not set the tests that need a browser are skipped and say so; where it is, nothing is skipped.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

export const tools = process.env.WIRETWIN_PAGE_TOOLS ? resolve(process.env.WIRETWIN_PAGE_TOOLS) : null;

// To be given to test() as its options.
export const needsTools = tools ? {} : { skip: "$WIRETWIN_PAGE_TOOLS names no folder; ./dev test makes one" };

const fromTools = (name) => createRequire(join(tools, "package.json"))(name);

export async function startBrowser() {
  const { chromium } = fromTools("playwright-core");
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"], // root, as in a container, has no other choice; what is opened is ours
  });
}

// A page that notes what it says on its console, and whom it asks.
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  page.said = [];
  page.asked = [];
  page.on("console", (message) => {
    if (message.type() === "error") page.said.push(message.text());
  });
  page.on("pageerror", (error) => page.said.push(String(error)));
  page.on("request", (request) => page.asked.push(request.url()));
  return page;
}

// To make a page takes as long as most tests: those of one file share theirs, and find it as if it were new.
export function pageKeeper(browser) {
  let page;
  return async () => {
    page ??= await openPage(browser);
    if (page.url() !== "about:blank") {
      await page.evaluate(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
      await page.goto("about:blank");
    }
    page.said = [];
    page.asked = [];
    return page;
  };
}

// Shows what a page shows in light and dark, wide and narrow, and has each looked at.
export async function inEachLook(page, look) {
  for (const width of [1280, 600]) {
    for (const colorScheme of ["light", "dark"]) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" }); // colours that pass into each other are neither
      await look(`${colorScheme}, ${width} pixels wide`);
    }
  }
}

// What axe finds that is serious or worse, as sentences. It is evaluated by the browser's own door for debuggers,
// which the page's policy does not bar.
export async function seriousFindings(page) {
  if (await page.evaluate(() => !window.axe))
    await page.evaluate(readFileSync(join(tools, "node_modules/axe-core/axe.min.js"), "utf8"));
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}
