// keys_view.jsx - what the keys do, and a switch for those that stand alone
//
// A single letter can be typed by accident, or by a program that listens to speech, so whoever wants none can
// turn them off.

import { useState } from "preact/hooks";
import { Heading } from "./heading.jsx";
import { lettersAreOn, turnLetters } from "./letter_keys.js";

const KEYS = [
  ["Tab, Shift+Tab", "to the next and the previous link, field or button", "everywhere"],
  ["Enter", "follows a link; goes from a passage to its twin", "everywhere"],
  ["/", "to the search field", "everywhere"],
  ["?", "to this page", "everywhere"],
  ["j, k", "to the next and the previous cluster", "in the list of clusters"],
  ["n, p", "to the next and the previous shared passage", "side by side"],
  ["Arrows", "scroll a text or a wide table", "where it has the focus"],
];

export function KeysView() {
  const [areOn, setOn] = useState(lettersAreOn());
  const turn = (event) => {
    turnLetters(event.target.checked);
    setOn(event.target.checked);
  };
  return (
    <>
      <Heading title="Keys" />
      <table>
        <caption>What can be done without a mouse</caption>
        <thead><tr><th scope="col">Key</th><th scope="col">Goes</th><th scope="col">Where</th></tr></thead>
        <tbody>
          {KEYS.map(([key, what, where]) => (
            <tr key={key}><th scope="row"><kbd>{key}</kbd></th><td>{what}</td><td>{where}</td></tr>
          ))}
        </tbody>
      </table>
      <p>
        <label class="choice">
          <input type="checkbox" checked={areOn} onChange={turn} />
          Keys that are a single letter or sign work
        </label>
      </p>
    </>
  );
}
