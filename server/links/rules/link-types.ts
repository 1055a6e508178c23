/** The link kinds: each is a directed edge from one ticket to another. */
export const linkKinds = [
  'PARENT_OF',
  'BLOCKS',
  'DUPLICATES',
  'RELATED_TO',
  'CAUSED_BY',
  'FIXED_BY',
  'PROBLEM_OF',
  'FOLLOW_UP_OF',
  'SPLIT_FROM',
  'MERGED_INTO',
] as const;
export type LinkKind = (typeof linkKinds)[number];

export const linkTypes = [
  'PARENT_OF',
  'CHILD_OF',
  'BLOCKS',
  'BLOCKED_BY',
  'DUPLICATES',
  'DUPLICATED_BY',
  'RELATED_TO',
  'CAUSED_BY',
  'CAUSE_OF',
  'FIXED_BY',
  'FIXES',
  'PROBLEM_OF',
  'HAS_PROBLEM',
  'FOLLOW_UP_OF',
  'FOLLOWED_UP_BY',
  'SPLIT_FROM',
  'SPLIT_INTO',
  'MERGED_INTO',
  'MERGED_FROM',
] as const;
export type LinkType = (typeof linkTypes)[number];

interface Kind {
  /** The link type at the `to` end; equal to the kind when both ends are alike. */
  inverse: LinkType;
  /** Ticket types that can be at an end. Default: any. */
  from?: readonly string[];
  to?: readonly string[];
  /** Whether `linkTickets` and `unlinkTickets` can make and remove it; other kinds have a mutation of their own. */
  byHand: boolean;
  /** These links must not make a cycle. */
  acyclic: boolean;
  /** A ticket can be at the `to` end only once. */
  oneAtTo: boolean;
}

const plain = { byHand: true, acyclic: false, oneAtTo: false } as const;
const ofItsOwn = { byHand: false, acyclic: false, oneAtTo: false } as const;
const change = ['CHANGE_REQUEST'];

export const kinds: Readonly<Record<LinkKind, Kind>> = {
  PARENT_OF: { inverse: 'CHILD_OF', byHand: true, acyclic: true, oneAtTo: true },
  BLOCKS: { inverse: 'BLOCKED_BY', byHand: true, acyclic: true, oneAtTo: false },
  DUPLICATES: { inverse: 'DUPLICATED_BY', ...plain },
  RELATED_TO: { inverse: 'RELATED_TO', ...plain },
  CAUSED_BY: { inverse: 'CAUSE_OF', to: change, ...plain },
  FIXED_BY: { inverse: 'FIXES', to: change, ...plain },
  PROBLEM_OF: { inverse: 'HAS_PROBLEM', from: ['PROBLEM'], to: ['INCIDENT', 'SERVICE_REQUEST'], ...plain },
  FOLLOW_UP_OF: { inverse: 'FOLLOWED_UP_BY', ...ofItsOwn },
  SPLIT_FROM: { inverse: 'SPLIT_INTO', ...ofItsOwn },
  MERGED_INTO: { inverse: 'MERGED_FROM', ...ofItsOwn },
};

export interface Edge {
  kind: LinkKind;
  fromId: string;
  toId: string;
}

/** The link kind of a link type. */
export function kindOf(relation: LinkType): LinkKind {
  return linkKinds.find((kind) => kind === relation || kinds[kind].inverse === relation) as LinkKind;
}

/** The edge of 'this ticket RELATION other ticket'. A kind whose ends are alike has one edge for both directions. */
export function edgeOf(thisId: string, relation: LinkType, otherId: string): Edge {
  const kind = kindOf(relation);
  if (kind !== relation) return { kind, fromId: otherId, toId: thisId };
  const alike = kinds[kind].inverse === kind;
  return alike && otherId < thisId
    ? { kind, fromId: otherId, toId: thisId }
    : { kind, fromId: thisId, toId: otherId };
}

/** The link type of an edge as seen from one of its ends. */
export function linkTypeFrom(kind: LinkKind, end: 'from' | 'to'): LinkType {
  return end === 'from' ? kind : kinds[kind].inverse;
}

export interface LinkFault {
  rule:
    | 'SELF'
    | 'RELATION'
    | 'TYPE'
    | 'EXISTS'
    | 'ONE_PARENT'
    | 'CYCLE'
    | 'NOT_ALLOWED'
    | 'TOO_LONG'
    | 'TOO_MANY';
  message: string;
}

/** The error of an edge by itself, independent of other links; null when it is allowed. */
export function faultOfEdge(edge: Edge, fromType: string, toType: string): LinkFault | null {
  const { from, to, byHand, inverse } = kinds[edge.kind];
  if (edge.fromId === edge.toId) return { rule: 'SELF', message: 'A ticket cannot be linked with itself.' };
  if (!byHand)
    return {
      rule: 'RELATION',
      message: `Links of type ${edge.kind} and ${inverse} have a mutation of their own and cannot be made by hand.`,
    };
  if ((from && !from.includes(fromType)) || (to && !to.includes(toType))) {
    const ends = [from && `from ${from.join(' or ')}`, to && `to ${to.join(' or ')}`].filter(Boolean);
    return { rule: 'TYPE', message: `${edge.kind} goes ${ends.join(' ')}.` };
  }
  return null;
}

/** The facts about other links. */
export interface Standing {
  exists: boolean;
  /** Whether another ticket already has this link type to the `to` end. */
  taken: boolean;
  /** Whether the actor can see a ticket that has it. */
  takenBySeen: boolean;
  /** Whether the `to` end already leads to the `from` end; null when the search was given up. */
  leadsBack: boolean | null;
  /** The same over tickets that the actor can see. */
  seenLeadsBack: boolean | null;
  /** The number of links of the end that has more. */
  most: number;
}

/** The most links of a ticket, so that writes for all of them are bounded. */
export const MAX_LINKS = 1000;

/** The error of a link that is in conflict with a ticket that the actor cannot see. It says nothing about that ticket. */
const notAllowed: LinkFault = { rule: 'NOT_ALLOWED', message: 'These tickets cannot be linked in this way.' };

/** The error of an edge among the existing links; null when it is allowed. */
export function faultAmong({ kind }: Edge, standing: Standing): LinkFault | null {
  const { exists, taken, takenBySeen, leadsBack, seenLeadsBack, most } = standing;
  const { oneAtTo, acyclic } = kinds[kind];
  if (exists) return { rule: 'EXISTS', message: 'The tickets already have this link.' };
  if (oneAtTo && taken) {
    if (!takenBySeen) return notAllowed;
    return { rule: 'ONE_PARENT', message: 'The child already has a parent. Remove that link first.' };
  }
  if (acyclic && leadsBack !== false) {
    if (leadsBack !== seenLeadsBack) return notAllowed;
    if (leadsBack) return { rule: 'CYCLE', message: 'This link would make a cycle.' };
    const message = 'Too many tickets are linked in this chain to check it for a cycle.';
    return { rule: 'TOO_LONG', message };
  }
  if (most >= MAX_LINKS)
    return { rule: 'TOO_MANY', message: `A ticket can have at most ${MAX_LINKS} links.` };
  return null;
}

/** The most steps and tickets of a search along links before it is given up. */
export const MAX_WALK = { steps: 100, tickets: 5000 };

/**
 * Whether edges lead from `start` to `goal`; null when the search was given up. `next` returns the targets of the edges of many tickets.
 */
export function reaches(
  start: string,
  goal: string,
  next: (ids: string[]) => string[],
  most = MAX_WALK,
): boolean | null {
  const seen = new Set([start]);
  let edge = [start];
  for (let step = 0; edge.length > 0; step += 1) {
    if (seen.has(goal)) return true;
    if (step === most.steps || seen.size > most.tickets) return null;
    edge = [...new Set(next(edge))].filter((id) => !seen.has(id));
    for (const id of edge) seen.add(id);
  }
  return false;
}
