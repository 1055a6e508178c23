import { nestedKey } from '../platform/db/nested-page.js';
import { askedOfEach } from '../platform/graphql/connections.js';
import type { ReadAhead } from '../tickets/read-ahead.js';
import { commentsOn } from './data/reads.js';

/** Reads the pages of comments that are asked of each ticket. */
export const commentsAhead: ReadAhead = (reads, tickets, info) =>
  askedOfEach('comments', info).map((page) =>
    reads.ahead(
      commentsOn,
      tickets.map(({ id }) => nestedKey(id, page)),
    ),
  );
