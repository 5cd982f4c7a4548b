// server_source.js - what the views show, asked of the server
//
// A source is an object of functions that give promises: clusters, cluster, article, compare, flows, counts.
// report_source.js has the same functions over data that lies in the page. What went wrong is thrown as a
// Trouble, with a sentence that says what to do.

import { clusterQuery, queryString } from "./locations.js";

export class Trouble extends Error {
  constructor(title, advice, status = 0, retrySeconds = 0) {
    super(title);
    this.advice = advice;
    this.status = status;
    this.retrySeconds = retrySeconds;
  }
}

const ADVICE = {
  401: "This server wants a token. Enter it below; it is kept until you close this tab.",
  403: "The token does not allow this. Enter another one below.",
  404: "It may have been deleted, or have passed out of the feed's window. Go back to the clusters.",
  429: "The server has as much to do as it can. Wait a moment, then try again.",
  503: "The server has as much to do as it can. Wait a moment, then try again.",
};

function troubleOf(answer, problem) {
  const title = problem?.title ?? `The server answered ${answer.status}`;
  const advice = ADVICE[answer.status] ?? problem?.detail ?? "Try again; if it stays so, look at the server's log.";
  return new Trouble(title, advice, answer.status, Number(answer.headers.get("retry-after")) || 0);
}

async function readJson(answer) {
  try {
    return await answer.json();
  } catch {
    return null;
  }
}

export const CLUSTERS_A_PAGE = 30;
export const MEMBERS_A_PAGE = 200;

// 'fetch' is the browser's; 'token' an object {read(), write(token)} that remembers a bearer token.
export function serverSource(fetch, token) {
  async function get(path, query = {}) {
    const search = queryString(query);
    const bearer = token.read();
    const headers = { accept: "application/json", ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) };
    let answer;
    try {
      answer = await fetch(search ? `${path}?${search}` : path, { headers });
    } catch {
      throw new Trouble("The server does not answer", "Look whether wiretwin serve is running, then try again.");
    }
    const body = await readJson(answer);
    if (!answer.ok) throw troubleOf(answer, body);
    if (body === null) throw new Trouble("The answer was cut off", "Try again.");
    return body;
  }
  const part = (number) => encodeURIComponent(number);
  return {
    isLive: true,
    token,
    clusters: (filters, paging = {}) => (
      get("v1/clusters", { ...clusterQuery(filters), limit: CLUSTERS_A_PAGE, ...paging })
    ),
    cluster: (number, after) => get(`v1/clusters/${part(number)}`, { limit: MEMBERS_A_PAGE, after }),
    article: (number) => get(`v1/articles/${part(number)}`),
    compare: (a, b) => get("v1/compare", { a, b }),
    flows: () => get("v1/flows"),
    counts: () => get("v1/stats"),
  };
}

// A token for as long as the tab is open; for as long as the page is, where the browser keeps nothing.
export function tokenKeeper(storage) {
  let kept = null;
  return {
    read() {
      try {
        return storage().getItem("wiretwin-token") ?? kept;
      } catch {
        return kept;
      }
    },
    write(value) {
      kept = value;
      try {
        storage().setItem("wiretwin-token", value);
      } catch {
        // kept in 'kept' alone
      }
    },
  };
}
