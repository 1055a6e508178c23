import type { TicketRole } from '../rules/policy.js';
import type { TransitionState } from './transition-state.js';

/** The actor of a transition, and its time. */
export interface Viewer {
  readonly roles: ReadonlySet<TicketRole>;
  /** Null for an API key and the system. */
  readonly userId: string | null;
  readonly now: Date;
}

type Holds = (state: TransitionState, viewer: Viewer) => boolean;

/** Input fields of which a transition requires at least one. The offer of a transition and its check both follow from it. */
export interface Requirement {
  /** Paths in the input, one of which is enough. */
  readonly anyOf: readonly string[];
  /** It holds only for these values of another field. */
  readonly when?: { readonly field: string; readonly in: readonly string[] };
  /** Whether it holds for this ticket and this actor; always, when left out. */
  readonly needed?: Holds;
  /** For fields whose value can already exist: whether it does. An input that leaves the field out keeps the value. */
  readonly already?: Readonly<Record<string, Holds>>;
}

/** The requirements of a form for this ticket and this actor. */
export function openRequirements(
  requirements: readonly Requirement[],
  state: TransitionState,
  viewer: Viewer,
): readonly Requirement[] {
  return unmetRequirements(requirements, state, viewer, null);
}

/** The requirements that an input does not meet. Without an input: those that an input can fail. */
export function unmetRequirements(
  requirements: readonly Requirement[],
  state: TransitionState,
  viewer: Viewer,
  input: Readonly<Record<string, unknown>> | null,
): readonly Requirement[] {
  return requirements.filter(({ anyOf, when, needed, already }) => {
    if (needed && !needed(state, viewer)) return false;
    if (when && input && !when.in.includes(String(valueAt(input, when.field)))) return false;
    return !anyOf.some((path) => {
      const value = input && valueAt(input, path);
      const kept = value === null || value === undefined;
      return kept ? already?.[path]?.(state, viewer) === true : isGiven(value);
    });
  });
}

function valueAt(input: Readonly<Record<string, unknown>>, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], input);
}

/** Whether a value of an input is not empty. */
export function isGiven(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value === 'string') return value.trim() !== '';
  if (Array.isArray(value)) return value.length > 0;
  return value !== false;
}

/** A requirement in the contract's form. */
export function shownRequirement({ anyOf, when }: Requirement) {
  return { anyOf: [...anyOf], when: when ? { field: when.field, in: [...when.in] } : null };
}
