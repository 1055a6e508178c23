import { Unavailable } from '../kernel/unavailable.js';

/** A database connection that could not isolate organisations, or would read wrong times. It is never used. */
export class WrongLogin extends Unavailable {
  override name = 'WrongLogin';
  /** The remedy, for the person who starts the program. */
  readonly remedy: string;

  constructor(note: string, message: string, remedy = '') {
    super(message, { note });
    this.remedy = remedy;
  }
}
