// No log line should hold any of these. Lines that hold one lose it here.
const secrets: readonly [RegExp, string][] = [
  [/\btw[a-z]_[\w-]{20,}(\.[\w-]*)?/g, '[token]'],
  [/\bBearer +[\w.~+/=-]{8,}/gi, 'Bearer [token]'],
  [/\beyJ[\w-]{10,}\.[\w-]+(\.[\w-]*)?/g, '[token]'],
  [/\bX-Amz-(Signature|Credential|Security-Token)=[^&"\s\\]+/gi, 'X-Amz-$1=[redacted]'],
  [/\$argon2[^"\s\\]+/g, '[hash]'],
  [/:\/\/[^\s"@/\\]+:[^\s"@/\\]+@/g, '://[redacted]@'],
  [/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, '[address]'],
];
const suspicious = /tw[a-z]_|bearer|eyJ|x-amz|\$argon2|@/i;

/**
 * Removes what looks like a secret or an e-mail address from a log line. It is the second protection, after the care at each place that
 * logs.
 */
export function scrub(line: string): string {
  if (!suspicious.test(line)) return line;
  return secrets.reduce((text, [pattern, instead]) => text.replace(pattern, instead), line);
}
