// test_parquet.mjs - the commands of docs/parquet.md, on corpus/ as Parquet
//
//     test_parquet.mjs WIRETWIN
//
// The page's ```sh blocks are run as they stand, in order, in a folder with news.parquet; `duckdb` is what duckdb.mjs
// makes of the library. What comes out has to be what the command says of corpus/articles.jsonl. Skipped where
// $WIRETWIN_PARQUET_TOOLS names no folder; ./dev test makes one by npm.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const command = resolve(process.argv[2]);
const root = fileURLToPath(new URL("../..", import.meta.url));
const corpus = join(root, "corpus", "articles.jsonl");
const tools = process.env.WIRETWIN_PARQUET_TOOLS;
const needsTools = tools ? {} : { skip: "$WIRETWIN_PARQUET_TOOLS names no folder; ./dev test makes one" };

const folder = mkdtempSync(join(tmpdir(), "wiretwin-parquet-"));
after(() => rmSync(folder, { recursive: true }));

const environment = {
  ...process.env,
  PATH: [folder, dirname(command), process.env.PATH].join(delimiter),
  WIRETWIN_PARQUET_TOOLS: tools ? resolve(tools) : "",
};

const wiretwin = (...args) => execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

function sh(script) {
  const done = spawnSync("bash", ["-o", "pipefail", "-c", script], { cwd: folder, env: environment, encoding: "utf8" });
  assert.equal(done.status, 0, `${script}\n${done.stderr}`);
  return done.stdout;
}

// The commands that the page shows under a heading.
function shown(heading) {
  const page = readFileSync(join(root, "docs", "parquet.md"), "utf8");
  const [, part] = page.split(`\n## ${heading}\n`);
  return [...part.split("\n## ")[0].matchAll(/^```sh\n(.*?)^```$/gms)].map(([, script]) => script);
}

// A Parquet file's rows, by way of JSON lines.
function rows(file) {
  const lines = sh(`duckdb -c "COPY (SELECT * FROM '${file}') TO 'rows.jsonl' (FORMAT json)"; cat rows.jsonl`);
  return lines.trimEnd().split("\n").map((line) => JSON.parse(line));
}

const table = (tsv) => tsv.trimEnd().split("\n").slice(1).map((line) => line.split("\t"));

// corpus/ has its ids under the names of many scrapers; a table has one column for them.
before(() => {
  if (!tools) return;
  writeFileSync(join(folder, "duckdb"), `#!/bin/sh\nexec "${process.execPath}" "${join(root, "tests/parquet/duckdb.mjs")}" "$@"\n`);
  chmodSync(join(folder, "duckdb"), 0o755);
  const names = "id, _id, guid, uuid, article_id, doc_id, uri";
  const all = `read_json('${corpus}', format = 'newline_delimited', sample_size = -1, timestampformat = '%Y')`;
  sh(`duckdb -c "COPY (SELECT coalesce(${names}) AS id, * EXCLUDE (${names}) FROM ${all}) TO 'news.parquet'"`);
});

test("a table read from Parquet has the clusters of the same articles as JSON lines", needsTools, () => {
  shown("Clusters of a table").forEach(sh);
  assert.equal(readFileSync(join(folder, "clusters.tsv"), "utf8"), wiretwin("cluster", "--format", "tsv", corpus));
});

test("clusters joined to their rows are Parquet again, with every row and its cluster", needsTools, () => {
  const wanted = table(wiretwin("cluster", "--format", "tsv", corpus)).map(([id, cluster]) => `${id} ${cluster}`);
  assert.equal(readFileSync(join(folder, "clustered.parquet")).subarray(0, 4).toString(), "PAR1");
  assert.deepEqual(rows("clustered.parquet").map(({ id, cluster }) => `${id} ${cluster}`).sort(), wanted.sort());
});

test("a table without its copies has the rows that dedup keeps, with all columns", needsTools, () => {
  shown("A table without its copies").forEach(sh);
  const kept = table(wiretwin("inspect", "--format", "tsv", wiretwinKept())).map(([id]) => id);
  const found = rows("unique.parquet");
  assert.deepEqual(found.map(({ id }) => id).sort(), kept.sort());
  assert.deepEqual(Object.keys(found[0]), Object.keys(rows("news.parquet")[0]));
  assert.ok(statSync(join(folder, "unique.parquet")).size < statSync(join(folder, "news.parquet")).size);
});

function wiretwinKept() {
  const file = join(folder, "kept.jsonl");
  wiretwin("dedup", "-o", file, corpus);
  return file;
}

// There is no Python package of DuckDB here: its statements are run as the program has them, by the same library.
test("the statements of the Python program give the same table", needsTools, () => {
  const wanted = rows("clustered.parquet");
  const page = readFileSync(join(root, "docs", "parquet.md"), "utf8");
  const [, program] = /^```python\n(.*?)^```$/ms.exec(page);
  const [toLines, join_] = [...program.matchAll(/duckdb\.sql\("+(.*?)"+\)$/gms)].map(([, sql]) => sql.replace("\\t", "\t"));
  const [, words] = /subprocess\.run\(\[(.*?)\]/.exec(program);
  sh(`duckdb -c "${toLines}"; ${words.replaceAll(",", "")}; duckdb -c "${join_}"`);
  assert.deepEqual(rows("clustered.parquet"), wanted);
});

test("matches are a table too", needsTools, () => {
  shown("Matches as a table").forEach(sh);
  const wanted = table(wiretwin("pairs", "--format", "tsv", corpus)).map(([a, b, relation]) => `${a} ${b} ${relation}`);
  assert.deepEqual(rows("pairs.parquet").map(({ id_a, id_b, relation }) => `${id_a} ${id_b} ${relation}`).sort(),
    wanted.sort());
});
