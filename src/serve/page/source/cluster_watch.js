// cluster_watch.js - looks for clusters that form while somebody reads
//
// Polling was chosen over a held connection: a page that is left open all day must not hold one of the server's
// bounded connections. It asks every few seconds while the page is seen, less often while the server is in
// trouble, as it says by Retry-After, and not at all while the page is hidden.

const EVERY_SECONDS = 5;
const SELDOM_SECONDS = 60;

// Calls ask() again and again; 'clock' has later(function, seconds) and cancel(handle), 'isSeen' whether anybody
// looks. Gives a function that ends it.
export function watchClusters({ ask, clock, isSeen }) {
  let wait = EVERY_SECONDS;
  let handle = null;
  let ended = false;
  const plan = () => {
    if (!ended) handle = clock.later(turn, wait);
  };
  async function turn() {
    if (isSeen()) {
      try {
        await ask();
        wait = EVERY_SECONDS;
      } catch (trouble) {
        wait = Math.max(Math.min(wait * 2, SELDOM_SECONDS), trouble.retrySeconds ?? 0);
      }
    }
    plan();
  }
  plan();
  return () => {
    ended = true;
    clock.cancel(handle);
  };
}

// What came in, before a reader asks to see it: {shown, fresh} where 'fresh' replaces and precedes 'shown'.
export function mergeClusters(shown, fresh) {
  const numbers = new Set(fresh.map(({ cluster }) => cluster));
  return [...fresh, ...shown.filter(({ cluster }) => !numbers.has(cluster))];
}

// "2 new clusters, 1 grew" of what came in.
export function freshWords(shown, fresh) {
  const known = new Set(shown.map(({ cluster }) => cluster));
  const grown = fresh.filter(({ cluster }) => known.has(cluster)).length;
  const added = fresh.length - grown;
  const parts = [];
  if (added) parts.push(added === 1 ? "1 new cluster" : `${added} new clusters`);
  if (grown) parts.push(grown === 1 ? "1 cluster grew" : `${grown} clusters grew`);
  return parts.join(", ");
}

// The number that newer_than takes: of the newest article in what is known.
export function newestOf(clusters) {
  return clusters.reduce((newest, cluster) => Math.max(newest, cluster.newest ?? 0), 0);
}
