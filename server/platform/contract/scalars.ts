import { GraphQLError, GraphQLScalarType } from 'graphql';
import { GraphQLDateTimeISO, GraphQLJSON } from 'graphql-scalars';

const exactly = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** ISO 8601 in UTC with milliseconds, for any form in which the row has it. */
function toWire(value: unknown): string {
  if (typeof value === 'string' && exactly.test(value)) return value;
  const date = value instanceof Date ? value : typeof value === 'string' ? new Date(value) : undefined;
  if (date === undefined || Number.isNaN(date.getTime())) {
    throw new GraphQLError('A DateTime must be a valid date or an ISO 8601 string.');
  }
  return date.toISOString();
}

/** A time in the years 1 to 9999, which both the API and the database can represent. */
function moment(date: Date): Date {
  if (!/^(?!0000)\d{4}-/.test(date.toISOString())) {
    throw new GraphQLError('A DateTime must lie in the years 0001 to 9999.');
  }
  return date;
}

const iso = GraphQLDateTimeISO.toConfig();

/** `scalar DateTime`: output is a `Date` or an ISO 8601 string, input becomes a `Date`. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  ...iso,
  name: 'DateTime',
  serialize: toWire,
  parseValue: (value) => moment(iso.parseValue(value)),
  parseLiteral: (node, variables) => moment(iso.parseLiteral(node, variables)),
});

/** `scalar JSON`: any JSON value. */
export const JsonScalar = GraphQLJSON;
