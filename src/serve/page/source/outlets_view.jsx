// outlets_view.jsx - whose texts each outlet prints, as a table
//
// The shade is there for the eye that looks for patterns; the count stands in each cell.

import { Answered, Empty } from "./answer_states.jsx";
import { countedWords, countWords, spanWords } from "./figure_words.js";
import { Heading } from "./heading.jsx";
import { linkTo } from "./locations.js";
import { flowTable, OUTLETS_SHOWN } from "./outlet_flows.js";
import { useAnswer } from "./use_answer.js";

function Cell({ cell, from, to }) {
  if (!cell) return <td class="none"><span class="unseen">none</span></td>;
  const lag = cell.median_lag_seconds;
  const words = `${countedWords(cell.clusters, "cluster")} from ${from} to ${to}`;
  return (
    <td class={`shade-${cell.shade}`}>
      <a href={linkTo("clusters", { source: to })} aria-label={words}>{countWords(cell.clusters)}</a>
      {lag !== null && lag !== undefined && <small>{spanWords(lag)}</small>}
    </td>
  );
}

function FlowTable({ flows, isLive }) {
  const { takers, rows, hidden } = flowTable(flows);
  return (
    <>
      <p class="lead">
        Each row is an outlet that had a text first; each column one that printed it later. A number counts
        clusters{isLive ? "" : " of this report"}; below it is the median lag.
      </p>
      {hidden > 0 && (
        <p class="quiet">The {OUTLETS_SHOWN} outlets with most are shown; {countedWords(hidden, "other")} left out.</p>
      )}
      <div class="wide" role="region" aria-labelledby="flows-caption" tabIndex={0}>
        <table class="flows">
          <caption id="flows-caption">Who prints whose texts: first outlet by row, later outlet by column</caption>
          <thead>
            <tr>
              <th scope="col">First</th>
              {takers.map((outlet) => <th scope="col" key={outlet}><span class="upright"><bdi>{outlet}</bdi></span></th>)}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ from, cells }) => (
              <tr key={from}>
                <th scope="row"><a href={linkTo("clusters", { source: from })}><bdi>{from}</bdi></a></th>
                {cells.map((cell, i) => <Cell key={takers[i]} cell={cell} from={from} to={takers[i]} />)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

export function OutletsView({ source }) {
  const answer = useAnswer("flows", () => source.flows());
  return (
    <Answered answer={answer} source={source}>
      {({ flows }) => (
        <>
          <Heading title="Outlets" />
          {flows.length > 0
            ? <FlowTable flows={flows} isLive={source.isLive} />
            : (
              <Empty title="No text went from one outlet to another yet">
                A row appears when two outlets with known names and dates have printed one text.
              </Empty>
            )}
        </>
      )}
    </Answered>
  );
}
