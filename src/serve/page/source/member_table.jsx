// member_table.jsx - the articles of a cluster with their figures

import { Lag, Original, Outlet, Relation, Share, SideBySide, Title, When } from "./article_words.jsx";
import { dateSeconds, secondsBetween } from "./figure_words.js";

// The earliest first; those without a date at the end.
export function inOrderOfDate(members) {
  const seconds = (member) => dateSeconds(member.published) ?? Infinity;
  return [...members].sort((a, b) => {
    const [first, second] = [seconds(a), seconds(b)];
    return first === second ? a.number - b.number : first - second;
  });
}

function Standing({ member, canonical }) {
  const isCanonical = member.number === canonical;
  const other = member.partner ?? canonical;
  return (
    <>
      <td>
        {isCanonical ? <span class="relation canonical">canonical</span> : <Relation relation={member.relation} />}
        {member.agency && <small>credits <bdi>{member.agency}</bdi></small>}
        {!isCanonical && <SideBySide a={other} b={member.number} article={member} />}
      </td>
      <td class="number"><Share value={isCanonical ? null : member.jaccard} isEstimated={member.estimated} /></td>
      <td class="number"><Share value={isCanonical ? null : member.contained} isEstimated={member.estimated} /></td>
    </>
  );
}

function Row({ member, canonical, first }) {
  const lag = first === member ? null : secondsBetween(first.published, member.published);
  return (
    <tr>
      <th scope="row">
        <Title article={member} />
        <small><Outlet article={member} /> <Original article={member} /></small>
      </th>
      <td>
        <When date={member.published} />
        <small>{first === member ? "first" : <Lag seconds={lag} />}</small>
      </td>
      <Standing member={member} canonical={canonical} />
    </tr>
  );
}

export function MemberTable({ members, canonical }) {
  const sorted = inOrderOfDate(members);
  return (
    <div class="wide" role="region" aria-labelledby="members-caption" tabIndex={0}>
      <table class="members">
        <caption id="members-caption">
          Members, the earliest first. <em>Alike</em> is what two texts share out of all that either has; <em>in the
          other</em> is the share of this text that stands in the one it is compared with.
        </caption>
        <thead>
          <tr>
            <th scope="col">Article</th>
            <th scope="col">Published</th>
            <th scope="col">Relation</th>
            <th scope="col" class="number">Alike</th>
            <th scope="col" class="number">In the other</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((member) => (
            <Row key={member.number} member={member} canonical={canonical} first={sorted[0]} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
