/** Words that are refused, with what to write instead. Only words that are wrong in almost every sentence are in this list. */
const refused: readonly (readonly [RegExp, string])[] = [
  [/\bwho(m)?ever\b/gi, "'anyone who', or the person: the viewer, the author"],
  [/\btold\b/gi, "'reported', 'sent', 'recorded'"],
  [/\bmend(s|ed|ing)?\b/gi, "'fix'"],
  [/\bbesides\b/gi, "'also', 'in addition'"],
  [/\bdear(er)?\b/gi, "'expensive'"],
  [/\b(for|to|by|from) who\b/gi, "'for users who', 'to the user who'"],
  [/\b(is|was|be|are) had\b/gi, "'available'"],
  [/\banew\b/gi, "'again'"],
  [/\bcan not\b/gi, "'cannot'"],
  [/\b(wall|walls|walled)\b/gi, "'tenant isolation'"],
  [/\b(door|doors)\b/gi, "'entry point'"],
  [/\bnone of (ours|theirs|their business)\b/gi, 'what it is'],
  [/\bthat (is|are) none\b/gi, "'invalid', 'not a …'"],
  [/\bbehind the curtain\b/gi, "'in internal notes'"],
  [/\b(tale|tales)\b/gi, "'history'"],
];

const token = /(["'])(?:\\.|(?!\1)[^\\\n])*\1|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;

/**
 * The refused words in the comments of a source file and the titles of its tests, or in the text of a page or
 * an SDL file: `line: word: write …`.
 */
export function wordFaults(file: string, text: string): string[] {
  const prose = /\.tsx?$/.test(file) ? commentsOf(file, text) : withoutCode(file, text);
  return refused.flatMap(([pattern, instead]) =>
    [...prose.matchAll(pattern)].map((found) => {
      const line = prose.slice(0, found.index).split('\n').length;
      return `${line}: '${found[0]}': write ${instead}`;
    }),
  );
}

/** What comes before the title of a test, of a table of tests, or of a step of a story. */
const beforeTitle = /(\b(it|test|describe)(\.\w+)*|\.step|\))\(\s*$/;

/** The comments and the titles of tests, at their places; everything else is blank. */
function commentsOf(file: string, text: string): string {
  let at = 0;
  let prose = '';
  for (const { 0: found, index } of text.matchAll(token)) {
    const between = text.slice(at, index);
    prose += blank(between);
    if (found.startsWith('/')) prose += withoutTicks(found);
    else prose += /\.test\.tsx?$/.test(file) && beforeTitle.test(between) ? found : blank(found);
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
