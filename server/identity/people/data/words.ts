import { type Sql, sql } from '../../../platform/db/sql.js';
import { BadInput, checkList } from '../../../platform/kernel/bad-input.js';
import { lengthOf } from '../../../platform/kernel/texts.js';

/** By what a user is found. */
interface Findable {
  name: string;
  email: string;
  phone?: string | null | undefined;
}

const wordsOf = ({ name, email, phone }: Findable): Sql =>
  sql`user_search_words(${name}::text, ${email}::text, ${phone ?? null}::text) it (word)`;

/** SQL that inserts the words by which a new user is found. */
export function insertWords(organisationId: string, userId: string, user: Findable): Sql {
  return sql`insert into user_words (organisation_id, user_id, word)
    select ${organisationId}, ${userId}, it.word from ${wordsOf(user)}`;
}

/** SQL that replaces the words by which a user is found. */
export function replaceWords(organisationId: string, userId: string, user: Findable): Sql {
  return sql`with gone as (
      delete from user_words where organisation_id = ${organisationId} and user_id = ${userId}
        and word not in (select it.word from ${wordsOf(user)}))
    ${insertWords(organisationId, userId, user)} on conflict do nothing`;
}

const LONGEST = 254;
const MOST_WORDS = 10;
/** After each character that a word can have. */
const LAST = '\u{10ffff}';

/** The condition that each word of a text is the beginning of a word of the `users u`. Throws `BadInput`. */
export function foundBy(argument: string, organisationId: string, text: string): Sql<boolean> {
  checkList(argument, [text]);
  if (lengthOf(text) > LONGEST)
    throw new BadInput(argument, 'TOO_LONG', `text must have at most ${LONGEST} characters.`);
  const words = wordsIn(text);
  if (words.length > MOST_WORDS)
    throw new BadInput(argument, 'TOO_MANY', `text must have at most ${MOST_WORDS} words.`);
  if (words.length === 0) return text.trim() === '' ? sql<boolean>`true` : sql<boolean>`false`;
  const conditions = words.map((word) => {
    const form = sql`search_form(${word}::text)`;
    return sql`u.id in (select w.user_id from user_words w where w.organisation_id = ${organisationId}
      and w.word >= ${form} and w.word < ${form} || ${LAST}::text)`;
  });
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

/** The words of a text that have a letter or a digit. A telephone number is one word. */
function wordsIn(text: string): string[] {
  const words = /^[\d\s()+./-]+$/.test(text) ? [text.replaceAll(/\s/g, '')] : text.split(/\s+/);
  return words.filter((word) => /[\p{L}\p{N}]/u.test(word));
}
