// Finds the number that a challenge asks for (ALTCHA v2, iterated SHA-256); see proofofwork.py.
// A newcomer's mistake: one digest at a time. The promises cost more than the hashing.
"use strict";

const AT_ONCE = 128;

onmessage = async ({ data: challenge }) => {
  const { nonce, salt, cost, keyLength, keyPrefix } = challenge.parameters;
  const start = concat(fromHex(salt), fromHex(nonce));
  for (let first = 0; ; first += AT_ONCE) {
    const counters = Array.from({ length: AT_ONCE }, (_, index) => first + index);
    const keys = await Promise.all(counters.map((counter) => derive(start, counter, cost)));
    const found = keys.findIndex((key) => toHex(key).startsWith(keyPrefix));
    if (found < 0) continue;
    const solution = {
      counter: counters[found],
      derivedKey: toHex(keys[found].subarray(0, keyLength)),
    };
    postMessage(btoa(JSON.stringify({ challenge, solution })));
    return;
  }
};

async function derive(start, counter, cost) {
  const number = new Uint8Array(4);
  new DataView(number.buffer).setUint32(0, counter);
  let key = concat(start, number);
  for (let round = 0; round < cost; round++) {
    key = new Uint8Array(await crypto.subtle.digest("SHA-256", key));
  }
  return key;
}

function concat(left, right) {
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}

function fromHex(text) {
  return Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
}

function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
