import type { Visibility } from '../../platform/contract/generated/enums.js';

/** The most different names of one text that are looked up. */
const MOST_MENTIONS = 20;

// Not in the middle of a word, like in an address; and then perhaps with a domain.
const mention =
  /(?<![\p{L}\p{N}_@.`/+-])@([\p{L}\p{N}][\p{L}\p{N}._+-]{0,63}(?:@[\p{L}\p{N}][\p{L}\p{N}.-]{0,250})?)/gu;
/** Code is no text: fenced, or between grave accents. */
const code = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;

/** The names that a text mentions, in lower case: the parts of e-mail addresses before the `@`, or whole addresses. */
export function namesMentioned(text: string): string[] {
  const found = [...text.replaceAll(code, ' ').matchAll(mention)].map(([, name = '']) =>
    name.replace(/[.+-]+$/, '').toLowerCase(),
  );
  return [...new Set(found)].slice(0, MOST_MENTIONS);
}

/** A user whom a name can mean. */
export interface Mentionable {
  id: string;
  email: string;
  isStaff: boolean;
  /** Whether they see the ticket, and what is internal on it. */
  seesTicket: boolean;
  seesInternal: boolean;
}

/** Who is mentioned, and who of them gets access to the ticket by it. */
export interface Mentioned {
  userIds: readonly string[];
  givenAccess: readonly string[];
}

/**
 * Whom the names of a comment mean. A name that several colleagues have means nobody: the whole address says who. Staff come before
 * requesters. A requester is mentioned in a public comment only, and only when they see the ticket. A colleague who does not see all of the
 * ticket gets access when the author may give it, and is not mentioned otherwise.
 */
export function mentionedBy(
  names: readonly string[],
  users: readonly Mentionable[],
  comment: { visibility: Visibility; authorId: string | null; mayGiveAccess: boolean },
): Mentioned {
  const isInternal = comment.visibility === 'INTERNAL';
  const meant = names.map((name) => meantBy(name, users)).filter((user) => user !== undefined);
  const others = [...new Map(meant.map((user) => [user.id, user])).values()].filter(
    ({ id }) => id !== comment.authorId,
  );
  const sees = ({ seesTicket, seesInternal }: Mentionable) => (isInternal ? seesInternal : seesTicket);
  const given = others.filter((user) => user.isStaff && !sees(user) && comment.mayGiveAccess);
  const mentioned = others.filter(
    (user) => given.includes(user) || (sees(user) && (user.isStaff || !isInternal)),
  );
  return { userIds: mentioned.map(({ id }) => id), givenAccess: given.map(({ id }) => id) };
}

function meantBy(name: string, users: readonly Mentionable[]): Mentionable | undefined {
  const wanted = name.includes('@') ? name : `${name}@`;
  const found = users.filter(
    ({ email }) => email === wanted || (wanted === `${name}@` && email.startsWith(wanted)),
  );
  const staff = found.filter(({ isStaff }) => isStaff);
  const [first, second] = staff.length > 0 ? staff : found;
  return second ? undefined : first;
}
