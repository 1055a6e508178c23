import { Unavailable } from '../kernel/unavailable.js';

/** A database connection that could not keep organisations apart, or would read times wrongly. It serves nobody. */
export class WrongLogin extends Unavailable {
  override name = 'WrongLogin';
  /** What to do about it, for the person who starts the program. */
  readonly remedy: string;

  constructor(note: string, message: string, remedy = '') {
    super(message, { note });
    this.remedy = remedy;
  }
}
