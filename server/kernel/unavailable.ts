/** Something that is needed does not answer just now. Whoever asked may ask again a little later. */
export class Unavailable extends Error {
  override name = 'Unavailable';
}
