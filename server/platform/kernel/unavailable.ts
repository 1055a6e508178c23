/** Something that is needed does not answer just now. Whoever asked may ask again a little later. */
export class Unavailable extends Error {
  override name = 'Unavailable';
  /** What is wrong in a few words, without names: anybody may read it. */
  readonly note: string | undefined;

  constructor(message: string, options: ErrorOptions & { note?: string } = {}) {
    super(message, options);
    this.note = options.note;
  }
}
