// heading.jsx - the heading of a view, and where a reader comes in
//
// Whoever follows a link is taken to the new view's heading, as a page load would; whoever comes back is put where
// they were. The first view of all is left to the browser.

import { createContext } from "preact";
import { useContext, useEffect, useRef } from "preact/hooks";

// {isFirst, comeBack()}; see visits.js.
export const Arrival = createContext({ isFirst: true, comeBack: () => null });

function settle(heading, arrival) {
  if (arrival.isFirst || arrival.isSettled) return;
  arrival.isSettled = true;
  const place = arrival.comeBack();
  if (!place) {
    heading.focus({ preventScroll: true });
    window.scrollTo(0, 0);
    return;
  }
  window.scrollTo(0, place.top);
  const links = place.link ? [...document.querySelectorAll("main a")] : [];
  const link = links.find((candidate) => candidate.getAttribute("href") === place.link);
  (link ?? heading).focus({ preventScroll: true });
}

export function Heading({ title, children }) {
  const element = useRef(null);
  const arrival = useContext(Arrival);
  useEffect(() => {
    document.title = `${title} · wiretwin`;
  }, [title]);
  useEffect(() => settle(element.current, arrival), [arrival]);
  return <h1 tabIndex={-1} ref={element}><bdi>{children ?? title}</bdi></h1>;
}
