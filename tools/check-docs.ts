import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brokenLinks, pagesLinkedFrom } from './markdown.ts';

/**
 * `npm run check:docs`: every relative link of a page leads to an existing file and heading, the README is short and leads to every page of
 * docs/, and the page of the libraries has each dependency with its version.
 */
const root = join(import.meta.dirname, '..');
const readme = join(root, 'README.md');
const README_MOST_BYTES = 8192;

function pagesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(root, folder, name));
}

function reachableFrom(page: string, reached = new Set<string>()): Set<string> {
  if (reached.has(page)) return reached;
  reached.add(page);
  for (const next of pagesLinkedFrom(page)) reachableFrom(next, reached);
  return reached;
}

function librariesWithoutLine(): string[] {
  const text = readFileSync(join(root, 'docs/development/libraries.md'), 'utf8');
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return Object.entries({
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  }).flatMap(([name, version]) =>
    text.includes(`| \`${name}\` | ${version} |`) || text.includes(`\`${name}\` ${version}`)
      ? []
      : [`docs/development/libraries.md does not name ${name} ${version}`],
  );
}

const pages = pagesIn('docs');
const broken = [readme, ...pages, ...pagesIn('client-examples')].flatMap((page) =>
  brokenLinks(page).map((link) => `${relative(root, page)}: the link ${link} leads nowhere`),
);
const reached = reachableFrom(readme);
const faults = [
  ...broken,
  ...pages
    .filter((page) => !reached.has(page))
    .map((page) => `${relative(root, page)}: no link leads here from the README`),
  ...(statSync(readme).size > README_MOST_BYTES
    ? [`README.md has ${statSync(readme).size} bytes; at most ${README_MOST_BYTES}`]
    : []),
  ...librariesWithoutLine(),
];
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exit(1);
}
