// cluster_view.jsx - one cluster: who was first, how late the others, and how alike

import { useState } from "preact/hooks";
import { Answered, Failure } from "./answer_states.jsx";
import { Outlet, titleOf, When } from "./article_words.jsx";
import { countedWords, dateSeconds, lagWords, secondsBetween } from "./figure_words.js";
import { Heading } from "./heading.jsx";
import { inOrderOfDate, MemberTable } from "./member_table.jsx";
import { outletOf } from "./safe_links.js";
import { Timeline } from "./timeline.jsx";
import { useAnswer } from "./use_answer.js";

function Opening({ cluster, members }) {
  const sorted = inOrderOfDate(members);
  const [first, last] = [sorted[0], sorted.filter(({ published }) => dateSeconds(published) !== null).at(-1)];
  const outlets = new Set(members.map(outletOf).filter(Boolean)).size;
  const lag = last && last !== first ? secondsBetween(first.published, last.published) : null;
  return (
    <p class="lead">
      {countedWords(cluster.size, "article")} from {countedWords(outlets, "outlet")}.
      {first.published && <> First <Outlet article={first} />, <When date={first.published} />.</>}
      {lag !== null && <> Last <Outlet article={last} />, {lagWords(lag)}.</>}
    </p>
  );
}

// Members come in parts; those of a very large cluster are fetched when asked for.
function useMembers(source, cluster) {
  const [added, setAdded] = useState({ members: [], next: cluster.next, trouble: null });
  const more = async () => {
    try {
      const answer = await source.cluster(cluster.cluster, added.next);
      setAdded({ members: [...added.members, ...answer.members], next: answer.next, trouble: null });
    } catch (trouble) {
      setAdded({ ...added, trouble });
    }
  };
  return { members: [...cluster.members, ...added.members], next: added.next, trouble: added.trouble, more };
}

function Cluster({ source, cluster }) {
  const { members, next, trouble, more } = useMembers(source, cluster);
  const canonical = members.find(({ number }) => number === cluster.canonical) ?? members[0];
  return (
    <>
      <Heading title={titleOf(canonical)} />
      <Opening cluster={cluster} members={members} />
      <section aria-labelledby="timeline-heading">
        <h2 id="timeline-heading">Who had it when</h2>
        <Timeline members={members} />
      </section>
      <section aria-labelledby="members-heading">
        <h2 id="members-heading">Articles</h2>
        <MemberTable members={members} canonical={cluster.canonical} />
        {trouble && <Failure trouble={trouble} retry={more} source={source} hasHeading />}
        {next !== null && !trouble && (
          <p class="actions">
            {countedWords(members.length, "article")} of {cluster.size} are shown.{" "}
            <button type="button" onClick={more}>Show more articles</button>
          </p>
        )}
      </section>
    </>
  );
}

export function ClusterView({ source, number }) {
  const answer = useAnswer(`cluster ${number}`, () => source.cluster(number));
  return (
    <Answered answer={answer} source={source}>
      {(cluster) => <Cluster key={cluster.cluster} source={source} cluster={cluster} />}
    </Answered>
  );
}
