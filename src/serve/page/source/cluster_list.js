// cluster_list.js - the list of clusters while somebody reads it: pages of it, and what comes in
//
// New clusters never move the reader: they wait beside the list until the reader asks for them.

import { useCallback, useEffect, useReducer } from "preact/hooks";
import { mergeClusters, newestOf, watchClusters } from "./cluster_watch.js";

const LISTS_KEPT = 8;
const kept = new Map();

export function forgetLists() {
  kept.clear();
}

export const emptyList = { state: "loading", shown: [], fresh: [], next: null, isAdding: false, trouble: null };

// Pure: the list after something happened to it.
export function changeList(list, event) {
  switch (event.kind) {
    case "begin":
      return event.list ?? emptyList;
    case "loaded":
      return { ...emptyList, state: "ready", shown: event.answer.clusters, next: event.answer.next };
    case "adding":
      return { ...list, isAdding: true, trouble: null };
    case "added":
      return {
        ...list,
        isAdding: false,
        shown: [...list.shown, ...unknownOf(list.shown, event.answer.clusters)],
        next: event.answer.next,
      };
    case "came":
      return { ...list, fresh: mergeClusters(list.fresh, event.clusters) };
    case "show":
      return { ...list, shown: mergeClusters(list.shown, list.fresh), fresh: [] };
    case "failed":
      return list.shown.length
        ? { ...list, isAdding: false, trouble: event.trouble }
        : { ...emptyList, state: "failed", trouble: event.trouble };
    default:
      return list;
  }
}

function unknownOf(shown, clusters) {
  const known = new Set(shown.map(({ cluster }) => cluster));
  return clusters.filter(({ cluster }) => !known.has(cluster));
}

const browserClock = {
  later: (call, seconds) => window.setTimeout(call, seconds * 1000),
  cancel: (handle) => window.clearTimeout(handle),
};

function remember(key, list) {
  kept.delete(key);
  if (list.state === "ready") kept.set(key, list);
  if (kept.size > LISTS_KEPT) kept.delete(kept.keys().next().value);
}

export function useClusterList(source, filters) {
  const key = JSON.stringify(filters);
  const [list, change] = useReducer(changeList, kept.get(key) ?? emptyList);
  const load = useCallback(() => {
    change({ kind: "begin" });
    source.clusters(filters).then(
      (answer) => change({ kind: "loaded", answer }),
      (trouble) => change({ kind: "failed", trouble }),
    );
  }, [key]);
  useEffect(() => {
    if (kept.has(key)) change({ kind: "begin", list: kept.get(key) });
    else load();
  }, [key]);
  useEffect(() => remember(key, list), [list]);
  const newest = newestOf([...list.shown, ...list.fresh]);
  useEffect(() => {
    if (!source.isLive || list.state !== "ready") return undefined;
    return watchClusters({
      clock: browserClock,
      isSeen: () => document.visibilityState === "visible",
      ask: async () => {
        const { clusters } = await source.clusters(filters, { newer_than: newest });
        if (clusters.length) change({ kind: "came", clusters });
      },
    });
  }, [key, list.state, newest]);
  const more = async () => {
    change({ kind: "adding" });
    try {
      change({ kind: "added", answer: await source.clusters(filters, { older_than: list.next }) });
    } catch (trouble) {
      change({ kind: "failed", trouble });
    }
  };
  return { ...list, load, more, show: () => change({ kind: "show" }) };
}
