/** The operation was ended, usually because its client disconnected. Nobody reads the answer, so the log does not record it as an error. */
export class Gone extends Error {
  override name = 'Gone';

  constructor() {
    super('The client has disconnected.');
  }
}
