// duckdb.mjs - DuckDB's own command in what docs/parquet.md needs of it: duckdb -c SQL
//
// npm has the library and not the command; run as a program, by a name that the tests put into PATH, this does the
// same for statements that write files.

import { createRequire } from "node:module";
import { join } from "node:path";

const tools = createRequire(join(process.env.WIRETWIN_PARQUET_TOOLS, "package.json"));
const { DuckDBInstance } = tools("@duckdb/node-api");

const [flag, sql] = process.argv.slice(2);
if (flag !== "-c" || sql === undefined) throw new Error("only duckdb -c SQL");
const connection = await (await DuckDBInstance.create(":memory:")).connect();
await connection.run(sql);
connection.closeSync();
