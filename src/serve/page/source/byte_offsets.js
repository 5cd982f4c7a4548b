// byte_offsets.js - from places in UTF-8 to places in a JavaScript string
//
// Ranges in the JSON count bytes of a text's UTF-8; strings here count UTF-16 units. Of a character, one to
// four bytes are one or two units. Half a surrogate pair, which no valid JSON text should hold, is written as
// three bytes, as an encoder would that puts U+FFFD in its place.

function unitsAndBytes(code) {
  if (code < 0x80) return [1, 1];
  if (code < 0x800) return [1, 2];
  if (code < 0x10000) return [1, 3];
  return [2, 4];
}

// A function from byte offsets to string offsets, for offsets in any order. An offset inside of a character
// is that character's beginning; one behind the end is the end.
export function byteOffsets(text) {
  const offsets = new Uint32Array(utf8Length(text) + 1);
  let byte = 0;
  for (let unit = 0; unit < text.length;) {
    const [units, bytes] = unitsAndBytes(text.codePointAt(unit));
    offsets.fill(unit, byte, byte + bytes);
    byte += bytes;
    unit += units;
  }
  offsets[byte] = text.length;
  return (offset) => (offset >= byte ? text.length : offsets[Math.max(offset, 0)]);
}

export function utf8Length(text) {
  let length = 0;
  for (let unit = 0; unit < text.length;) {
    const [units, bytes] = unitsAndBytes(text.codePointAt(unit));
    length += bytes;
    unit += units;
  }
  return length;
}
