// letter_keys.js - keys that work everywhere, and whether they do

const SETTING = "wiretwin-letters";
let fallback = "on";

export function lettersAreOn() {
  try {
    return (localStorage.getItem(SETTING) ?? fallback) === "on";
  } catch {
    return fallback === "on";
  }
}

export function turnLetters(on) {
  fallback = on ? "on" : "off";
  try {
    localStorage.setItem(SETTING, fallback);
  } catch {
    // kept until the page is closed
  }
}

function isTyping(element) {
  return /^(input|textarea|select)$/i.test(element?.tagName ?? "") && element.type !== "checkbox";
}

// What a key asks for: "search", "keys", or null.
export function wantedByKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null;
  if (isTyping(event.target) || !lettersAreOn()) return null;
  return { "/": "search", "?": "keys" }[event.key] ?? null;
}
