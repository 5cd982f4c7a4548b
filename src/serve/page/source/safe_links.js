// safe_links.js - the address of an article, if following it can do no harm
//
// Addresses come with the articles, and so from anybody. Only http and https become links; a "javascript:"
// address, with whatever tabs and capitals browsers forgive, is shown as what it is.

export function safeHref(address) {
  if (typeof address !== "string") return null;
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
}

// What a person wants to see of an address: its host.
export function hostOf(address) {
  const href = safeHref(address);
  return href ? new URL(href).hostname.replace(/^www\./, "") : null;
}

// What to call an article's outlet; null where nothing is known of it.
export function outletOf(article) {
  return article.source || hostOf(article.url);
}
