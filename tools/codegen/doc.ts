/** A description as a comment. */
export function doc(description: string | null | undefined, indent = ''): string {
  if (!description) return '';
  const lines = description.replaceAll('*/', '* /').split('\n');
  return lines.length === 1
    ? `${indent}/** ${lines[0]} */\n`
    : `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
}
