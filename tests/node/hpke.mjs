// Reads one JSON job from standard input, writes one JSON answer. All bytes are hex.
// { seed, public, info, open: [envelope...], seal: [plaintext...] } -> { opened: [...], sealed: [...] }
import { CipherSuite, HkdfSha256 } from "@hpke/core";
import { Chacha20Poly1305 } from "@hpke/chacha20poly1305";
import { XWing } from "@hpke/hybridkem-x-wing";

const SUITE_NUMBER = 1;
const ENC_BYTES = 1120;

const unhex = (text) => new Uint8Array(Buffer.from(text, "hex"));
const hex = (bytes) => Buffer.from(bytes).toString("hex");

async function read() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

const job = await read();
const info = unhex(job.info);
const kem = new XWing();
const suite = new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Chacha20Poly1305() });
const privateKey = await kem.deserializePrivateKey(unhex(job.seed));
const publicKey = await kem.deserializePublicKey(unhex(job.public));

async function open(envelope) {
  const bytes = unhex(envelope);
  if (bytes[0] !== SUITE_NUMBER) throw new Error("not our suite");
  const enc = bytes.slice(1, 1 + ENC_BYTES);
  return hex(await suite.open({ recipientKey: privateKey, enc, info }, bytes.slice(1 + ENC_BYTES)));
}

async function seal(plaintext) {
  const sealed = await suite.seal({ recipientPublicKey: publicKey, info }, unhex(plaintext));
  return hex([SUITE_NUMBER]) + hex(sealed.enc) + hex(sealed.ct);
}

const opened = [];
for (const envelope of job.open) opened.push(await open(envelope));
const sealed = [];
for (const plaintext of job.seal) sealed.push(await seal(plaintext));
process.stdout.write(JSON.stringify({ opened, sealed }));
