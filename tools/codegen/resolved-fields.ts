import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';

/** For each type, the fields that have a hand-written resolver. */
export type ResolvedFields = Readonly<Record<string, readonly string[]>>;

interface Syntax {
  readonly type: string;
  readonly [part: string]: unknown;
}

/**
 * The fields with a `@FieldResolver` method in a class with `@Resolver(() => Type)`, from the sources below `folder`. They are left out of
 * the generated classes. Every other field is a property of its class, which the code that makes the object must set.
 */
export function resolvedFieldsIn(folder: string): ResolvedFields {
  const found: Record<string, string[]> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!name.endsWith('.ts') || name.includes('generated')) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    if (!text.includes('@FieldResolver')) continue;
    const { program, errors } = parseSync(name, text);
    if (errors.length > 0) throw new Error(`${name}: ${errors[0]?.message}`);
    for (const statement of program.body as unknown as Syntax[]) {
      const declared = (statement.declaration ?? statement) as Syntax;
      if (declared.type !== 'ClassDeclaration') continue;
      const type = decorator(declared, 'Resolver')?.name;
      if (!type) continue;
      const fields = ((declared.body as Syntax).body as Syntax[]).filter((member) =>
        decorator(member, 'FieldResolver'),
      );
      found[type] = [...(found[type] ?? []), ...fields.map((member) => nameOf(member.key))];
    }
  }
  return found;
}

/** A decorator of a class or method, with the type in its first argument `() => Type`, if it has one. */
function decorator(of: Syntax, name: string): { name: string | undefined } | undefined {
  for (const { expression } of (of.decorators ?? []) as { expression: Syntax }[]) {
    if (expression.type !== 'CallExpression' || nameOf(expression.callee) !== name) continue;
    const [first] = expression.arguments as Syntax[];
    const body = first?.type === 'ArrowFunctionExpression' ? (first.body as Syntax) : undefined;
    return { name: body?.type === 'Identifier' ? nameOf(body) : undefined };
  }
  return undefined;
}

function nameOf(identifier: unknown): string {
  return String((identifier as { name?: unknown }).name ?? '');
}
