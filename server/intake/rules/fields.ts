import type { FormFieldType, ValidationRule } from '../../platform/contract/generated/enums.js';

/** The type of a field's answers. */

/** A field of a form in its stored form. */
export interface FormField {
  key: string;
  label: string;
  help: string | null;
  type: FormFieldType;
  required: boolean;
  options: string[];
  min: number | null;
  max: number | null;
}

/** An error with its path. */
export interface Fault {
  path: string[];
  rule: ValidationRule;
  message: string;
}

/** The largest number of characters of a text, whatever its field says. */
export const MOST_CHARACTERS = { TEXT: 500, LONG_TEXT: 10_000 } as const;
const MOST_FIELDS = 50;
const MOST_OPTIONS = 100;

const choices: readonly FormFieldType[] = ['CHOICE', 'MULTI_CHOICE'];
/** Types whose bounds are numbers of characters or options. */
const counted: readonly FormFieldType[] = ['TEXT', 'LONG_TEXT', 'MULTI_CHOICE'];

/** The errors of a form's fields, of each one and together. Their texts are checked before. */
export function fieldFaults(fields: readonly FormField[]): Fault[] {
  const faults: Fault[] = [];
  if (fields.length === 0) faults.push(fault([], 'REQUIRED', 'A form must have at least one field.'));
  if (fields.length > MOST_FIELDS)
    faults.push(fault([], 'TOO_MANY', `A form can have at most ${MOST_FIELDS} fields.`));
  const keys = new Set<string>();
  for (const [i, field] of fields.slice(0, MOST_FIELDS).entries()) {
    if (!/^[A-Za-z][A-Za-z0-9_]{0,49}$/.test(field.key))
      faults.push(
        fault(
          [String(i), 'key'],
          'FORMAT',
          'key must be a letter, followed by at most 49 letters, digits and underscores.',
        ),
      );
    else if (keys.has(field.key))
      faults.push(
        fault([String(i), 'key'], 'DUPLICATE', `Two fields have the key ${field.key}. Keys must be unique.`),
      );
    keys.add(field.key);
    for (const { path, ...rest } of [...optionFaults(field), ...boundFaults(field)])
      faults.push({ path: [String(i), ...path], ...rest });
  }
  return faults;
}

function optionFaults({ type, options }: FormField): Fault[] {
  if (!choices.includes(type))
    return options.length > 0
      ? [fault(['options'], 'TYPE', 'options are only for the types CHOICE and MULTI_CHOICE.')]
      : [];
  if (options.length === 0)
    return [fault(['options'], 'REQUIRED', 'options are required for the types CHOICE and MULTI_CHOICE.')];
  if (options.length > MOST_OPTIONS)
    return [fault(['options'], 'TOO_MANY', `options must have at most ${MOST_OPTIONS} values.`)];
  const twice = options.findIndex((option, i) => options.indexOf(option) < i);
  return twice < 0
    ? []
    : [
        fault(
          ['options', String(twice)],
          'DUPLICATE',
          'This option is given twice. Options must be different.',
        ),
      ];
}

function boundFaults({ type, min, max, options }: FormField): Fault[] {
  const given = (['min', 'max'] as const).filter((bound) => ({ min, max })[bound] !== null);
  if (type !== 'NUMBER' && !counted.includes(type))
    return given.map((bound) => fault([bound], 'TYPE', `min and max are not for the type ${type}.`));
  const faults: Fault[] = [];
  const most =
    type === 'MULTI_CHOICE' ? options.length : type === 'NUMBER' ? null : MOST_CHARACTERS[type as 'TEXT'];
  for (const bound of given) {
    const value = (bound === 'min' ? min : max) as number;
    const fits =
      type === 'NUMBER' || (Number.isInteger(value) && value >= 0 && (most === null || value <= most));
    if (!fits)
      faults.push(fault([bound], 'OUT_OF_RANGE', `${bound} must be a whole number between 0 and ${most}.`));
  }
  if (min !== null && max !== null && min > max)
    faults.push(fault(['max'], 'OUT_OF_RANGE', 'max must be at least min.'));
  return faults;
}

function fault(path: string[], rule: ValidationRule, message: string): Fault {
  return { path, rule, message };
}
