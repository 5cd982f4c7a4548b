// use_answer.js - a view's wait for what it shows
//
// An answer that was here before is shown at once, so that Back gives the same page again, and is asked for anew
// behind it.

import { useCallback, useEffect, useState } from "preact/hooks";

const ANSWERS_KEPT = 40;
const kept = new Map();

function keep(key, value) {
  kept.delete(key);
  kept.set(key, value);
  if (kept.size > ANSWERS_KEPT) kept.delete(kept.keys().next().value);
}

// {state: "loading" | "ready" | "failed", value, trouble, retry}; 'key' says what is asked for.
export function useAnswer(key, ask) {
  const [answer, setAnswer] = useState({ key: null });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isWanted = true;
    const settle = (found) => isWanted && setAnswer({ key, ...found });
    ask().then(
      (value) => {
        keep(key, value);
        settle({ state: "ready", value });
      },
      (trouble) => settle({ state: "failed", trouble }),
    );
    return () => { isWanted = false; };
  }, [key, attempt]);
  const retry = useCallback(() => {
    setAnswer({ key: null });
    setAttempt((count) => count + 1);
  }, []);
  if (answer.key === key) return { ...answer, retry };
  if (kept.has(key)) return { state: "ready", value: kept.get(key), retry };
  return { state: "loading", retry };
}
