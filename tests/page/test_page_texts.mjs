// test_page_texts.mjs - byte ranges in strings, runs of a text, timelines and tables of outlets
import assert from "node:assert/strict";
import { test } from "node:test";
import { byteOffsets, utf8Length } from "../../src/serve/page/source/byte_offsets.js";
import { countFlows, flowTable, median, shadeOf } from "../../src/serve/page/source/outlet_flows.js";
import { paragraphs, sideRanges, textRuns } from "../../src/serve/page/source/text_layers.js";
import { axisMarks, timelinePlan } from "../../src/serve/page/source/timeline_plan.js";
import { compare } from "./invented_feed.mjs";

const SAMPLES = ["", "plain", "Ødegård", "“quoted”", "🗼", "a🗼b", "東京で", "مرحبا", "e\u0301", "👩‍👩‍👧", "\u0000\u007f\u0080\u07ff\u0800\uffff\u{10000}"];

test("bytes are counted as Node's encoder writes them", () => {
  for (const text of SAMPLES) assert.equal(utf8Length(text), Buffer.byteLength(text), text);
});

test("every character of every text begins where its bytes begin", () => {
  for (const text of SAMPLES) {
    const at = byteOffsets(text);
    let unit = 0;
    for (const character of text) {
      assert.equal(at(Buffer.byteLength(text.slice(0, unit))), unit, text);
      unit += character.length;
    }
    assert.equal(at(Buffer.byteLength(text)), text.length, text);
  }
});

test("an offset inside of a character is its beginning, one behind the end the end", () => {
  const at = byteOffsets("a🗼b");
  assert.deepEqual([0, 1, 2, 3, 4, 5, 6, 7, 999].map(at), [0, 1, 1, 1, 1, 3, 4, 4, 4]);
});

test("half a surrogate pair takes the three bytes that an encoder gives it", () => {
  const text = "a\ud83db";
  assert.equal(utf8Length(text), Buffer.byteLength(text));
  assert.equal(byteOffsets(text)(4), 2);
});

test("a passage between accents and emoji is cut out of both texts as it stands", () => {
  const comparison = compare(1, 3);
  for (const side of ["a", "b"]) {
    const { text } = comparison[side];
    const ranges = sideRanges(text, side, comparison).filter(({ kind }) => kind === "passage");
    assert.deepEqual(ranges.map(({ begin, end }) => text.slice(begin, end)), comparison.passages.map((one) => one.text));
  }
});

const range = (kind, index, begin, end) => ({ kind, index, begin, end });

test("the runs of a text make up the text", () => {
  const text = "one two three four";
  const runs = textRuns(text, [range("passage", 0, 0, 7), range("change", 0, 4, 7), range("passage", 1, 4, 13)]);
  assert.equal(runs.map(({ begin, end }) => text.slice(begin, end)).join(""), text);
  assert.deepEqual(runs.map(({ passages }) => passages), [[0], [1, 0], [1], []]);
  assert.deepEqual(runs.map(({ change }) => change), [null, 0, null, null]);
});

test("a passage opens once, where it begins, also inside of a longer one", () => {
  const runs = textRuns("0123456789", [range("passage", 0, 0, 10), range("passage", 1, 3, 6)]);
  assert.deepEqual(runs.map(({ opens }) => opens), [[0], [1], []]);
  assert.deepEqual(runs.map(({ passages }) => passages), [[0], [0, 1], [0]]);
});

test("a text without ranges is one run, and an empty text none", () => {
  assert.equal(textRuns("words", []).length, 1);
  assert.deepEqual(textRuns("", []), []);
});

test("an empty line ends a paragraph, a line's end alone does not", () => {
  const text = "a\nb\n\nc\r\n \r\n\nd";
  const list = paragraphs(text, textRuns(text, [range("passage", 0, 2, 6)]));
  assert.deepEqual(list.map((runs) => runs.map(({ begin, end }) => text.slice(begin, end)).join("").trim()), ["a\nb", "c", "d"]);
});

const member = (number, source, published) => ({ number, source, url: null, title: null, published });

test("a timeline has a row for each outlet, the first on top, with dots at their share of the span", () => {
  const plan = timelinePlan([
    member(1, "Late", "2031-01-01T04:00:00Z"), member(2, "First", "2031-01-01T00:00:00Z"),
    member(3, "Late", "2031-01-01T01:00:00Z"), member(4, "Undated", null),
  ]);
  assert.deepEqual(plan.rows.map(({ outlet, lag }) => [outlet, lag]), [["First", 0], ["Late", 3600]]);
  assert.deepEqual(plan.rows[1].dots.map(({ place }) => place), [0.25, 1]);
  assert.deepEqual([plan.span, plan.undated, plan.more], [14400, 1, 0]);
});

test("a timeline of one moment, and one of nothing, divide by nothing", () => {
  const plan = timelinePlan([member(1, "A", "2031-01-01T00:00:00Z"), member(2, "B", "2031-01-01T00:00:00Z")]);
  assert.deepEqual(plan.rows.map(({ dots }) => dots[0].place), [0, 0]);
  assert.deepEqual(axisMarks(0), []);
  assert.deepEqual(timelinePlan([member(1, "A", null)]), { rows: [], span: 0, undated: 1, more: 0 });
});

test("more outlets than can be drawn are counted", () => {
  const many = Array.from({ length: 50 }, (_, i) => member(i, `outlet ${i}`, "2031-01-01T00:00:00Z"));
  const plan = timelinePlan(many);
  assert.deepEqual([plan.rows.length, plan.more], [40, 10]);
});

test("an axis has marks on the hour for hours, and at most six", () => {
  assert.deepEqual(axisMarks(11580).map(({ seconds }) => seconds), [3600, 7200, 10800]);
  for (const span of [61, 3600, 86400, 31536000, 1e11]) assert.ok(axisMarks(span).length <= 6, String(span));
});

test("flows go from the first outlet of a cluster to each other, once a cluster", () => {
  const flows = countFlows([
    { members: [member(1, "A", "2031-01-01T00:00:00Z"), member(2, "B", "2031-01-01T02:00:00Z"), member(3, "B", "2031-01-01T01:00:00Z"), member(4, "A", "2031-01-01T03:00:00Z")] },
    { members: [member(5, "A", "2031-01-01T00:00:00Z"), member(6, "B", "2031-01-01T03:00:00Z"), member(7, null, "2031-01-01T00:00:00Z")] },
    { members: [member(8, "B", null), member(9, "A", null)] },
  ]);
  assert.deepEqual(flows, [{ from: "A", to: "B", clusters: 2, median_lag_seconds: 7200 }]);
});

test("a median is the middle one, or between the two in the middle", () => {
  assert.equal(median([5, 1, 9]), 5);
  assert.equal(median([1, 2, 10, 4]), 3);
});

test("a table of flows has the outlets with most, and counts the others", () => {
  const flow = (from, to, clusters) => ({ from, to, clusters, median_lag_seconds: null });
  const { takers, rows, hidden } = flowTable([flow("A", "B", 16), flow("A", "C", 4), flow("D", "E", 1)], 3);
  assert.deepEqual(takers, ["B", "C"]);
  assert.deepEqual(rows.map(({ from, cells }) => [from, cells.map(({ shade }) => shade)]), [["A", [5, 3]]]);
  assert.equal(hidden, 2);
  assert.deepEqual([shadeOf(1, 1), shadeOf(1, 100), shadeOf(100, 100)], [1, 1, 5]);
});
