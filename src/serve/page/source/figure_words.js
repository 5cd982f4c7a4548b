// figure_words.js - numbers, dates and lags as people read them
//
// Dates are shown in UTC, since outlets of a wire story stand in many time zones and a lag must not depend
// on where its reader sits. Nothing here asks the browser's locale: the page reads the same everywhere.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December"];
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// 12345 is "12,345".
export function countWords(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

// (1, "article") is "1 article", (2, "article") "2 articles"; (2, "copy", "copies") "2 copies".
export function countedWords(count, one, many = `${one}s`) {
  return `${countWords(count)} ${count === 1 ? one : many}`;
}

// A share in whole percents, and never "100%" or "0%" of what is not all or nothing.
export function shareWords(share) {
  if (share === null || share === undefined) return "unknown";
  if (share > 0 && share < 0.005) return "under 1%";
  if (share < 1 && share >= 0.995) return "over 99%";
  return `${Math.round(share * 100)}%`;
}

// 11520 is "3 h 12 min". The two largest units are enough: nobody asks for the seconds of a day.
export function spanWords(seconds) {
  const span = Math.abs(Math.round(seconds));
  if (span < MINUTE) return `${span} s`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)} min`;
  if (span < 2 * DAY) return twoUnits(span, HOUR, "h", MINUTE, "min");
  return twoUnits(span, DAY, "d", HOUR, "h");
}

function twoUnits(span, large, largeName, small, smallName) {
  const rest = Math.floor((span % large) / small);
  const words = `${Math.floor(span / large)} ${largeName}`;
  return rest ? `${words} ${rest} ${smallName}` : words;
}

// "3 h 12 min later", "12 min earlier", "at the same time"; empty where it is not known.
export function lagWords(seconds) {
  if (seconds === null || seconds === undefined) return "";
  if (seconds === 0) return "at the same time";
  return `${spanWords(seconds)} ${seconds > 0 ? "later" : "earlier"}`;
}

// Seconds since 1970 of an ISO 8601 date, or null where it is none.
export function dateSeconds(date) {
  if (typeof date !== "string" || !/^\d{4}-\d{2}-\d{2}/.test(date)) return null;
  const milliseconds = Date.parse(date);
  return Number.isNaN(milliseconds) ? null : milliseconds / 1000;
}

// "4 March 2031, 11:52 UTC"
export function dateWords(date) {
  const seconds = dateSeconds(date);
  if (seconds === null) return "date unknown";
  const moment = new Date(seconds * 1000);
  const two = (number) => String(number).padStart(2, "0");
  const day = `${moment.getUTCDate()} ${MONTHS[moment.getUTCMonth()]} ${moment.getUTCFullYear()}`;
  return `${day}, ${two(moment.getUTCHours())}:${two(moment.getUTCMinutes())} UTC`;
}

// How much later b is than a, or null where one of them is not known.
export function secondsBetween(a, b) {
  const from = dateSeconds(a);
  const to = dateSeconds(b);
  return from === null || to === null ? null : to - from;
}

// What a cluster can be filtered by, the closest first.
export const RELATION_NAMES = ["exact", "near", "revised", "abridged", "expanded", "excerpt"];
