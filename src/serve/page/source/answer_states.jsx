// answer_states.jsx - what stands in a view's place while there is nothing to show, and why

import { useState } from "preact/hooks";
import { Heading } from "./heading.jsx";
import { linkTo } from "./locations.js";

export function Loading() {
  return <p class="quiet state" role="status">Loading …</p>;
}

export function Empty({ title, children }) {
  return (
    <div class="state">
      <p><strong>{title}</strong></p>
      <p class="quiet">{children}</p>
    </div>
  );
}

export function Failure({ trouble, retry, source, hasHeading = false }) {
  const wantsToken = source.token && (trouble.status === 401 || trouble.status === 403);
  return (
    <div class="state" role="alert">
      {hasHeading ? <h2>{trouble.message}</h2> : <Heading title={trouble.message} />}
      <p>{trouble.advice ?? "Try again; reload the page if that does not help."}</p>
      {wantsToken && <TokenForm token={source.token} done={retry} />}
      <p class="actions">
        {!wantsToken && <button type="button" onClick={retry}>Try again</button>}
        <a href={linkTo("clusters")}>All clusters</a>
      </p>
    </div>
  );
}

function TokenForm({ token, done }) {
  const [value, setValue] = useState("");
  const send = (event) => {
    event.preventDefault();
    token.write(value.trim());
    done();
  };
  return (
    <form class="token" onSubmit={send}>
      <label>
        Token
        <input type="password" autocomplete="off" required value={value} onInput={(event) => setValue(event.target.value)} />
      </label>
      <button type="submit">Use this token</button>
    </form>
  );
}

// Waits for an answer, then gives it to the one child, a function.
export function Answered({ answer, source, children }) {
  if (answer.state === "loading") return <Loading />;
  if (answer.state === "failed") return <Failure trouble={answer.trouble} retry={answer.retry} source={source} />;
  return children(answer.value);
}
