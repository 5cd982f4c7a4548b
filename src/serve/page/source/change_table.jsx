// change_table.jsx - the facts in which two copies differ

import { countedWords } from "./figure_words.js";

const CHANGES_SHOWN = 20;

function kindWords({ figures, names }) {
  if (figures && names) return "figure and name";
  return figures ? "figure" : "name";
}

export function ChangeTable({ changes }) {
  const facts = changes.filter(({ figures, names }) => figures || names);
  if (facts.length === 0) return <p class="quiet">No figure and no name differs where the two run side by side.</p>;
  return (
    <table class="changes">
      <caption>Changed figures and names</caption>
      <thead>
        <tr><th scope="col">What</th><th scope="col">In A</th><th scope="col">In B</th></tr>
      </thead>
      <tbody>
        {facts.slice(0, CHANGES_SHOWN).map((change) => (
          <tr key={change.a.join()}>
            <th scope="row">{kindWords(change)}</th>
            <td><bdi>{change.a_text || "–"}</bdi></td>
            <td><bdi>{change.b_text || "–"}</bdi></td>
          </tr>
        ))}
      </tbody>
      {facts.length > CHANGES_SHOWN && (
        <tfoot>
          <tr><td colSpan={3}>{countedWords(facts.length - CHANGES_SHOWN, "more", "more")} marked in the texts.</td></tr>
        </tfoot>
      )}
    </table>
  );
}
