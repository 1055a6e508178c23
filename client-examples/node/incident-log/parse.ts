import { parse } from 'csv-parse/sync';

/**
 * One row of the log: an incident after one update. Unknown values (`?`, or empty) are undefined. Any other text is taken literally, also
 * `null`, because it can be a name.
 */
export interface IncidentRow {
  /** The line in the file, for messages. */
  line: number;
  number: string;
  state: string | undefined;
  sysModCount: number;
  reassignmentCount: number;
  reopenCount: number;
  /** When the update was made. */
  updatedAt: Date;
  updatedBy: string | undefined;
  openedAt: Date | undefined;
  openedBy: string | undefined;
  caller: string | undefined;
  contactType: string | undefined;
  location: string | undefined;
  category: string | undefined;
  subcategory: string | undefined;
  symptom: string | undefined;
  configurationItem: string | undefined;
  impact: string | undefined;
  urgency: string | undefined;
  priority: string | undefined;
  group: string | undefined;
  assignedTo: string | undefined;
  problem: string | undefined;
  change: string | undefined;
  vendor: string | undefined;
  causedBy: string | undefined;
  closedCode: string | undefined;
  resolvedBy: string | undefined;
}

/** An incident with its rows in the order of `sys_mod_count`; rows that share one stay in the order of the file. */
export interface Incident {
  number: string;
  openedAt: Date;
  /** At least one. */
  rows: readonly [IncidentRow, ...IncidentRow[]];
}

/** The file has another format; the message names the line or the columns. */
export class LogFormatError extends Error {
  override readonly name = 'LogFormatError';
}

const columns = [
  'number',
  'incident_state',
  'sys_mod_count',
  'reassignment_count',
  'reopen_count',
  'sys_updated_at',
  'sys_updated_by',
  'opened_at',
  'opened_by',
  'caller_id',
  'contact_type',
  'location',
  'category',
  'subcategory',
  'u_symptom',
  'cmdb_ci',
  'impact',
  'urgency',
  'priority',
  'assignment_group',
  'assigned_to',
  'problem_id',
  'rfc',
  'vendor',
  'caused_by',
  'closed_code',
  'resolved_by',
] as const;

/** Reads the log: its incidents, earliest opened first. */
export function parseLog(text: string): Incident[] {
  const records = readCsv(text);
  const byNumber = new Map<string, IncidentRow[]>();
  for (const { record, line } of records) {
    const row = toRow(record, line);
    const rows = byNumber.get(row.number);
    if (rows) rows.push(row);
    else byNumber.set(row.number, [row]);
  }
  const incidents = [...byNumber].map(([number, rows]) => toIncident(number, rows));
  return incidents.sort((a, b) => a.openedAt.getTime() - b.openedAt.getTime());
}

interface CsvRecord {
  record: Record<string, string>;
  line: number;
}

function readCsv(text: string): CsvRecord[] {
  let first: readonly string[] = [];
  let rows: { record: Record<string, string>; info: { lines: number } }[];
  try {
    rows = parse(text, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      info: true,
      columns: (header: string[]) => {
        first = header;
        return header;
      },
    }) as unknown as typeof rows;
  } catch (error) {
    throw new LogFormatError(`not a CSV file: ${error instanceof Error ? error.message : String(error)}`);
  }
  const missing = columns.filter((column) => !first.includes(column));
  if (missing.length > 0) throw new LogFormatError(`columns are missing: ${missing.join(', ')}`);
  const double = columns.filter((column) => first.indexOf(column) !== first.lastIndexOf(column));
  if (double.length > 0) throw new LogFormatError(`columns occur twice: ${double.join(', ')}`);
  return rows.map(({ record, info }) => ({ record, line: info.lines }));
}

function toRow(record: Record<string, string>, line: number): IncidentRow {
  const text = (column: (typeof columns)[number]): string | undefined => {
    // One form for texts that look the same (NFC), as the server stores them.
    const value = record[column]?.replaceAll(/\s+/g, ' ').trim().normalize('NFC');
    return value === undefined || value === '' || value === '?' ? undefined : value;
  };
  const count = (column: (typeof columns)[number]): number => {
    const value = text(column);
    if (value === undefined || !/^\d+$/.test(value))
      throw new LogFormatError(`line ${line}: ${column} is not a number`);
    return Number(value);
  };
  const moment = (column: (typeof columns)[number]): Date | undefined => {
    const value = text(column);
    if (value === undefined) return undefined;
    const date = parseMoment(value);
    if (!date)
      throw new LogFormatError(`line ${line}: ${column} is not a time such as DD-MM-YYYY HH:MM: ${value}`);
    return date;
  };
  const number = text('number');
  const updatedAt = moment('sys_updated_at');
  if (number === undefined) throw new LogFormatError(`line ${line}: number is missing`);
  if (updatedAt === undefined) throw new LogFormatError(`line ${line}: sys_updated_at is missing`);
  return {
    line,
    number,
    state: text('incident_state'),
    sysModCount: count('sys_mod_count'),
    reassignmentCount: count('reassignment_count'),
    reopenCount: count('reopen_count'),
    updatedAt,
    updatedBy: text('sys_updated_by'),
    openedAt: moment('opened_at'),
    openedBy: text('opened_by'),
    caller: text('caller_id'),
    contactType: text('contact_type'),
    location: text('location'),
    category: text('category'),
    subcategory: text('subcategory'),
    symptom: text('u_symptom'),
    configurationItem: text('cmdb_ci'),
    impact: text('impact'),
    urgency: text('urgency'),
    priority: text('priority'),
    group: text('assignment_group'),
    assignedTo: text('assigned_to'),
    problem: text('problem_id'),
    change: text('rfc'),
    vendor: text('vendor'),
    causedBy: text('caused_by'),
    closedCode: text('closed_code'),
    resolvedBy: text('resolved_by'),
  };
}

function toIncident(number: string, unsorted: readonly IncidentRow[]): Incident {
  const [first, ...others] = unsorted.toSorted((a, b) => a.sysModCount - b.sysModCount);
  if (!first) throw new LogFormatError(`${number} has no rows`);
  return { number, openedAt: first.openedAt ?? first.updatedAt, rows: [first, ...others] };
}

/** `29-02-2016 01:16`, in UTC; also with slashes. Undefined when it is not a valid time. */
export function parseMoment(value: string): Date | undefined {
  const match = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4}) (\d{1,2}):(\d{2})$/.exec(value);
  if (!match) return undefined;
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute));
  return date.getUTCDate() === day && date.getUTCMonth() === month - 1 && hour < 24 && minute < 60
    ? date
    : undefined;
}
