// cluster_list.js - the list of clusters while somebody reads it: fetched, watched, and kept for Back

import { useCallback, useEffect, useReducer } from "preact/hooks";
import { changeList, emptyList } from "./cluster_changes.js";
import { newestOf, watchClusters } from "./cluster_watch.js";

const LISTS_KEPT = 8;
const kept = new Map();

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
