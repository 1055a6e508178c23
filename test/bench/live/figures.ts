import type { Measurement } from './measure.js';
import type { Stage } from './stage.js';

/** A result that is one number beside its goal. */
export interface Figure {
  name: string;
  value: string;
  goal: string;
}

/** A case that gives figures, with its measurements of subscribers. */
export interface FigureCase {
  name: string;
  measure(stage: Stage, n: number): Promise<{ figures: Figure[]; measured: Measurement[] }>;
  /** Whether it has its own number of subscribers. */
  once?: boolean;
}

export function ratio(value: number, of: number): string {
  return `${(value / of).toFixed(2)} x`;
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}

export function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

/** What did not arrive in time, as an addition to a value. */
export function missing(measured: readonly Measurement[]): string {
  const total = (of: (one: Measurement) => number) => measured.reduce((sum, one) => sum + of(one), 0);
  const [due, arrived] = [total((one) => one.due), total((one) => one.arrived)];
  return arrived < due ? `, ${arrived} of ${due} arrived` : '';
}
