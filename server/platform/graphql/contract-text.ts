import { type DefinitionNode, Kind, type NamedTypeNode, parse, print, type TypeExtensionNode } from 'graphql';

const extensionKinds: ReadonlySet<string> = new Set([
  Kind.OBJECT_TYPE_EXTENSION,
  Kind.INTERFACE_TYPE_EXTENSION,
  Kind.INPUT_OBJECT_TYPE_EXTENSION,
  Kind.ENUM_TYPE_EXTENSION,
  Kind.UNION_TYPE_EXTENSION,
]);

/** The parts of a definition that an extension can add to. */
interface Parts {
  interfaces?: readonly NamedTypeNode[];
  fields?: readonly unknown[];
  values?: readonly unknown[];
  types?: readonly NamedTypeNode[];
}

/**
 * The contract without `extend`: each type is one definition with all its parts, in the order in which they are written. Some tools of
 * clients cannot read extensions. Descriptions and directives are kept.
 */
export function contractText(sdl: string): string {
  const { definitions, ...document } = parse(sdl, { noLocation: true });
  const extensions = Map.groupBy(definitions.filter(isExtension), ({ name }) => name.value);
  const whole = definitions
    .filter((definition) => !isExtension(definition))
    .map((definition) => {
      const name = 'name' in definition ? definition.name?.value : undefined;
      return (extensions.get(name ?? '') ?? []).reduce(extended, definition);
    });
  return `${print({ ...document, definitions: whole })}\n`;
}

function isExtension(definition: DefinitionNode): definition is TypeExtensionNode {
  return extensionKinds.has(definition.kind);
}

function extended(definition: DefinitionNode, extension: TypeExtensionNode): DefinitionNode {
  const [parts, added] = [definition as Parts, extension as Parts];
  const joined = Object.fromEntries(
    (['interfaces', 'fields', 'values', 'types'] as const)
      .filter((part) => added[part] !== undefined)
      .map((part) => [part, [...(parts[part] ?? []), ...(added[part] ?? [])]]),
  );
  return { ...definition, ...joined };
}
