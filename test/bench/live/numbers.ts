/** What stands in a request for its number. */
export const NUMBER = '#NUMBER#';

/** Numbers have one length, so that frames with them have one length, too. */
export function digits(number: number): string {
  return String(number).padStart(9, '0');
}

/** The text of the comment with a number. */
export function commentBody(number: string): string {
  return `${number}: the cable was changed, and it has been quiet since.`;
}

/** The number of a comment; NaN for another text. */
export function numberIn(text: string): number {
  return Number(/^(\d{9}): /.exec(text)?.[1]);
}

/** The text of any numbered comment. */
export const anyNumber = new RegExp(commentBody('\\d{9}'));
