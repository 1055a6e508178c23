import { TicketwireMigration } from './migration.js';

// White space, punctuation, symbols of ASCII, and accents.
const marks = '[\\s[:punct:]$+<=>^`|~\\u0300-\\u036f]';

/** The words by which users are found. Conditions on them are ranges, which use an index under row-level security. */
export class UserWords extends TicketwireMigration {
  override up(): void {
    this.addSql(`
-- What people compare when they look for a word: it does not depend on case, accents, punctuation and invisible characters. Longer words
-- than 64 characters are compared by their beginning.
create function search_form(word text) returns text language sql immutable strict parallel safe as $$
  select left(regexp_replace(normalize(name_skeleton(word), NFKD) collate "und-x-icu", '${marks}', '', 'g'), 64)
$$`);
    this.addSql(`
-- The words of a user: the rest of each word of the name, of the address and of the phone, from each of its parts. The greatest lengths of
-- the three limit their number.
create function user_search_words(name text, email text, phone text) returns setof text language sql immutable parallel safe as $$
  select distinct search_form(substr(given.word, i)) from (
    select regexp_split_to_table(name || ' ' || email, '\\s+' collate "und-x-icu") as word union all select phone) given,
    generate_series(1, length(given.word)) i
  where substr(given.word, i, 1) collate "und-x-icu" !~ '${marks}'
    and (i = 1 or substr(given.word, i - 1, 1) collate "und-x-icu" ~ '${marks}')
    and search_form(substr(given.word, i)) <> ''
$$`);
    this.addSql(`create table user_words (
      organisation_id uuid not null,
      user_id uuid not null,
      word text collate "C" not null,
      primary key (organisation_id, user_id, word),
      foreign key (organisation_id, user_id) references users (organisation_id, id))`);
    this.addSql('create index user_words_word on user_words (organisation_id, word, user_id)');
    this.addSql(`insert into user_words (organisation_id, user_id, word)
      select u.organisation_id, u.id, it.word from users u, user_search_words(u.name, u.email, u.phone) it (word)`);
    this.isolate('user_words');
    this.addSql(`grant select, insert, delete on user_words to ${this.role}`);
  }

  override down(): void {
    this.addSql('drop table user_words');
    this.addSql('drop function user_search_words');
    this.addSql('drop function search_form');
  }
}
