import { isLoopback, isSafeOnItsWay } from '../kernel/loopback.js';
import type { Values } from './variables.js';

/** Returns what is wrong about variables that are valid one by one, a line each. */
export function contradictions(values: Partial<Values>): string[] {
  const problems: string[] = [];
  for (const name of ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const) {
    if (values.S3_ENDPOINT && !values[name]) problems.push(`${name}: is required with S3_ENDPOINT`);
    if (!values.S3_ENDPOINT && values[name]) {
      problems.push(
        `${name}: has no effect without S3_ENDPOINT (Amazon S3: https://s3.<region>.amazonaws.com)`,
      );
    }
  }
  if (values.OIDC_ISSUER && !values.OIDC_AUDIENCE)
    problems.push('OIDC_AUDIENCE: is required with OIDC_ISSUER');
  for (const name of ['OIDC_AUDIENCE', 'OIDC_JWKS_URL', 'OIDC_ORGANISATION'] as const) {
    if (values[name] && !values.OIDC_ISSUER) problems.push(`${name}: has no effect without OIDC_ISSUER`);
  }
  for (const name of ['OIDC_ISSUER', 'OIDC_JWKS_URL'] as const) {
    if (values[name] && !isSafeOnItsWay(values[name]))
      problems.push(`${name}: must be https, except for a provider on this machine`);
  }
  if (values.DEMO && values.DATABASE_URL && !values.DATABASE_OWNER_URL)
    problems.push('DEMO: 1 needs DATABASE_OWNER_URL, because only the owner can create organisations');
  if (values.DATABASE_DIRECT_URL && !values.DATABASE_URL)
    problems.push('DATABASE_DIRECT_URL: has no effect without DATABASE_URL');
  else if (values.DATABASE_DIRECT_URL && loginOf(values.DATABASE_DIRECT_URL) !== loginOf(values.DATABASE_URL))
    problems.push('DATABASE_DIRECT_URL: must log in as the same role as DATABASE_URL');
  if (values.HOST && !isLoopback(values.HOST)) problems.push(...publicProblems(values));
  return problems;
}

function loginOf(url: string | undefined): string | undefined {
  return url && decodeURIComponent(new URL(url).username);
}

/** Why the program cannot listen on an address that other machines can reach. */
function publicProblems(values: Partial<Values>): string[] {
  const reach = `HOST: other machines can reach ${values.HOST}`;
  const problems: string[] = [];
  if (wantsDemo(values) && !values.DEMO_PASSWORD) {
    problems.push(
      `${reach}, but the demo accounts have public passwords. Set DEMO_PASSWORD to make them private, or set DEMO=0 or HOST=127.0.0.1`,
    );
  }
  if (!values.S3_ENDPOINT && !values.S3_PUBLIC_ENDPOINT) {
    problems.push(
      `${reach}, but not the embedded object store: clients would get upload and download URLs of 127.0.0.1. ` +
        'Set S3_ENDPOINT to a store that clients can reach, S3_PUBLIC_ENDPOINT to a proxy in front of the embedded one, or HOST=127.0.0.1',
    );
  }
  return problems;
}

/** Whether an empty database is filled with demo data. */
export function wantsDemo({ DEMO, DATABASE_URL }: Partial<Values>): boolean {
  return DEMO ?? DATABASE_URL === undefined;
}
