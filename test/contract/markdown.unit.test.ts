import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { anchors, brokenLinks, links } from '../../tools/markdown.ts';

describe('the check of the documentation', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ticketwire-markdown-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('generates the same anchors as GitHub', () => {
    expect([
      ...anchors(
        '# Who sees what\n## `signIn`, once\n```sh\n# no heading\n```\n### Über uns\n## Who sees what\n',
      ),
    ]).toEqual(['who-sees-what', 'signin-once', 'über-uns', 'who-sees-what-1']);
  });

  it('finds links in prose, and none in code', () => {
    expect(links('See [a](a.md#x) and [`b`](../b.md).\n```\n[c](c.md)\n```\n')).toEqual([
      'a.md#x',
      '../b.md',
    ]);
  });

  it('reports a missing file and a missing heading', () => {
    const page = join(folder, 'page.md');
    writeFileSync(join(folder, 'other.md'), '# Other\n');
    writeFileSync(
      page,
      '# Page\n[1](other.md) [2](other.md#other) [3](#page) [4](https://example.org/x.md) [5](gone.md) [6](other.md#gone) [7](#gone)\n',
    );
    expect(brokenLinks(page)).toEqual(['gone.md', 'other.md#gone', '#gone']);
  });
});
