// test_page_build.mjs - what is committed as built is what the sources build
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { needsTools, tools } from "./browser.mjs";

const page = fileURLToPath(new URL("../../src/serve/page/", import.meta.url));
const dist = join(page, "dist");
const read = (name) => readFileSync(join(dist, name), "utf8");

test("building the sources again gives the committed bytes", needsTools, () => {
  const out = mkdtempSync(join(tmpdir(), "wiretwin-page-"));
  try {
    execFileSync(process.execPath, [join(page, "build.mjs"), tools, out]);
    const names = readdirSync(out).sort();
    assert.deepEqual(readdirSync(dist).sort(), names);
    for (const name of names)
      assert.ok(readFileSync(join(out, name)).equals(readFileSync(join(dist, name))), `${name} differs: ./dev page builds it`);
  } finally {
    rmSync(out, { recursive: true });
  }
});

test("the page has no script and no style of its own inside, and names no other host", () => {
  const index = read("index.html");
  assert.doesNotMatch(index, /<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/i);
  assert.deepEqual(index.match(/(?:src|href)="(?!page\/|data:)[^"]*"/g), null);
  assert.doesNotMatch(read("page.css"), /url\(|@import/);
});

test("a report allows its own script and style by their hashes, and nothing else", () => {
  const whole = `${read("report_head.html")}{}${read("report_tail.html")}`;
  const policy = /content="(default-src [^"]*)"/.exec(whole)[1];
  const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const [, style] = /<style>([^]*?)<\/style>/.exec(whole);
  const [, script] = /<\/script>\n<script>([^]*?)<\/script>/.exec(whole);
  assert.equal(policy, `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; img-src data:; base-uri 'none'; form-action 'none'`);
  assert.equal(whole.match(/<script/g).length, 2);
});

test("nothing in the sources can turn text into markup", () => {
  const source = join(page, "source");
  for (const name of readdirSync(source))
    assert.doesNotMatch(readFileSync(join(source, name), "utf8"), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/i, name);
});

test("the licence of what is inside is inside", () => {
  for (const name of ["page.js", "report_tail.html"]) assert.match(read(name), /Contains Preact\.[^]*Permission is hereby granted/);
});
