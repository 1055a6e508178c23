import { besideWrites } from './beside-writes.js';
import { burst } from './burst.js';
import type { FanOutCase } from './fan-out.js';
import type { FigureCase } from './figures.js';
import { memoryAtRest } from './memory-at-rest.js';
import { otherServer } from './other-server.js';
import { readsOfOthers } from './reads-of-others.js';
import { saturated } from './saturated.js';
import * as scenes from './scenes.js';
import { events, view } from './topics.js';

/** Fewer events for more subscribers: about as many deliveries as one server carries beside the bench. */
const toAll = (n: number): number => Math.max(1, Math.min(20, Math.round(8000 / n)));
const toFew = (): number => 30;

export const fanOutCases: readonly FanOutCase[] = [
  {
    name: 'one actor',
    make: scenes.oneActor,
    topic: events,
    perSecond: toAll,
    goal: '1,000: ≤ 1.6 x raw; more: ≤ 1.3 x raw, ≤ 0.3 x naive, p99 ≤ 1.3 x raw',
  },
  {
    name: 'agents of one team',
    make: scenes.agentsOfOneTeam,
    topic: events,
    perSecond: toAll,
    goal: '≤ 2.5 x raw',
  },
  {
    name: 'agents of 30 teams, ticket in an open queue',
    make: scenes.agentsOfManyTeams,
    topic: events,
    perSecond: toAll,
    goal: '≤ 2.5 x raw',
  },
  {
    name: 'agents of 30 teams, ticket in a TEAM queue',
    make: scenes.agentsOfTeamQueues,
    topic: events,
    perSecond: toFew,
    goal: '',
  },
  {
    name: 'requesters, each with a ticket',
    make: scenes.requestersOfTheirOwn,
    topic: events,
    perSecond: toFew,
    goal: '≤ 2 x statement',
    besideStatement: true,
  },
  {
    name: 'requesters of one major incident',
    make: scenes.requestersOfOneIncident,
    topic: events,
    perSecond: toAll,
    goal: '≤ 2.5 x raw',
    besideStatement: true,
  },
  {
    name: 'view of 50 rows, agents of one team',
    make: scenes.agentsOfOneTeam,
    topic: view,
    perSecond: toAll,
    goal: '≤ 3 x raw',
  },
];

export const figureCases: readonly FigureCase[] = [
  { name: 'saturated', measure: saturated },
  { name: 'beside writes', measure: besideWrites },
  { name: 'memory at rest', measure: memoryAtRest },
  { name: 'pages of others', measure: readsOfOthers, once: true },
  { name: 'burst', measure: burst, once: true },
  { name: 'another server', measure: otherServer, once: true },
];
