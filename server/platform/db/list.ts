import { ArrayType, p } from '@mikro-orm/core';

/**
 * A column of type `text[]` or `uuid[]`. It is written in PostgreSQL's array syntax with every element in quotes, so that no element can be
 * read as NULL, and commas, line breaks and outer spaces are kept. Two lists are equal when they are written the same.
 */
export class ListType extends ArrayType<string> {
  override convertToDatabaseValue(value: readonly string[] | null): string | null {
    return value === null || value === undefined ? value : `{${value.map(quoted).join(',')}}`;
  }

  override compareAsType(): string {
    return 'string';
  }
}

function quoted(element: string): string {
  return `"${element.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** A property that holds a list of texts or ids. */
export function list<T extends string = string>() {
  return p.type(new ListType()).$type<T[]>();
}
