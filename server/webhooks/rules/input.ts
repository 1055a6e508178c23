import type { NotificationKind } from '../../platform/contract/generated/enums.js';
import type { InputCheck } from '../../platform/kernel/check.js';

const MOST_CHARACTERS = 2000;

/** The URL of a webhook in its usual form. Whether its host may be sent to is found out when something is sent. */
export function checkUrl(check: InputCheck, given: string): string | undefined {
  const text = check.required('url', given, MOST_CHARACTERS, 'LINE');
  if (!text || check.errors.length > 0) return undefined;
  const url = URL.parse(text);
  const isWeb = url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
  if (!isWeb || url.username !== '' || url.password !== '' || url.hostname === '') {
    check.fail(['url'], 'FORMAT', 'url must be an https or http URL without user name and password.');
    return undefined;
  }
  return url.href;
}

/** The kinds of a webhook, each once. Null: all. */
export function checkKinds(
  check: InputCheck,
  given: readonly NotificationKind[] | null | undefined,
): NotificationKind[] | null {
  if (!given) return null;
  if (given.length === 0)
    check.fail(['kinds'], 'REQUIRED', 'kinds must have at least one value. Leave it out for all kinds.');
  return [...new Set(given)].sort();
}
