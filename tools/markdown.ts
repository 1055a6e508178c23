import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The text of a page without its code, in which brackets and number signs have another meaning. */
function prose(markdown: string): string {
  return markdown
    .replace(/^ *```[\s\S]*?^ *```$/gm, '')
    .replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]]/g, ''));
}

/** The anchors of a page's headings, as GitHub makes them: a second equal one ends in `-1`. */
export function anchors(markdown: string): Set<string> {
  const seen = new Map<string, number>();
  const found = new Set<string>();
  for (const [, heading = ''] of prose(markdown).matchAll(/^#{1,6} +(.+)$/gm)) {
    const slug = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    found.add(count === 0 ? slug : `${slug}-${count}`);
  }
  return found;
}

/** The targets of a page's links. */
export function links(markdown: string): string[] {
  return [...prose(markdown).matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = '']) => target);
}

/** The target of a link: a file, and perhaps an anchor in it. Undefined for a link to the internet. */
function targetOf(page: string, link: string): { file: string; anchor?: string } | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return undefined;
  const [path = '', anchor] = link.split('#');
  return { file: path === '' ? page : join(dirname(page), decodeURI(path)), anchor };
}

/** The existing pages that a page links to. */
export function pagesLinkedFrom(page: string): string[] {
  return links(readFileSync(page, 'utf8')).flatMap((link) => {
    const file = targetOf(page, link)?.file;
    return file?.endsWith('.md') && existsSync(file) ? [file] : [];
  });
}

/** The links of a page whose file or heading does not exist. */
export function brokenLinks(page: string): string[] {
  return links(readFileSync(page, 'utf8')).filter((link) => {
    const target = targetOf(page, link);
    if (target === undefined) return false;
    if (!existsSync(target.file)) return true;
    if (target.anchor === undefined) return false;
    return !statSync(target.file).isFile() || !anchors(readFileSync(target.file, 'utf8')).has(target.anchor);
  });
}
