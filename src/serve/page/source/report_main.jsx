// report_main.jsx - where a report of `wiretwin cluster --format html` begins
//
// Its data lies in the file as JSON, which the browser reads and never runs.

import { render } from "preact";
import { Application } from "./application.jsx";
import { reportSource } from "./report_source.js";

const report = JSON.parse(document.getElementById("report").textContent);

render(<Application source={reportSource(report)} />, document.getElementById("page"));
