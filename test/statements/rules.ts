import { loadModule, parseSync } from 'libpg-query';

/** What the rules need to know of a database. */
export interface Catalogue {
  /** The tables with rows of organisations, and the column that names the organisation. */
  tables: ReadonlyMap<string, string>;
  /** Functions whose result differs each time. */
  volatile: ReadonlySet<string>;
}

/**
 * The parameters and variables of a function, which count as values in its statements. Null outside
 * functions.
 */
type Variables = ReadonlySet<string> | null;

// The tree of a statement, as the parser of PostgreSQL returns it.
// biome-ignore lint/suspicious/noExplicitAny: every kind of node has other fields
type Node = any;

await loadModule();

/** Returns the rules that a text of one or more statements breaks. */
export function brokenRules(text: string, catalogue: Catalogue, variables: Variables = null): string[] {
  const broken = new Set<string>();
  for (const { stmt } of parseSync(text).stmts ?? []) {
    new Checker(catalogue, variables, (rule) => broken.add(rule)).visit(unwrapped(stmt), new Set());
  }
  return [...broken];
}

/** Returns the statement inside an EXPLAIN or PREPARE, otherwise the statement itself. */
function unwrapped(statement: Node): Node {
  return statement.ExplainStmt?.query ?? statement.PrepareStmt?.query ?? statement;
}

class Checker {
  readonly #catalogue: Catalogue;
  readonly #variables: Variables;
  readonly #broken: (rule: string) => void;

  constructor(catalogue: Catalogue, variables: Variables, broken: (rule: string) => void) {
    this.#catalogue = catalogue;
    this.#variables = variables;
    this.#broken = broken;
  }

  /** Checks a node and everything in it. `named` has the names of queries in WITH, which are not tables. */
  visit(node: Node, named: ReadonlySet<string>): void {
    if (Array.isArray(node)) for (const one of node) this.visit(one, named);
    if (node === null || typeof node !== 'object' || Array.isArray(node)) return;
    const known = node.withClause ? withNames(node.withClause, named) : named;
    for (const [kind, child] of Object.entries<Node>(node)) {
      const visible = child?.withClause ? withNames(child.withClause, known) : known;
      if (kind === 'SelectStmt' || kind === 'larg' || kind === 'rarg') this.#select(child, visible);
      if (kind === 'UpdateStmt') this.#change(child, [...(child.fromClause ?? [])], visible);
      if (kind === 'DeleteStmt') this.#change(child, [...(child.usingClause ?? [])], visible);
      if (kind === 'InsertStmt') this.#insert(child);
      if (kind === 'FuncCall') this.#call(child);
      this.visit(child, visible);
    }
  }

  #select(select: Node, named: ReadonlySet<string>): void {
    if (select.fromClause === undefined) return;
    if (!select.targetList) this.#broken('it selects no column: write "select 1 from"');
    if (!this.#listsOrganisations(select)) this.#from(select.fromClause, select.whereClause, named);
  }

  /** Whether a query starts a function's loop over all organisations, a bounded number at a time. */
  #listsOrganisations({ fromClause: [first, ...others], limitCount }: Node): boolean {
    const isAlone = others.length === 0 && first.RangeVar?.relname === 'organisations';
    return isAlone && limitCount !== undefined && this.#variables !== null;
  }

  #change(change: Node, others: Node[], named: ReadonlySet<string>): void {
    this.#from([{ RangeVar: change.relation }, ...others], change.whereClause, named);
    this.#returning(change);
  }

  /** Checks that every table in FROM is restricted to one organisation, by value. */
  #from(from: Node[], where: Node, named: ReadonlySet<string>): void {
    const tables: { name: string; alias: string; key: string }[] = [];
    const conditions = conjuncts(where);
    const collect = (item: Node): void => {
      const { RangeVar: table, JoinExpr: join } = item;
      if (join) {
        collect(join.larg);
        collect(join.rarg);
        conditions.push(...conjuncts(join.quals));
      }
      const key = table && !named.has(table.relname) && this.#catalogue.tables.get(table.relname);
      if (key) tables.push({ name: table.relname, alias: table.alias?.aliasname ?? table.relname, key });
    };
    for (const item of from) collect(item);
    if (conditions.some(isFalse)) return;
    for (const { name, alias, key } of tables) {
      const pinned = conditions.some((one) => this.#pins(one, alias, key, tables.length === 1));
      if (!pinned)
        this.#broken(`${name}${alias === name ? '' : ` ${alias}`} has no "${alias}.${key} = value"`);
    }
  }

  /** Whether a condition restricts a table to one organisation, by value. */
  #pins(condition: Node, alias: string, key: string, alone: boolean): boolean {
    const { A_Expr: comparison } = condition;
    if (comparison?.name?.[0]?.String?.sval !== '=') return false;
    const { lexpr: left, rexpr: right, kind } = comparison;
    const isKey = (side: Node): boolean => {
      const path = pathOf(side);
      return path.at(-1) === key && (path.length === 1 ? alone : path.at(-2) === alias);
    };
    if (kind === 'AEXPR_IN') {
      // Rows by their keys: MikroORM writes "(organisation_id, id) in ((…), (…))".
      const place = (left.RowExpr?.args ?? []).findIndex(isKey);
      return place >= 0 && right.List.items.every((row: Node) => this.#isValue(row.RowExpr?.args[place]));
    }
    if (kind !== 'AEXPR_OP') return false;
    return (isKey(left) && this.#isValue(right)) || (isKey(right) && this.#isValue(left));
  }

  #isValue(node: Node): boolean {
    if (node?.TypeCast) return this.#isValue(node.TypeCast.arg);
    if (node?.ParamRef || node?.A_Const) return true;
    const path = pathOf(node);
    return path.length === 1 && this.#variables?.has(path[0] as string) === true;
  }

  #insert(insert: Node): void {
    this.#returning(insert);
    const { relname } = insert.relation;
    const key = this.#catalogue.tables.get(relname);
    if (!key) return;
    const place = (insert.cols ?? []).findIndex(({ ResTarget }: Node) => ResTarget.name === key);
    const source = insert.selectStmt?.SelectStmt;
    const rows: Node[] = source?.valuesLists?.map(({ List }: Node) => List.items) ?? [
      source?.targetList?.map(({ ResTarget }: Node) => ResTarget.val),
    ];
    if (!rows.every((row) => this.#isValue(row?.[place])))
      this.#broken(`${relname} gets its ${key} not by value`);
  }

  #returning({ returningList, returningClause }: Node): void {
    for (const name of calls(returningList ?? returningClause?.exprs ?? [])) {
      if (this.#catalogue.volatile.has(name)) this.#broken(`RETURNING calls ${name}, which is volatile`);
    }
  }

  #call({ funcname }: Node): void {
    if (funcname.at(-1).String.sval === 'set_config') this.#broken('it calls set_config: write "set local"');
  }
}

function withNames({ ctes }: Node, named: ReadonlySet<string>): Set<string> {
  return new Set([...named, ...ctes.map(({ CommonTableExpr }: Node) => CommonTableExpr.ctename)]);
}

/** Splits a condition into the parts that must all hold. */
function conjuncts(condition: Node): Node[] {
  if (!condition) return [];
  const { BoolExpr: bool } = condition;
  return bool?.boolop === 'AND_EXPR' ? bool.args.flatMap(conjuncts) : [condition];
}

function isFalse({ A_Const }: Node): boolean {
  return A_Const?.boolval !== undefined && A_Const.boolval.boolval !== true;
}

/** The names in a reference to a column. */
function pathOf(node: Node): string[] {
  return (node?.ColumnRef?.fields ?? []).map(({ String: name }: Node) => name?.sval ?? '*');
}

/** The names of all functions that are called in a node. */
function calls(node: Node): string[] {
  if (node === null || typeof node !== 'object') return [];
  const own = node.FuncCall ? [node.FuncCall.funcname.at(-1).String.sval as string] : [];
  return [...own, ...Object.values(node).flatMap(calls)];
}
