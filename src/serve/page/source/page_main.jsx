// page_main.jsx - where the page of `wiretwin serve` begins

import { render } from "preact";
import { Application } from "./application.jsx";
import { serverSource, tokenKeeper } from "./server_source.js";

const source = serverSource(window.fetch.bind(window), tokenKeeper(() => window.sessionStorage));

render(<Application source={source} />, document.getElementById("page"));
