import type { FormFieldType, ValidationRule } from '../../platform/contract/generated/enums.js';
import { faultsOf, lengthOf, storedForm } from '../../platform/kernel/texts.js';
import { type Fault, type FormField, MOST_CHARACTERS } from './fields.js';

export interface GivenAnswer {
  key: string;
  value?: unknown;
}

/** A question with its answer; null when it was not answered. */
export interface Answer {
  key: string;
  label: string;
  type: FormFieldType;
  value: string | number | boolean | string[] | null;
}

type Judged = { value: Answer['value'] } | { rule: ValidationRule; message: string };

/**
 * The answers to all questions of a form, and all errors of the given answers, at `<i>.key` and `<i>.value`. The error of a missing
 * required answer is at the key of its field.
 */
export function checkAnswers(
  fields: readonly FormField[],
  given: readonly GivenAnswer[],
): { answers: Answer[]; faults: Fault[] } {
  const faults: Fault[] = [];
  const known = new Map(fields.map((field) => [field.key, field]));
  const values = new Map<string, Answer['value']>();
  for (const [i, { key, value }] of given.entries()) {
    const field = known.get(key);
    const at = (part: string, rule: ValidationRule, message: string) =>
      faults.push({ path: [String(i), part], rule, message });
    if (!field) {
      at('key', 'UNKNOWN_FIELD', 'The form has no field with this key.');
      continue;
    }
    if (values.has(key)) {
      at('key', 'DUPLICATE', `“${field.label}” has two answers. Give one.`);
      continue;
    }
    const judged = judge(field, value ?? null);
    values.set(key, 'value' in judged ? judged.value : null);
    if ('rule' in judged) at('value', judged.rule, `“${field.label}” ${judged.message}`);
    else if (field.required && judged.value === null)
      at('value', 'REQUIRED', `“${field.label}” must be answered.`);
  }
  for (const { key, label, required } of fields)
    if (required && !values.has(key))
      faults.push({ path: [key], rule: 'REQUIRED', message: `“${label}” must be answered.` });
  const answers = fields.map(({ key, label, type }) => ({
    key,
    label,
    type,
    value: values.get(key) ?? null,
  }));
  return { answers, faults };
}

function judge(field: FormField, value: unknown): Judged {
  if (value === null) return { value: null };
  switch (field.type) {
    case 'TEXT':
    case 'LONG_TEXT':
      return judgeText(field, value);
    case 'NUMBER':
      return judgeNumber(field, value);
    case 'BOOLEAN':
      return typeof value === 'boolean' ? { value } : wrong('TYPE', 'must be true or false.');
    case 'DATE':
      return judgeDate(value);
    case 'CHOICE':
      return judgeChoice(field, value);
    case 'MULTI_CHOICE':
      return judgeChoices(field, value);
  }
}

function wrong(rule: ValidationRule, message: string): Judged {
  return { rule, message };
}

function judgeText({ type, min, max }: FormField, value: unknown): Judged {
  if (typeof value !== 'string') return wrong('TYPE', 'takes a text.');
  const kind = type === 'TEXT' ? 'LINE' : 'TEXT';
  const text = storedForm(value, kind);
  const faults = faultsOf(text, max ?? MOST_CHARACTERS[type as 'TEXT'], kind);
  const fault = faults.find(({ rule }) => rule !== 'REQUIRED');
  if (fault) return wrong(fault.rule, fault.message);
  if (faults.length > 0) return { value: null };
  if (min !== null && lengthOf(text) < min)
    return wrong('TOO_SHORT', `must have at least ${min} characters.`);
  return { value: text };
}

function judgeNumber({ min, max }: FormField, value: unknown): Judged {
  if (typeof value !== 'number' || !Number.isFinite(value)) return wrong('TYPE', 'takes a number.');
  if (min !== null && value < min) return wrong('OUT_OF_RANGE', `must be at least ${min}.`);
  if (max !== null && value > max) return wrong('OUT_OF_RANGE', `must be at most ${max}.`);
  // JSON has no −0.
  return { value: value === 0 ? 0 : value };
}

function judgeDate(value: unknown): Judged {
  const isDay = typeof value === 'string' && /^(?!0000)\d{4}-\d\d-\d\d$/.test(value);
  const day = isDay ? new Date(`${value}T00:00:00Z`) : null;
  // 30 February has the form of a date, but does not exist.
  if (!day || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== value)
    return wrong('TYPE', 'must be a date such as 2026-11-25.');
  return { value };
}

function judgeChoice({ options }: FormField, value: unknown): Judged {
  if (typeof value !== 'string') return wrong('TYPE', 'must be a text: one of its options.');
  if (value === '') return { value: null };
  return options.includes(value) ? { value } : wrong('OPTION', 'must be one of its options.');
}

function judgeChoices({ options, min, max }: FormField, value: unknown): Judged {
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string'))
    return wrong('TYPE', 'must be a list of its options.');
  if (value.length === 0) return { value: null };
  if (!value.every((one) => options.includes(one)))
    return wrong('OPTION', 'must have only values from its options.');
  if (new Set(value).size < value.length) return wrong('DUPLICATE', 'must have each option only once.');
  if (min !== null && value.length < min) return wrong('OUT_OF_RANGE', `must have at least ${min} options.`);
  if (max !== null && value.length > max) return wrong('OUT_OF_RANGE', `must have at most ${max} options.`);
  return { value: [...value] };
}
