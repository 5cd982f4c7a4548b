// outlet_flows.js - who prints whose texts: counted, and laid out as a table
//
// A flow goes from the outlet that had a text first to each other outlet of its cluster, once for each cluster;
// its lag is that of the other outlet's first article. A server counts flows by itself; a report has its
// clusters here to count them of.

import { dateSeconds } from "./figure_words.js";
import { outletOf } from "./safe_links.js";

export const OUTLETS_SHOWN = 24;

export function countFlows(clusters) {
  const flows = new Map();
  for (const { members } of clusters) {
    const firsts = firstOfOutlets(members);
    if (firsts.length === 0) continue;
    const [origin, ...others] = firsts;
    for (const other of others) {
      const key = JSON.stringify([origin.outlet, other.outlet]);
      if (!flows.has(key)) flows.set(key, { from: origin.outlet, to: other.outlet, lags: [] });
      flows.get(key).lags.push(other.seconds - origin.seconds);
    }
  }
  return [...flows.values()].map(({ from, to, lags }) => (
    { from, to, clusters: lags.length, median_lag_seconds: median(lags) }
  ));
}

// The first dated article of each outlet, the earliest outlet first.
function firstOfOutlets(members) {
  const firsts = new Map();
  for (const member of members) {
    const outlet = outletOf(member);
    const seconds = dateSeconds(member.published);
    if (outlet === null || seconds === null) continue;
    if (!firsts.has(outlet) || seconds < firsts.get(outlet)) firsts.set(outlet, seconds);
  }
  return [...firsts].map(([outlet, seconds]) => ({ outlet, seconds })).sort((a, b) => a.seconds - b.seconds);
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : Math.round((sorted[middle - 1] + sorted[middle]) / 2);
}

// {outlets, rows, hidden}: the outlets that give or take most, a row of cells for each that gives, and how many
// outlets did not fit. A cell is null, or a flow with its shade from 1 to 5.
export function flowTable(flows, most = OUTLETS_SHOWN) {
  const weight = new Map();
  const add = (outlet, count) => weight.set(outlet, (weight.get(outlet) ?? 0) + count);
  for (const { from, to, clusters } of flows) {
    add(from, clusters);
    add(to, clusters);
  }
  const ranked = [...weight].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([outlet]) => outlet);
  const outlets = ranked.slice(0, most);
  const shown = new Set(outlets);
  const cells = new Map();
  for (const flow of flows) {
    if (shown.has(flow.from) && shown.has(flow.to)) cells.set(`${flow.from}\n${flow.to}`, flow);
  }
  const highest = Math.max(1, ...[...cells.values()].map(({ clusters }) => clusters));
  const cellOf = (from, to) => {
    const flow = cells.get(`${from}\n${to}`);
    return flow ? { ...flow, shade: shadeOf(flow.clusters, highest) } : null;
  };
  const takers = outlets.filter((to) => outlets.some((from) => cells.has(`${from}\n${to}`)));
  const givers = outlets.filter((from) => outlets.some((to) => cells.has(`${from}\n${to}`)));
  return {
    takers,
    rows: givers.map((from) => ({ from, cells: takers.map((to) => cellOf(from, to)) })),
    hidden: ranked.length - outlets.length,
  };
}

// By the logarithm: a few outlets take a hundred times as much as the rest, which would all look alike.
export function shadeOf(count, highest) {
  return highest <= 1 ? 1 : 1 + Math.round((4 * Math.log(count)) / Math.log(highest));
}
