// cluster_changes.js - what becomes of the list of clusters as pages of it and new ones come in
//
// New clusters never move the reader: they wait beside the list, as 'fresh', until the reader asks for them.

import { mergeClusters } from "./cluster_watch.js";

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
