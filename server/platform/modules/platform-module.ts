import { Foundation } from '../../../migrations/2026-11-23-foundation.js';
import { Cursors } from '../../../migrations/2026-11-27-cursors.js';
import { Forgetting } from '../../../migrations/2026-11-27-forgetting.js';
import { Lists } from '../../../migrations/2026-11-27-lists.js';
import { TwoLogins } from '../../../migrations/2026-11-27-two-logins.js';
import { Archive } from '../../../migrations/2026-11-28-archive.js';
import { Continuations } from '../../../migrations/2026-11-28-continuations.js';
import { EventFields } from '../../../migrations/2026-11-28-event-fields.js';
import { OrganisationLoops } from '../../../migrations/2026-11-28-organisation-loops.js';
import { LogNumbers } from '../../../migrations/2026-11-29-log-numbers.js';
import { connections } from '../contract/generated/types.js';
import { forgetExpired } from '../db/forget.js';
import { rowsWithoutEvents } from '../db/rows-without-events.js';
import { archiveEvents } from '../events/archive.js';
import { countOf } from '../graphql/connections.js';
import { NodeQueries } from '../graphql/node-resolvers.js';
import { goOn } from '../schedule/go-on.js';
import { defineModule } from './define-module.js';

export default defineModule({
  name: 'platform',
  migrations: [
    { name: '2026-11-23-foundation', class: Foundation },
    { name: '2026-11-27-lists', class: Lists },
    { name: '2026-11-27-cursors', class: Cursors, after: '2026-11-27-ticket-paths' },
    { name: '2026-11-27-two-logins', class: TwoLogins, after: '2026-11-27-cursors' },
    { name: '2026-11-27-forgetting', class: Forgetting, after: '2026-11-27-tokens' },
    { name: '2026-11-28-archive', class: Archive, after: '2026-11-28-waiting' },
    { name: '2026-11-28-continuations', class: Continuations },
    { name: '2026-11-28-event-fields', class: EventFields },
    { name: '2026-11-28-organisation-loops', class: OrganisationLoops },
    { name: '2026-11-29-log-numbers', class: LogNumbers },
  ],
  resolvers: [NodeQueries, ...connections.map((connection) => countOf(connection))],
  adds: [
    rowsWithoutEvents.add({
      idempotency_records: 'COME_AND_GO',
      cursor_keys: 'ADDED',
      continuations: 'COME_AND_GO',
    }),
  ],
  schedule: [goOn],
  jobs: [
    { name: 'refresh_keys', run: ({ seals }) => seals.refresh() },
    { name: 'forget_expired', run: ({ db }, stopped) => forgetExpired(db.pool, stopped) },
    {
      name: 'archive_events',
      run: ({ db, config }, stopped) => archiveEvents(db.pool, config.live.retentionMs, stopped),
    },
  ],
});
