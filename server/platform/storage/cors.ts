import { isDeepStrictEqual } from 'node:util';
import type { CORSRule } from '@aws-sdk/client-s3';

/** Headers that pages send with an upload. */
const headers = ['content-type', 'x-amz-checksum-sha256'];
const methods = ['GET', 'PUT'];
/** The id by which the server recognises its own rule. */
const ID = 'ticketwire';

/**
 * The rule that lets pages of these origins upload and download. Without origins it allows every origin: the signature is the permission.
 */
export function corsRule(origins: readonly string[]): CORSRule {
  return {
    ID,
    AllowedMethods: methods,
    AllowedOrigins: origins.length > 0 ? [...origins] : ['*'],
    AllowedHeaders: ['*'],
    MaxAgeSeconds: 3600,
  };
}

/** Whether the server set all of these rules. Earlier versions set one without an id, for every origin. */
export function areOurs(rules: readonly CORSRule[]): boolean {
  const { ID: _, ...unnamed } = corsRule([]);
  return rules.every(({ ID: id, ...rest }) => id === ID || (!id && isDeepStrictEqual(rest, unnamed)));
}

/** Whether the rules allow all that `wanted` does. */
export function covers(rules: readonly CORSRule[], wanted: CORSRule): boolean {
  return (wanted.AllowedOrigins ?? []).every((origin) =>
    methods.every((method) =>
      rules.some(
        (rule) =>
          rule.AllowedMethods?.includes(method) &&
          matchesOne(rule.AllowedOrigins, origin) &&
          headers.every((header) => method === 'GET' || matchesOne(rule.AllowedHeaders, header)),
      ),
    ),
  );
}

/** A pattern can have one `*`. */
function matchesOne(patterns: readonly string[] = [], value: string): boolean {
  return patterns.some((pattern) => {
    const [before = '', after] = pattern.toLowerCase().split('*');
    if (after === undefined) return before === value;
    return value.length >= before.length + after.length && value.startsWith(before) && value.endsWith(after);
  });
}
