// application.jsx - the frame around every view, and which view it is

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Empty } from "./answer_states.jsx";
import { ArticleView } from "./article_view.jsx";
import { ClusterView } from "./cluster_view.jsx";
import { ClustersView } from "./clusters_view.jsx";
import { ComparisonView } from "./comparison_view.jsx";
import { countedWords } from "./figure_words.js";
import { Arrival, Heading } from "./heading.jsx";
import { KeysView } from "./keys_view.jsx";
import { wantedByKey } from "./letter_keys.js";
import { linkTo, readLocation } from "./locations.js";
import { OutletsView } from "./outlets_view.jsx";
import { visitKeeper } from "./visits.js";

function View({ source, location }) {
  switch (location.view) {
    case "clusters": return <ClustersView source={source} query={location.query} />;
    case "cluster": return <ClusterView source={source} number={location.number} />;
    case "article": return <ArticleView source={source} number={location.number} />;
    case "compare": return <ComparisonView source={source} a={location.a} b={location.b} />;
    case "outlets": return <OutletsView source={source} />;
    case "keys": return <KeysView />;
    default:
      return (
        <>
          <Heading title="Nothing is here" />
          <Empty title="The address leads nowhere.">Go to <a href={linkTo("clusters")}>all clusters</a>.</Empty>
        </>
      );
  }
}

const placeOf = ({ view, number, a, b }) => [view, number, a, b].join(" ");

// The view that the address asks for, and how the reader came to it.
function useVisit() {
  const keeper = useMemo(() => visitKeeper(window), []);
  const [visit, setVisit] = useState(() => (
    { location: readLocation(window.location.hash), arrival: { isFirst: true } }
  ));
  // Before anybody can follow a link: other effects wait for the first painting.
  useLayoutEffect(() => {
    const change = () => {
      keeper.leave();
      const location = readLocation(window.location.hash);
      setVisit((before) => {
        if (placeOf(before.location) === placeOf(location)) return { ...before, location };
        return { location, arrival: { isFirst: false, isSettled: false, comeBack: keeper.comeBack } };
      });
    };
    window.addEventListener("hashchange", change);
    return () => window.removeEventListener("hashchange", change);
  }, []);
  return visit;
}

function goToSearch() {
  const field = document.getElementById("search");
  if (field) {
    field.focus();
    field.select();
    return;
  }
  window.location.hash = linkTo("clusters");
  setTimeout(() => document.getElementById("search")?.focus(), 100);
}

function useLetterKeys() {
  useEffect(() => {
    const press = (event) => {
      const wanted = wantedByKey(event);
      if (!wanted) return;
      event.preventDefault();
      if (wanted === "search") goToSearch();
      else window.location.hash = linkTo("keys");
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

function NavigationLink({ to, current, children }) {
  return <a href={linkTo(to)} aria-current={current === to ? "page" : undefined}>{children}</a>;
}

// Asked for anew with every view, since a feed grows.
function Counts({ source, arrival }) {
  const [counts, setCounts] = useState(null);
  useEffect(() => {
    source.counts().then(setCounts, () => setCounts(null));
  }, [arrival]);
  if (!counts) return null;
  return (
    <>
      {countedWords(counts.articles, "article")}, {countedWords(counts.clusters, "cluster")} of two or more
      {counts.version && <> · wiretwin {counts.version}</>}
    </>
  );
}

export function Application({ source }) {
  const { location, arrival } = useVisit();
  const main = useRef(null);
  const skip = (event) => {
    event.preventDefault();
    main.current.focus();
  };
  useLetterKeys();
  return (
    <Arrival.Provider value={arrival}>
      <a class="skip" href="#main" onClick={skip}>To the content</a>
      <header class="masthead">
        <p class="name"><a href={linkTo("clusters")}>wiretwin</a></p>
        <nav aria-label="Views">
          <NavigationLink to="clusters" current={location.view}>Clusters</NavigationLink>
          <NavigationLink to="outlets" current={location.view}>Outlets</NavigationLink>
          <NavigationLink to="keys" current={location.view}>Keys</NavigationLink>
        </nav>
      </header>
      <main tabIndex={-1} ref={main} id="main">
        <View key={placeOf(location)} source={source} location={location} />
      </main>
      <footer><p><Counts source={source} arrival={arrival} /></p></footer>
    </Arrival.Provider>
  );
}
