// report_source.js - what the views show, found in the report that they are part of
//
// The same functions as server_source.js has, over the data that `wiretwin cluster --format html` put into the
// file: clusters with their members, each member with its text and what it shares with its cluster's canonical.

import { dateSeconds, secondsBetween } from "./figure_words.js";
import { clusterQuery } from "./locations.js";
import { countFlows } from "./outlet_flows.js";
import { outletOf } from "./safe_links.js";
import { CLUSTERS_A_PAGE, MEMBERS_A_PAGE, Trouble } from "./server_source.js";

const notHere = () => new Trouble(
  "It is not in this report",
  "The address may be of another report. Go back to the clusters.", 404,
);

export function reportSource(report) {
  const summaries = report.clusters.map(summaryOf);
  const clusters = new Map(report.clusters.map((cluster) => [String(cluster.cluster), cluster]));
  const members = new Map();
  for (const cluster of report.clusters) {
    for (const member of cluster.members) members.set(String(member.number), { member, cluster });
  }

  function compare(a, b) {
    const sides = [members.get(String(a)), members.get(String(b))];
    if (!sides[0] || !sides[1]) throw notHere();
    const [first, second] = sides.map(({ member }) => member);
    if (partnerOf(second) === first) return comparisonOf(first, second, second.comparison);
    if (partnerOf(first) === second) return comparisonOf(first, second, swapped(first.comparison));
    throw new Trouble(
      "This report does not compare these two",
      "It has room for comparisons with the canonical article of each cluster. Compare any two with: wiretwin compare A B",
    );
  }

  function partnerOf(member) {
    return member.comparison ? members.get(String(member.partner))?.member : undefined;
  }

  function article(number) {
    const found = members.get(String(number));
    if (!found) throw notHere();
    const { member, cluster } = found;
    const others = cluster.members.filter((other) => (
      other !== member && (other.partner === member.number || member.partner === other.number)
    ));
    return { ...member, matches: others.map((other) => matchOf(member, other)) };
  }

  return {
    isLive: false,
    about: report,
    clusters: async (filters, { older_than: after = 0 } = {}) => {
      const fitting = summaries.filter((summary) => (
        fits(summary, clusters.get(String(summary.cluster)), clusterQuery(filters))
      ));
      const end = after + CLUSTERS_A_PAGE;
      return { clusters: fitting.slice(after, end), next: end < fitting.length ? end : null };
    },
    cluster: async (number, after = 0) => {
      const cluster = clusters.get(String(number));
      if (!cluster) throw notHere();
      const end = after + MEMBERS_A_PAGE;
      return {
        ...cluster,
        members: cluster.members.slice(after, end),
        next: end < cluster.members.length ? end : null,
      };
    },
    article: async (number) => article(number),
    compare: async (a, b) => compare(a, b),
    flows: async () => ({ flows: countFlows(report.clusters) }),
    counts: async () => report.counts,
  };
}

function summaryOf({ cluster, size, canonical, members }) {
  const dates = members.map(({ published }) => published).filter((date) => dateSeconds(date) !== null);
  dates.sort((a, b) => dateSeconds(a) - dateSeconds(b));
  return {
    cluster,
    size,
    sources: new Set(members.map(outletOf).filter((outlet) => outlet !== null)).size,
    begin: dates[0] ?? null,
    end: dates[dates.length - 1] ?? null,
    canonical: members.find(({ number }) => number === canonical),
  };
}

function fits({ begin, end }, { members }, { q, source, relation, since, before }) {
  const has = (text, words) => (text ?? "").toLowerCase().includes(words.toLowerCase());
  const relations = relation ? relation.split(",") : null;
  return (!q || members.some((member) => has(member.title, q) || has(member.text, q)))
    && (!source || members.some((member) => has(outletOf(member), source)))
    && (!relations || members.some((member) => relations.includes(member.relation)))
    && (!since || (end !== null && dateSeconds(end) >= dateSeconds(since)))
    && (!before || (begin !== null && dateSeconds(begin) < dateSeconds(before)));
}

function comparisonOf(a, b, found) {
  const lag = secondsBetween(a.published, b.published);
  return {
    ...found,
    a,
    b,
    first: lag === null ? null : lag > 0 ? "a" : lag < 0 ? "b" : "together",
    lag_seconds: lag === null ? null : Math.abs(lag),
  };
}

const SEEN_FROM_THE_OTHER = { abridged: "expanded", expanded: "abridged" };

function swapped(found) {
  const swapSides = (item) => ({ ...item, a: item.b, b: item.a });
  return {
    ...found,
    relation: SEEN_FROM_THE_OTHER[found.relation] ?? found.relation,
    a_in_b: found.b_in_a,
    b_in_a: found.a_in_b,
    passages: found.passages.map(swapSides).sort((x, y) => x.a[0] - y.a[0]),
    changes: found.changes.map((change) => (
      { ...swapSides(change), a_text: change.b_text, b_text: change.a_text }
    )),
    boilerplate: found.boilerplate && swapSides(found.boilerplate),
  };
}

// How 'member' stands to 'other', as a server tells it: both are of one cluster, and one is the other's partner.
function matchOf(member, other) {
  const isPartner = other.partner === member.number;
  return {
    article: other,
    relation: isPartner ? SEEN_FROM_THE_OTHER[other.relation] ?? other.relation : member.relation,
    jaccard: isPartner ? other.jaccard : member.jaccard,
    contained: isPartner ? other.contains : member.contained,
    contains: isPartner ? other.contained : member.contains,
    shared_shingles: isPartner ? other.shared_shingles : member.shared_shingles,
    longest_passage_tokens: isPartner ? other.longest_passage_tokens : member.longest_passage_tokens,
    lag_seconds: secondsBetween(other.published, member.published),
  };
}
