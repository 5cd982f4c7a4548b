// cluster_filters.jsx - the form that narrows the list of clusters
//
// What is asked for stands in the address, so that a search can be kept as a bookmark and sent to a colleague. The
// fields begin with it, and are the reader's from then on: what is being typed stays when clusters arrive.

import { RELATION_NAMES } from "./figure_words.js";
import { linkTo } from "./locations.js";

const FILTER_NAMES = ["q", "source", "relation", "from", "to"];

export function filtersOf(query) {
  return Object.fromEntries(FILTER_NAMES.map((name) => [name, query[name] ?? ""]));
}

export function hasFilters(filters) {
  return FILTER_NAMES.some((name) => filters[name]);
}

function filtersIn(form) {
  const data = new FormData(form);
  const filters = Object.fromEntries(FILTER_NAMES.map((name) => [name, String(data.get(name) ?? "").trim()]));
  return { ...filters, relation: data.getAll("relation").join(",") };
}

function Field({ name, label, type = "text", value, ...rest }) {
  return (
    <label class={`field ${name}`}>
      {label}
      <input name={name} type={type} defaultValue={value} {...rest} />
    </label>
  );
}

export function ClusterFilters({ filters, outlets }) {
  const chosen = filters.relation.split(",");
  const send = (event) => {
    event.preventDefault();
    window.location.hash = linkTo("clusters", filtersIn(event.currentTarget));
  };
  return (
    <search>
      <form class="filters" onSubmit={send} key={JSON.stringify(filters)}>
        <Field name="q" label="Search" type="search" value={filters.q} id="search" placeholder="Words of a title" />
        <Field name="source" label="Outlet" value={filters.source} list="outlets" autocomplete="off" />
        <datalist id="outlets">{outlets.map((outlet) => <option key={outlet} value={outlet} />)}</datalist>
        <Field name="from" label="From" type="date" value={filters.from} />
        <Field name="to" label="To" type="date" value={filters.to} />
        <fieldset>
          <legend>Holds a copy that is</legend>
          {RELATION_NAMES.map((name) => (
            <label class="choice" key={name}>
              <input type="checkbox" name="relation" value={name} defaultChecked={chosen.includes(name)} />
              {name}
            </label>
          ))}
        </fieldset>
        <p class="actions">
          <button type="submit">Find clusters</button>
          {hasFilters(filters) && <a href={linkTo("clusters")}>Clear</a>}
        </p>
      </form>
    </search>
  );
}
