import type { Client } from '../harness/client.js';

export interface Requirement {
  anyOf: string[];
  when: { field: string; in: string[] } | null;
}

/** A transition as `availableTransitions` offers it. */
export interface Offer {
  transition: string;
  mutation: string;
  arguments: { field: string; value: unknown }[];
  allowed: boolean;
  outcomes: string[];
  requirements: Requirement[];
  choices: { field: string; query: string; value: string }[];
}

type Input = Record<string, unknown>;

/** A type of an input field, as introspection gives it. */
interface TypeRef {
  kind: string;
  name: string | null;
  ofType: TypeRef | null;
}

interface InputType {
  kind: string;
  inputFields: { name: string; type: TypeRef }[] | null;
  enumValues: { name: string }[] | null;
}

/** Objects that a client offers for a field that takes an id, by the name of the field. */
export type Choices = (field: string) => Promise<string>;

const offers = `query ($id: ID!) { ticket(id: $id) { status availableTransitions { transition mutation allowed outcomes
  arguments { field value } requirements { anyOf when { field in } }
  choices { field query value } } } }`;

export async function offersOf(
  client: Client,
  id: string,
): Promise<{ status: string; availableTransitions: Offer[] } | null> {
  return (await client.ok(offers, { id })).ticket;
}

/**
 * Builds the input of any transition. It knows nothing of the process: it reads `availableTransitions` and introspection alone.
 */
export class Forms {
  readonly #client: Client;
  readonly #types = new Map<string, InputType>();
  readonly #inputs = new Map<string, string>();

  constructor(client: Client) {
    this.#client = client;
  }

  /** The name of the input type of a mutation. */
  async inputType(mutation: string): Promise<string> {
    if (this.#inputs.size === 0) {
      const { __schema } = await this.#client.ok(
        `{ __schema { mutationType { fields { name args { type { name ofType { name } } } } } } }`,
      );
      for (const { name, args } of __schema.mutationType.fields)
        this.#inputs.set(name, args[0].type.name ?? args[0].type.ofType.name);
    }
    const name = this.#inputs.get(mutation);
    if (!name) throw new Error(`there is no mutation ${mutation}`);
    return name;
  }

  async #type(name: string): Promise<InputType> {
    const known = this.#types.get(name);
    if (known) return known;
    const { __type } = await this.#client.ok(
      `query ($name: String!) { __type(name: $name) { kind enumValues { name }
        inputFields { name type { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } }`,
      { name },
    );
    this.#types.set(name, __type);
    return __type;
  }

  /**
   * An input that has the arguments, the non-null fields and one field of each requirement. `nth` varies the enum values and which of
   * several fields is given. `also` names optional fields that are filled as well.
   */
  async fill(
    offer: Offer,
    choices: Choices,
    nth: number,
    also: readonly string[] = [],
  ): Promise<{ input: Input; chosen: { requirement: Requirement; path: string }[] }> {
    const type = await this.inputType(offer.mutation);
    const input: Input = Object.fromEntries(offer.arguments.map(({ field, value }) => [field, value]));
    const { inputFields } = await this.#type(type);
    for (const { name, type: ref } of inputFields ?? [])
      if (!(name in input) && (ref.kind === 'NON_NULL' || also.includes(name)))
        input[name] = await this.#value(ref, name, choices, nth);
    const chosen: { requirement: Requirement; path: string }[] = [];
    for (const requirement of offer.requirements) {
      const { anyOf, when } = requirement;
      if (when && !when.in.includes(String(input[when.field]))) continue;
      const path = anyOf[nth % anyOf.length] as string;
      await this.#give(type, input, path.split('.'), choices, nth);
      chosen.push({ requirement, path });
    }
    for (const { field, query, value } of offer.choices) {
      if (!(field in input)) continue;
      const list = await this.#client.ok(`{ ${query}(first: 10, active: true) { nodes { ${value} } } }`);
      input[field] = list[query].nodes[nth % list[query].nodes.length][value];
    }
    return { input, chosen };
  }

  async #give(type: string, input: Input, path: string[], choices: Choices, nth: number): Promise<void> {
    const [name = '', ...rest] = path;
    const field = (await this.#type(type)).inputFields?.find((one) => one.name === name);
    if (!field) throw new Error(`${type} has no field ${name}`);
    if (rest.length === 0) input[name] = await this.#value(field.type, name, choices, nth);
    else {
      const below = { ...(input[name] as Input | undefined) };
      input[name] = below;
      await this.#give(field.type.name ?? field.type.ofType?.name ?? '', below, rest, choices, nth);
    }
  }

  async #value(ref: TypeRef, field: string, choices: Choices, nth: number): Promise<unknown> {
    const { kind, name, ofType } = ref;
    if (ofType && kind === 'NON_NULL') return this.#value(ofType, field, choices, nth);
    if (ofType) return [await this.#value(ofType, field, choices, nth)];
    if (name === 'ID') return choices(field);
    if (name === 'String') return `Some text for ${field}`;
    if (name === 'Boolean') return true;
    if (name === 'Int') return 1;
    // The later of two moments is the one that is named last.
    if (name === 'DateTime') return new Date(Date.now() + (field === 'end' ? 7_200_000 : 3_600_000));
    const { enumValues, inputFields } = await this.#type(name ?? '');
    if (enumValues) return enumValues[nth % enumValues.length]?.name;
    const value: Input = {};
    for (const one of inputFields ?? [])
      if (one.type.kind === 'NON_NULL') value[one.name] = await this.#value(one.type, one.name, choices, nth);
    return value;
  }
}

/** The input without the field at a path. */
export function without(input: Input, path: string): Input {
  const [name = '', ...rest] = path.split('.');
  const { [name]: value, ...others } = input;
  return rest.length > 0 ? { ...others, [name]: without(value as Input, rest.join('.')) } : others;
}
