// locations.js - what is shown, as the part of the address behind #
//
// The server knows one page. Where in it a reader is stands behind #, so that every view can be linked to,
// and the same addresses work in a report, which is a file.

const VIEWS = {
  "": [],
  cluster: ["number"],
  article: ["number"],
  compare: ["a", "b"],
  outlets: [],
  keys: [],
};

// "#/cluster/7?after=3" is {view: "cluster", number: "7", query: {after: "3"}}. What is nowhere gives the view
// "nowhere".
export function readLocation(hash) {
  const [path, search = ""] = hash.replace(/^#?\/?/, "").split("?", 2);
  const [view, ...parts] = path.split("/").map(decode);
  const names = Object.hasOwn(VIEWS, view) ? VIEWS[view] : null;
  if (!names || names.length !== parts.length || parts.includes("")) return { view: "nowhere", query: {} };
  const location = { view: view || "clusters", query: Object.fromEntries(new URLSearchParams(search)) };
  names.forEach((name, i) => { location[name] = parts[i]; });
  return location;
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

// ("cluster", 7) is "#/cluster/7"; empty values of the query are left out.
export function linkTo(view, ...rest) {
  const query = typeof rest[rest.length - 1] === "object" ? rest.pop() : {};
  const path = [view === "clusters" ? "" : view, ...rest].map(encodeURIComponent).join("/");
  const search = queryString(query);
  return `#/${path}${search ? `?${search}` : ""}`;
}

export function queryString(query) {
  const used = Object.entries(query).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return new URLSearchParams(used).toString();
}

const ONE_DAY = 24 * 3600 * 1000;

// A reader's filters, days in them, as the server's: a last day lasts to its end.
export function clusterQuery({ q, source, relation, from, to }) {
  const query = { least_size: 2, q, source, relation };
  if (isDay(from)) query.since = `${from}T00:00:00Z`;
  if (isDay(to)) query.before = `${new Date(Date.parse(to) + ONE_DAY).toISOString().slice(0, 10)}T00:00:00Z`;
  return query;
}

function isDay(day) {
  return /^\d{4}-\d{2}-\d{2}$/.test(day ?? "") && !Number.isNaN(Date.parse(day));
}
