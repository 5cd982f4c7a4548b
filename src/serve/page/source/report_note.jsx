// report_note.jsx - what a report holds, and what was left out of it

import { countedWords, countWords } from "./figure_words.js";

export function ReportNote({ report }) {
  const { counts, left_out: leftOut, bounds } = report;
  return (
    <div class="note">
      <p>
        {countedWords(counts.articles, "article")} were read; {countWords(counts.clustered)} of them are
        in {countedWords(counts.clusters, "cluster")} of two or more
        {bounds.least_size > 2 && <>, and those of {bounds.least_size} or more are listed</>}, the largest first.
      </p>
      {leftOut.clusters > 0 && (
        <p>
          Left out: {countedWords(leftOut.clusters, "cluster")} with {countedWords(leftOut.articles, "article")} that
          had no room, since a report lists at most {countWords(bounds.articles)} articles.
        </p>
      )}
      {leftOut.texts > 0 && (
        <p>
          Left out: the texts of {countedWords(leftOut.texts, "article")}, since a report holds at
          most {countWords(bounds.text_bytes >> 20)} MiB of text. Their figures are here.
        </p>
      )}
    </div>
  );
}
