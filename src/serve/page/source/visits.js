// visits.js - where a reader was, to take them there again
//
// Views come out of answers that take a moment, so browsers cannot restore where a page was scrolled to. Each
// entry of the history gets a number; when a reader leaves it, the scroll position and the link that had the
// focus are kept under it, and are given back when they return by Back.

export function visitKeeper(window) {
  const { history, document } = window;
  const left = new Map();
  let current = arrive();

  function arrive() {
    const known = history.state?.visit;
    if (known !== undefined) return known;
    const visit = `${Date.now()}-${left.size}-${history.length}`;
    history.replaceState({ ...history.state, visit }, "");
    return visit;
  }

  if ("scrollRestoration" in history) history.scrollRestoration = "manual";
  return {
    // To be called while what is left is still shown.
    leave() {
      left.set(current, {
        top: window.scrollY,
        link: document.activeElement?.getAttribute?.("href") ?? null,
      });
      current = arrive();
    },
    // What was left here, or null at a first visit; once.
    comeBack() {
      const place = left.get(current) ?? null;
      left.delete(current);
      return place;
    },
  };
}
