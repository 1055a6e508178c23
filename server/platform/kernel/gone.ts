/** The operation has ended, mostly because its client hung up. Nobody reads the answer, so it is no error for the log. */
export class Gone extends Error {
  override name = 'Gone';

  constructor() {
    super('The client has disconnected.');
  }
}
