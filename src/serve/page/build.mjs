// build.mjs - makes dist/ of source/, with the tools of package-lock.json
//
//     node build.mjs TOOLS OUT
//
// TOOLS is a folder with node_modules/, as `npm ci` makes it; OUT is where the files go. The same sources and
// tools give the same bytes, so that dist/ can be committed and a test can hold it to the sources; people who
// build wiretwin need no Node.
//
//     index.html page.js page.css     what `wiretwin serve` gives out at / and below /page/
//     report_head.html                a report up to its data
//     report_tail.html                and from there on
//
// A report is one file, so its script and style are part of it; they are allowed by their hashes alone.

import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

async function bundle(tools, entry) {
  const { build } = createRequire(join(tools, "package.json"))("esbuild");
  const { outputFiles } = await build({
    entryPoints: [join(here, "source", entry)],
    absWorkingDir: here,
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: ["es2021"],
    jsx: "automatic",
    jsxImportSource: "preact",
    nodePaths: [join(tools, "node_modules")],
    legalComments: "none",
    charset: "ascii",
    logLevel: "error",
  });
  return outputFiles[0].text;
}

const hashOf = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

// A comment that cannot end early, and a script that cannot end the element it stands in.
function checked(script) {
  if (/<\/script|<!--/i.test(script)) throw new Error("the script would end its own element");
  return script;
}

async function reportPieces(template, script, style) {
  const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; img-src data:; `
    + "base-uri 'none'; form-action 'none'";
  const whole = template
    .replace("{{policy}}", () => policy)
    .replace("{{style}}", () => style)
    .replace("{{script}}", () => checked(script));
  const [head, tail, ...more] = whole.split("{{data}}");
  if (tail === undefined || more.length) throw new Error("report.html has to name its data once");
  return { "report_head.html": head, "report_tail.html": tail };
}

async function main([tools, out]) {
  const folder = resolve(tools);
  const licence = await readFile(join(folder, "node_modules/preact/LICENSE"), "utf8");
  const notice = `/* Contains Preact.\n\n${licence.trim().replace(/\*\//g, "* /")}\n*/\n`;
  const [index, report, style] = await Promise.all(
    ["index.html", "report.html", "page.css"].map((name) => readFile(join(here, "source", name), "utf8")),
  );
  const files = {
    "index.html": index,
    "page.css": style,
    "page.js": notice + await bundle(folder, "page_main.jsx"),
    ...await reportPieces(report, notice + await bundle(folder, "report_main.jsx"), style),
  };
  await mkdir(out, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(out, name), text);
}

await main(process.argv.slice(2));
