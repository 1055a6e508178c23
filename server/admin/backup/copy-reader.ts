const LINE_FEED = 10;
/** Longer than the head of a COPY statement, and than the columns that are read, which come first. */
const MOST_BYTES = 8192;

/** Called for each row. `value` returns a column as COPY writes it. */
export type OnRow = (table: string, value: (column: string) => string) => void;

/**
 * Reads the SQL output of pg_restore and counts the rows of each COPY. It accepts pieces of any size and keeps only the beginning of a
 * line, so rows can have any length.
 */
export class CopyReader {
  readonly rows = new Map<string, number>();
  readonly #onRow: OnRow;
  #line: Buffer[] = [];
  #length = 0;
  #table: string | undefined;
  #columns: readonly string[] = [];

  constructor(onRow: OnRow) {
    this.#onRow = onRow;
  }

  /** Whether every COPY has ended. */
  get complete(): boolean {
    return this.#table === undefined;
  }

  read(chunk: Buffer): void {
    let from = 0;
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
      this.#keep(chunk, from, at);
      this.#endLine();
      from = at + 1;
    }
    this.#keep(chunk, from, chunk.length);
  }

  #keep(chunk: Buffer, from: number, to: number): void {
    const room = Math.min(to - from, MOST_BYTES - this.#length);
    if (room <= 0) return;
    this.#line.push(chunk.subarray(from, from + room));
    this.#length += room;
  }

  #endLine(): void {
    const line =
      (this.#line.length === 1 ? this.#line[0] : Buffer.concat(this.#line))?.toString('utf8') ?? '';
    this.#line = [];
    this.#length = 0;
    if (this.#table === undefined) this.#begin(line);
    else if (line === '\\.') this.#table = undefined;
    else this.#row(this.#table, line);
  }

  #begin(line: string): void {
    const [, table, columns] = /^COPY public\.(\S+) \((.*)\) FROM stdin;$/.exec(line) ?? [];
    if (table === undefined || columns === undefined) return;
    this.#table = table;
    this.#columns = columns.split(', ');
    this.rows.set(table, 0);
  }

  #row(table: string, line: string): void {
    this.rows.set(table, (this.rows.get(table) ?? 0) + 1);
    this.#onRow(table, (column) => line.split('\t')[this.#columns.indexOf(column)] ?? '');
  }
}
