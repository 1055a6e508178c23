import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { parse } from 'node:querystring';

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Why a request is refused, with S3's error code. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

interface Claim {
  readonly credential: string;
  readonly date: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly payloadHash: string;
  /** How long before and after `date` the request is valid, in milliseconds. */
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
}

const toleranceMs = 15 * 60 * 1000;
const longestExpiryS = 7 * 24 * 60 * 60;

/**
 * Checks the Signature Version 4 of a request, in its headers or presigned. Undefined means that it is valid.
 * The library's own check is not used, for four reasons: it serves requests without any signature; it obeys `x-amz-*` headers that are not
 * signed (with `x-amz-copy-source` an upload could read any object); it never checks the date of signed headers; and its signatures differ
 * from S3's for lists and for characters such as ' ( ) * in parameters.
 */
export function checkSignature(request: IncomingMessage, keys: Keys, now: number): Refusal | undefined {
  const [path = '', search = ''] = splitOnce(request.url ?? '', '?');
  const claim = readClaim(request, parse(search));
  if (!claim) return denied('Requests must be signed in exactly one way (AWS4-HMAC-SHA256).');

  const [accessKeyId, day, region, service, end, ...rest] = claim.credential.split('/');
  const wellFormed =
    service === 's3' && end === 'aws4_request' && rest.length === 0 && claim.date.startsWith(`${day}T`);
  if (!wellFormed || !region) return denied('The credential of the signature is malformed.');
  if (accessKeyId !== keys.accessKeyId) {
    return { code: 'InvalidAccessKeyId', message: 'The access key does not exist in our records.' };
  }
  const age = now - parseDate(claim.date);
  if (!(age >= -claim.notBeforeMs && age <= claim.notAfterMs)) return denied('Request has expired');

  const signed = new Set(claim.signedHeaders);
  if (!signed.has('host')) return denied('The header "host" must be signed.');
  const stray = Object.keys(request.headers).find(
    // The content hash is always part of the signature.
    (name) => name.startsWith('x-amz-') && name !== 'x-amz-content-sha256' && !signed.has(name),
  );
  if (stray) return denied(`There were headers present in the request which were not signed: ${stray}`);

  const scope = [day, region, service, end].join('/');
  const canonical = canonicalRequest(request, path, search, claim);
  const toSign = ['AWS4-HMAC-SHA256', claim.date, scope, sha256(canonical)].join('\n');
  const key = [day, region, service, end].reduce<Buffer | string>(
    (secret, part) => hmac(secret, part ?? ''),
    `AWS4${keys.secretAccessKey}`,
  );
  if (sameText(hmac(key, toSign).toString('hex'), claim.signature)) return undefined;
  return {
    code: 'SignatureDoesNotMatch',
    message: 'The signature we calculated does not match the one you provided.',
  };
}

function readClaim({ headers }: IncomingMessage, query: ReturnType<typeof parse>): Claim | undefined {
  const { authorization } = headers;
  const contentHash = headers['x-amz-content-sha256'];
  // Chunks with their own signatures would have to be checked one by one, which is not implemented.
  if (String(contentHash).startsWith('STREAMING-') || 'Signature' in query) return undefined;
  if ('X-Amz-Algorithm' in query) {
    const of = (name: string) => (typeof query[name] === 'string' ? query[name] : '');
    const expiresS = /^\d{1,6}$/.test(of('X-Amz-Expires')) ? Number(of('X-Amz-Expires')) : Number.NaN;
    if (authorization !== undefined || of('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') return undefined;
    if (!(expiresS <= longestExpiryS)) return undefined;
    return {
      credential: of('X-Amz-Credential'),
      date: of('X-Amz-Date'),
      signedHeaders: of('X-Amz-SignedHeaders').split(';'),
      signature: of('X-Amz-Signature'),
      payloadHash: of('X-Amz-Content-Sha256') || String(contentHash ?? 'UNSIGNED-PAYLOAD'),
      notBeforeMs: toleranceMs,
      notAfterMs: expiresS * 1000,
    };
  }
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)$/.exec(
      authorization ?? '',
    );
  if (!match || typeof contentHash !== 'string') return undefined;
  const [, credential = '', signedHeaders = '', signature = ''] = match;
  return {
    credential,
    date: String(headers['x-amz-date'] ?? ''),
    signedHeaders: signedHeaders.split(';'),
    signature,
    payloadHash: contentHash,
    notBeforeMs: toleranceMs,
    notAfterMs: toleranceMs,
  };
}

function canonicalRequest(request: IncomingMessage, path: string, search: string, claim: Claim): string {
  const parameters = search
    .split('&')
    .filter((pair) => pair !== '' && !pair.startsWith('X-Amz-Signature='))
    .map((pair) => splitOnce(pair, '='))
    .map(
      ([name = '', value = '']) =>
        [recode(name.replaceAll('+', ' ')), recode(value.replaceAll('+', ' '))] as const,
    )
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y));
  const header = (name: string) =>
    String(request.headers[name] ?? '')
      .trim()
      .replace(/ +/g, ' ');
  return [
    request.method,
    path.split('/').map(recode).join('/'),
    parameters.map((pair) => pair.join('=')).join('&'),
    ...claim.signedHeaders.map((name) => `${name}:${header(name)}`),
    '',
    claim.signedHeaders.join(';'),
    claim.payloadHash,
  ].join('\n');
}

/** The encoding that is signed, for any spelling the client used: all characters but A-Z a-z 0-9 - . _ ~ as %XX. */
function recode(part: string): string {
  let plain = part;
  try {
    plain = decodeURIComponent(part);
  } catch {
    // Not UTF-8: no client of this program signs it, and the signature will not match.
  }
  return encodeURIComponent(plain).replace(
    /[!'()*]/g,
    (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function parseDate(text: string): number {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  const [year = Number.NaN, month = 0, ...rest] = parts.map(Number);
  return Date.UTC(year, month - 1, ...rest);
}

const splitOnce = (text: string, separator: string) => {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
};
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const denied = (message: string): Refusal => ({ code: 'AccessDenied', message });
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest();
const sameText = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
