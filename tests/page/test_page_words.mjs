// test_page_words.mjs - what people read of numbers, dates, lags and addresses
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  countedWords, countWords, dateSeconds, dateWords, lagWords, secondsBetween, shareWords, spanWords,
} from "../../src/serve/page/source/figure_words.js";
import { clusterQuery, linkTo, readLocation } from "../../src/serve/page/source/locations.js";
import { hostOf, outletOf, safeHref } from "../../src/serve/page/source/safe_links.js";

test("counts have commas and the right form of their noun", () => {
  assert.equal(countWords(0), "0");
  assert.equal(countWords(1234567), "1,234,567");
  assert.equal(countedWords(1, "article"), "1 article");
  assert.equal(countedWords(1000, "article"), "1,000 articles");
  assert.equal(countedWords(2, "copy", "copies"), "2 copies");
});

test("a share is a whole percent, and all or nothing only where it is", () => {
  assert.equal(shareWords(0), "0%");
  assert.equal(shareWords(0.0001), "under 1%");
  assert.equal(shareWords(0.3239), "32%");
  assert.equal(shareWords(0.9999), "over 99%");
  assert.equal(shareWords(1), "100%");
  assert.equal(shareWords(null), "unknown");
});

test("a span has its two largest units", () => {
  assert.equal(spanWords(0), "0 s");
  assert.equal(spanWords(59), "59 s");
  assert.equal(spanWords(60), "1 min");
  assert.equal(spanWords(3599), "59 min");
  assert.equal(spanWords(3600), "1 h");
  assert.equal(spanWords(3 * 3600 + 12 * 60 + 59), "3 h 12 min");
  assert.equal(spanWords(47 * 3600), "47 h");
  assert.equal(spanWords(2 * 86400), "2 d");
  assert.equal(spanWords(400 * 86400 + 5 * 3600), "400 d 5 h");
});

test("a lag says which way it goes, and nothing where it is not known", () => {
  assert.equal(lagWords(11520), "3 h 12 min later");
  assert.equal(lagWords(-720), "12 min earlier");
  assert.equal(lagWords(0), "at the same time");
  assert.equal(lagWords(null), "");
  assert.equal(lagWords(undefined), "");
});

test("dates are told in UTC whatever zone they were written in", () => {
  assert.equal(dateWords("2031-03-04T11:52:00Z"), "4 March 2031, 11:52 UTC");
  assert.equal(dateWords("2031-12-31T23:30:00-02:00"), "1 January 2032, 01:30 UTC");
  assert.equal(dateWords("yesterday"), "date unknown");
  assert.equal(dateWords(null), "date unknown");
  assert.equal(dateSeconds("1970-01-02T00:00:00Z"), 86400);
  assert.equal(dateSeconds("2031-13-45"), null);
  assert.equal(secondsBetween("2031-03-04T11:52:00Z", "2031-03-04T14:30:00Z"), 9480);
  assert.equal(secondsBetween(null, "2031-03-04T14:30:00Z"), null);
});

test("only http and https become links", () => {
  assert.equal(safeHref("https://a.example/x?y=1"), "https://a.example/x?y=1");
  assert.equal(safeHref("HTTP://a.example"), "http://a.example/");
  for (const address of ["javascript:alert(1)", "java\tscript:alert(1)", " JAVASCRIPT:alert(1)", "\u0001javascript:x",
    "data:text/html,x", "vbscript:x", "file:///etc/passwd", "blob:https://a.example/1", "/relative", "", null, 7])
    assert.equal(safeHref(address), null, String(address));
});

test("an outlet is named by its source, or else by the host of the address", () => {
  assert.equal(outletOf({ source: "Halse Wire", url: "https://x.example/" }), "Halse Wire");
  assert.equal(outletOf({ source: null, url: "https://www.tarn.example/1" }), "tarn.example");
  assert.equal(outletOf({ source: null, url: "javascript:x" }), null);
  assert.equal(outletOf({ source: null, url: null }), null);
  assert.equal(hostOf("https://user:word@tarn.example:8080/"), "tarn.example");
});

test("an address leads back to the view that made it", () => {
  assert.deepEqual(readLocation(linkTo("cluster", 7)), { view: "cluster", number: "7", query: {} });
  assert.deepEqual(readLocation(linkTo("article", "a/b?c#d")), { view: "article", number: "a/b?c#d", query: {} });
  assert.deepEqual(readLocation(linkTo("compare", 3, 9)), { view: "compare", a: "3", b: "9", query: {} });
  assert.deepEqual(readLocation(linkTo("clusters", { q: "a&b=c", source: "" })), { view: "clusters", query: { q: "a&b=c" } });
  assert.deepEqual(readLocation(""), { view: "clusters", query: {} });
  assert.deepEqual(readLocation("#/outlets"), { view: "outlets", query: {} });
});

test("an address that no view has leads nowhere, and breaks nothing", () => {
  for (const hash of ["#/cluster", "#/cluster/", "#/cluster/7/8", "#/constructor", "#/__proto__/x", "#/compare/1"])
    assert.equal(readLocation(hash).view, "nowhere", hash);
  assert.equal(readLocation("#/article/%E0%A4%A").number, "%E0%A4%A");
});

test("a filter's last day lasts to its end, over the end of a year too", () => {
  const query = clusterQuery({ q: "tove", source: "", relation: "near,exact", from: "2031-12-30", to: "2031-12-31" });
  assert.deepEqual(query, {
    least_size: 2, q: "tove", source: "", relation: "near,exact", since: "2031-12-30T00:00:00Z",
    before: "2032-01-01T00:00:00Z",
  });
});

test("days that are none are not asked for", () => {
  const query = clusterQuery({ q: "", source: "", relation: "", from: "2031-02-31x", to: "soon" });
  assert.equal("since" in query || "before" in query, false);
});
