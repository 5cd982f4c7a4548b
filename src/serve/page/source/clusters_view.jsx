// clusters_view.jsx - the latest clusters, as they form

import { useRef } from "preact/hooks";
import { Empty, Failure, Loading } from "./answer_states.jsx";
import { Outlet, titleOf, When } from "./article_words.jsx";
import { ClusterFilters, filtersOf, hasFilters } from "./cluster_filters.jsx";
import { useClusterList } from "./cluster_list.js";
import { freshWords } from "./cluster_watch.js";
import { countedWords, secondsBetween, spanWords } from "./figure_words.js";
import { Heading } from "./heading.jsx";
import { linkTo } from "./locations.js";
import { ReportNote } from "./report_note.jsx";
import { outletOf } from "./safe_links.js";

function ClusterItem({ cluster }) {
  const { canonical, size, sources, begin, end } = cluster;
  const span = secondsBetween(begin, end);
  return (
    <li>
      <article class="item">
        <h2><a href={linkTo("cluster", cluster.cluster)}><bdi>{titleOf(canonical)}</bdi></a></h2>
        <p class="meta"><Outlet article={canonical} /> <When date={begin ?? canonical.published} /></p>
        <p class="meta">
          <strong>{countedWords(size, "article")}</strong>
          {" "}from {countedWords(sources, "outlet")}
          {span > 0 && <> within {spanWords(span)}</>}
        </p>
      </article>
    </li>
  );
}

// j and k go from cluster to cluster while one of them has the focus, where a list of links would take Tab.
function stepThrough(event, list) {
  const step = { j: 1, k: -1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  const links = [...list.querySelectorAll("h2 a")];
  const next = links[links.indexOf(document.activeElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function Fresh({ list, listElement }) {
  const show = () => {
    list.show();
    requestAnimationFrame(() => listElement.current?.querySelector("h2 a")?.focus());
  };
  return (
    <div class="fresh" role="status" aria-live="polite">
      {list.fresh.length > 0 && (
        <p>
          {freshWords(list.shown, list.fresh)}
          {" "}<button type="button" onClick={show}>Show</button>
        </p>
      )}
    </div>
  );
}

function Nothing({ filters, isLive }) {
  if (hasFilters(filters))
    return (
      <Empty title="No cluster fits">
        Search for fewer words, take more time in, or <a href={linkTo("clusters")}>clear the filters</a>.
      </Empty>
    );
  if (isLive)
    return (
      <Empty title="No clusters yet">
        A cluster appears here when a second copy of an article has arrived. Send articles
        to <code>POST /v1/articles</code>, or let <code>wiretwin feed</code> read them.
      </Empty>
    );
  return <Empty title="No clusters">No two of these articles are copies of each other.</Empty>;
}

function More({ list, source }) {
  if (list.trouble) return <Failure trouble={list.trouble} retry={list.more} source={source} hasHeading />;
  if (list.next === null) return null;
  return (
    <p class="actions">
      <button type="button" disabled={list.isAdding} onClick={list.more}>
        {list.isAdding ? "Loading …" : "Show more clusters"}
      </button>
    </p>
  );
}

function Listed({ list, source, filters }) {
  const element = useRef(null);
  if (list.state === "loading") return <Loading />;
  if (list.state === "failed") return <Failure trouble={list.trouble} retry={list.load} source={source} hasHeading />;
  return (
    <>
      <Fresh list={list} listElement={element} />
      {list.shown.length === 0 && <Nothing filters={filters} isLive={source.isLive} />}
      <ol class="clusters" ref={element} onKeyDown={(event) => stepThrough(event, element.current)}>
        {list.shown.map((cluster) => <ClusterItem key={cluster.cluster} cluster={cluster} />)}
      </ol>
      <More list={list} source={source} />
    </>
  );
}

export function ClustersView({ source, query }) {
  const filters = filtersOf(query);
  const list = useClusterList(source, filters);
  const outlets = new Set(list.shown.map(({ canonical }) => outletOf(canonical)).filter(Boolean));
  return (
    <>
      <Heading title={source.isLive ? "Latest clusters" : "Clusters"} />
      {!source.isLive && <ReportNote report={source.about} />}
      <ClusterFilters filters={filters} outlets={[...outlets].sort()} />
      <Listed list={list} source={source} filters={filters} />
    </>
  );
}
