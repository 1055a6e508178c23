/** Words that are refused, with what to write instead. Only words that are wrong in almost every sentence are in this list. */
const refused: readonly (readonly [RegExp, string])[] = [
  [/\bwho(m)?ever\b/gi, "'anyone who', or the person: the viewer, the author"],
  [/\btold\b/gi, "'reported', 'sent', 'recorded'"],
  [/\bmend(s|ed|ing)?\b/gi, "'fix'"],
  [/\bbesides\b/gi, "'also', 'in addition'"],
  [/\bdear(er)?\b/gi, "'expensive'"],
  [/\bfor who\b/gi, "'for users who'"],
  [/\b(is|was|be|are) had\b/gi, "'available'"],
  [/\banew\b/gi, "'again'"],
  [/\bcan not\b/gi, "'cannot'"],
  [/\b(wall|walls|walled)\b/gi, "'tenant isolation'"],
  [/\b(door|doors)\b/gi, "'entry point'"],
  [/\bnone of (ours|their business)\b/gi, 'what it is'],
];

const token = /(["'])(?:\\.|(?!\1)[^\\\n])*\1|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;

/** The refused words in the comments of a source file, or in the text of a page or an SDL file: `line: word: write …`. */
export function wordFaults(file: string, text: string): string[] {
  const prose = /\.tsx?$/.test(file) ? commentsOf(text) : withoutCode(file, text);
  return refused.flatMap(([pattern, instead]) =>
    [...prose.matchAll(pattern)].map((found) => {
      const line = prose.slice(0, found.index).split('\n').length;
      return `${line}: '${found[0]}': write ${instead}`;
    }),
  );
}

/** The comments, at their places; everything else is blank. */
function commentsOf(text: string): string {
  let at = 0;
  let prose = '';
  for (const { 0: found, index } of text.matchAll(token)) {
    prose += blank(text.slice(at, index)) + (found.startsWith('/') ? withoutTicks(found) : blank(found));
    at = index + found.length;
  }
  return prose + blank(text.slice(at));
}

function withoutCode(file: string, text: string): string {
  if (!file.endsWith('.md')) return withoutTicks(text);
  return withoutTicks(text.replace(/^ *```[\s\S]*?^ *```$/gm, blank));
}

function withoutTicks(text: string): string {
  return text.replace(/`[^`\n]*`/g, blank);
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
