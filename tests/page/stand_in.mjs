// stand_in.mjs - a server that gives out the built page, and the invented feed's answers
//
// It sends the headers that `wiretwin serve` has to send with the page, so that what the browser refuses there it
// refuses here. Told to by 'trouble', it answers with errors.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { inventedFeed } from "./invented_feed.mjs";

export const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
  + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const DIST = new URL("../../src/serve/page/dist/", import.meta.url);
const FILES = {
  "/": ["index.html", "text/html; charset=utf-8"],
  "/page/page.js": ["page.js", "text/javascript; charset=utf-8"],
  "/page/page.css": ["page.css", "text/css; charset=utf-8"],
};

function answerOf(feed, path, query) {
  const [, kind, name] = /^\/v1\/(\w+)(?:\/([^/]+))?$/.exec(path) ?? [];
  switch (kind) {
    case "clusters": return name ? feed.cluster(Number(name), query) : feed.clusters(query);
    case "articles": return feed.article(Number(name));
    case "compare": return feed.compare(Number(query.get("a")), Number(query.get("b")));
    case "flows": return feed.flows();
    case "stats": return feed.stats();
    default: return null;
  }
}

const TITLES = { 401: "Unauthorized", 404: "Not Found", 503: "Service Unavailable" };

function sendProblem(response, status, instance) {
  const detail = "a sentence of the server";
  response.writeHead(status, { "content-type": "application/problem+json", "retry-after": "7" });
  response.end(JSON.stringify({ type: "about:blank", title: TITLES[status] ?? "Trouble", status, detail, instance }));
}

// {url, feed, trouble, requests, close}: 'trouble' is {status, token, slow} to be set by a test.
export async function startStandIn() {
  const stand = { feed: inventedFeed(), trouble: {}, requests: [] };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://stand.in");
    stand.requests.push(request.url);
    if (FILES[pathname]) {
      const [name, type] = FILES[pathname];
      response.writeHead(200, { "content-type": type, "content-security-policy": POLICY, "x-content-type-options": "nosniff" });
      response.end(await readFile(new URL(name, DIST)));
      return;
    }
    const { status, token, slow } = stand.trouble;
    if (slow) await slow;
    if (token && request.headers.authorization !== `Bearer ${token}`) return sendProblem(response, 401, pathname);
    if (status) return sendProblem(response, status, pathname);
    const answer = answerOf(stand.feed, pathname, searchParams);
    if (!answer) return sendProblem(response, 404, pathname);
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer));
  });
  await new Promise((done) => { server.listen(0, "127.0.0.1", done); });
  stand.url = `http://127.0.0.1:${server.address().port}/`;
  stand.close = () => new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
  return stand;
}
