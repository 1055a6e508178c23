import { GraphQLError, GraphQLScalarType } from 'graphql';
import { GraphQLDateTimeISO, GraphQLJSON } from 'graphql-scalars';

const exactly = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** What the wire carries: ISO 8601 in UTC with milliseconds, whatever the row brought. */
function toWire(value: unknown): string {
  if (typeof value === 'string' && exactly.test(value)) return value;
  const date = value instanceof Date ? value : typeof value === 'string' ? new Date(value) : undefined;
  if (date === undefined || Number.isNaN(date.getTime())) {
    throw new GraphQLError('A DateTime must be a valid date or an ISO 8601 string.');
  }
  return date.toISOString();
}

/** `scalar DateTime`: rows give a `Date` or an ISO 8601 string, inputs arrive as a `Date`. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  ...GraphQLDateTimeISO.toConfig(),
  name: 'DateTime',
  serialize: toWire,
});

/** `scalar JSON`: any JSON value. */
export const JsonScalar = GraphQLJSON;
