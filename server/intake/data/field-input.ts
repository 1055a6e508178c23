import type { FormFieldType } from '../../platform/contract/generated/enums.js';
import type { InputCheck } from '../../platform/kernel/check.js';
import { type FormField, fieldFaults } from '../rules/fields.js';

/** The contract's `FormFieldInput`. */
export interface FieldInput {
  key: string;
  label: string;
  help?: string | null | undefined;
  type: FormFieldType;
  required?: boolean | null | undefined;
  options?: readonly string[] | null | undefined;
  min?: number | null | undefined;
  max?: number | null | undefined;
}

/** Checks the fields of a form and returns them in their stored form. */
export function checkFields(check: InputCheck, inputs: readonly FieldInput[]): FormField[] {
  const fields = inputs.map((input, i): FormField => {
    const at = (...path: string[]) => ['fields', String(i), ...path];
    return {
      key: check.text(at('key'), input.key, 50, 'LINE'),
      label: check.text(at('label'), input.label, 200, 'LINE'),
      help: check.text(at('help'), input.help ?? null, 1000),
      type: input.type,
      required: input.required ?? false,
      options: (input.options ?? []).map((option, n) =>
        check.text(at('options', String(n)), option, 200, 'LINE'),
      ),
      min: input.min ?? null,
      max: input.max ?? null,
    };
  });
  if (check.errors.length > 0) return fields;
  for (const { path, rule, message } of fieldFaults(fields)) check.fail(['fields', ...path], rule, message);
  return fields;
}
