// article_view.jsx - one article, what it is, and whom it matches

import { Answered } from "./answer_states.jsx";
import {
  Lag, Original, Outlet, Relation, relationSentence, Share, SideBySide, Title, titleOf, When,
} from "./article_words.jsx";
import { countedWords } from "./figure_words.js";
import { Heading } from "./heading.jsx";
import { linkTo } from "./locations.js";
import { MarkedText } from "./marked_text.jsx";
import { useAnswer } from "./use_answer.js";

function Standing({ article }) {
  const { cluster, size, relation, partner, agency, matches } = article;
  const toPartner = partner !== null && partner !== article.number && relation;
  const other = matches.find((match) => match.article.number === partner)?.article;
  return (
    <p class="lead">
      {size > 1
        ? <>One of <a href={linkTo("cluster", cluster)}>{countedWords(size, "article")} of one text</a>. </>
        : "No copy of it is known. "}
      {toPartner && (
        <>
          It {relationSentence(relation)}{" "}
          <a href={linkTo("compare", partner, article.number)}>
            {other ? <>that of <Outlet article={other} /></> : "another"}
          </a>.{" "}
        </>
      )}
      {agency && <>It credits <bdi>{agency}</bdi>.</>}
    </p>
  );
}

function MatchRow({ match, number }) {
  const { article, longest_passage_tokens: longest } = match;
  return (
    <tr>
      <th scope="row">
        <Title article={article} />
        <small><Outlet article={article} /></small>
      </th>
      <td>
        <Relation relation={match.relation} />
        <SideBySide a={number} b={article.number} article={article} />
      </td>
      <td class="number"><Share value={match.jaccard} /></td>
      <td class="number"><Share value={match.contained} /></td>
      <td class="number">{longest ? countedWords(longest, "word") : "–"}</td>
      <td><Lag seconds={match.lag_seconds} /></td>
    </tr>
  );
}

function Matches({ article }) {
  if (article.matches.length === 0) return <p class="quiet">It matches no other article.</p>;
  return (
    <div class="wide" role="region" aria-labelledby="matches-caption" tabIndex={0}>
      <table class="members">
        <caption id="matches-caption">What this article is to those that it matches</caption>
        <thead>
          <tr>
            <th scope="col">Article</th>
            <th scope="col">This one is</th>
            <th scope="col" class="number">Alike</th>
            <th scope="col" class="number">In the other</th>
            <th scope="col" class="number">Longest passage</th>
            <th scope="col">This one came</th>
          </tr>
        </thead>
        <tbody>
          {article.matches.map((match) => <MatchRow key={match.article.number} match={match} number={article.number} />)}
        </tbody>
      </table>
    </div>
  );
}

function Article({ article }) {
  return (
    <>
      <Heading title={titleOf(article)} />
      <p class="meta"><Outlet article={article} /> <When date={article.published} /> <Original article={article} /></p>
      <Standing article={article} />
      <section aria-labelledby="matches-heading">
        <h2 id="matches-heading">Matches</h2>
        <Matches article={article} />
      </section>
      <section aria-labelledby="text-heading">
        <h2 id="text-heading">Text</h2>
        {article.text === null || article.text === undefined
          ? <p class="quiet">The text was not kept.</p>
          : <div class="text whole"><MarkedText text={article.text} /></div>}
      </section>
    </>
  );
}

export function ArticleView({ source, number }) {
  const answer = useAnswer(`article ${number}`, () => source.article(number));
  return (
    <Answered answer={answer} source={source}>
      {(article) => <Article key={article.number} article={article} />}
    </Answered>
  );
}
