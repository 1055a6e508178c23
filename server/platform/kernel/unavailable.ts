/** A service that the request needs does not answer. The client can try again a little later. */
export class Unavailable extends Error {
  override name = 'Unavailable';
  /** The cause in a few words. Clients see it, so it names no hosts or addresses. */
  readonly note: string | undefined;

  constructor(message: string, options: ErrorOptions & { note?: string } = {}) {
    super(message, options);
    this.note = options.note;
  }
}
