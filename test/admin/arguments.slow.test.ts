import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { commands } from '../../server/admin/cli/commands.js';
import { helpOf, helpOfAll } from '../../server/admin/cli/help.js';
import { parse } from '../../server/admin/cli/parse.js';
import { compiled } from '../faults/compiled.js';
import { type AdminProgram, adminOf } from './support.js';

// Each call starts a process.
vi.setConfig({ testTimeout: 90_000 });

const full = [
  'create-admin',
  '--organisation',
  'Example Ltd',
  '--name',
  'Ada Admin',
  '--email',
  'ada@example.net',
];
const wrong: readonly [args: string[], message: string][] = [
  [[], 'No command is given.'],
  [['create-amin'], "There is no command 'create-amin'; did you mean 'create-admin'?"],
  [['destroy'], "There is no command 'destroy'."],
  [['--organisation'], "There is no command '--organisation'."],
  [['create-admin'], '--organisation NAME is missing.'],
  [full.slice(0, 5), '--email ADDRESS is missing.'],
  [[...full, '--emial', 'x'], "create-admin has no option '--emial'; did you mean '--email'?"],
  [[...full, '--toString', 'x'], "create-admin has no option '--toString'."],
  [[...full, '-e', 'x'], "create-admin has no option '-e'."],
  [[...full, 'Ltd'], "create-admin does not take 'Ltd'."],
  [[...full, '--', '--queue'], "create-admin does not take '--queue'."],
  [[...full, '--name', 'Bob'], '--name is given twice.'],
  [[...full, '--queue'], '--queue needs a value: --queue NAME.'],
  [[...full, '--queue', '  '], '--queue needs a value: --queue NAME.'],
  [['create-admin', '--name', '--email', 'x'], '--name needs a value: --name NAME.'],
  [['check-backup'], 'FILE is missing.'],
  [['check-backup', 'a', 'b'], "check-backup does not take 'b'."],
  [['check-backup', '--file', 'a'], "check-backup has no option '--file'."],
  [['check-backup', ''], "check-backup does not take ''."],
  [['create-admin\u001b[2J'], "There is no command 'create-admin?[2J'."],
];

describe('the arguments of npm run admin', () => {
  it.each(wrong)('%j: %s', (args, message) => {
    expect(parse(args, commands)).toMatchObject({ kind: 'wrong', message });
  });

  it('are parsed into the options of the command, with defaults for absent ones', () => {
    expect(parse(full, commands)).toMatchObject({
      kind: 'run',
      given: {
        organisation: 'Example Ltd',
        name: 'Ada Admin',
        email: 'ada@example.net',
        queue: 'Service Desk',
      },
    });
    expect(parse([...full, '--queue=--Desk--'], commands)).toMatchObject({ given: { queue: '--Desk--' } });
    expect(parse(['check-backup', '--', '--dump'], commands)).toMatchObject({ given: { file: '--dump' } });
    expect(parse(['list-keys', '--json'], commands)).toMatchObject({
      given: { json: true, organisation: undefined },
    });
  });

  it("get advice when npm took the options because '--' was missing", () => {
    const taken = { npm_config_organisation: 'true' };
    expect(parse(['create-admin', 'Example Ltd'], commands, taken)).toMatchObject({
      message:
        "create-admin does not take 'Example Ltd'; npm took --organisation for itself: " +
        "put '--' before the command, as in npm run admin -- COMMAND.",
    });
  });

  it('show the help for --help at any place, whatever else is wrong', () => {
    for (const args of [['--help'], ['-h'], ['help'], ['destroy', '--help']])
      expect(parse(args, commands)).toEqual({ kind: 'help' });
    for (const { name } of commands)
      for (const args of [
        [name, '--help'],
        [name, '--nonsense', '-h'],
        ['help', name],
      ])
        expect(parse(args, commands)).toMatchObject({ kind: 'help', command: { name } });
  });

  it('never cause an exception', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '--',
        '-',
        '--=',
        '--name',
        '--name=',
        '--no-name',
        'create-admin',
        '--__proto__',
        '-abc',
      ),
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), (args) => {
        const asked = parse(['create-admin', ...args], commands);
        expect(['help', 'run', 'wrong']).toContain(asked.kind);
        if (asked.kind === 'wrong') expect(asked.message).not.toMatch(/\p{C}/u);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the help', () => {
  it('describes every command and each of its options', () => {
    for (const command of commands) {
      expect(helpOfAll(commands)).toContain(`  ${command.name} `);
      for (const [name, option] of Object.entries(command.options)) {
        expect(helpOf(command)).toContain(
          option.kind === 'positional' ? `  ${option.value} ` : `  --${name}`,
        );
        expect(option.description).toMatch(/\.$/);
      }
    }
  });
});

describe('the page about administration', () => {
  it('lists the commands in the order of the help', () => {
    const page = readFileSync(new URL('../../docs/operations/administration.md', import.meta.url), 'utf8');
    const listed = [...page.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name);
    expect(listed).toEqual(commands.map(({ name }) => name));
  });
});

describe('the program', () => {
  let admin: AdminProgram;
  beforeAll(async () => {
    admin = adminOf(await compiled());
  });

  it('prints help to stdout and exits with 0', async () => {
    expect(await admin.run(['--help'])).toEqual({ code: 0, out: helpOfAll(commands), err: '' });
  });

  it('prints one line to stderr and exits with 2 for wrong arguments', async () => {
    const { code, out, err } = await admin.run(['create-admin', '--nonsense']);
    expect({ code, out, err }).toEqual({
      code: 2,
      out: '',
      err: "create-admin has no option '--nonsense'. Help: npm run admin -- create-admin --help\n",
    });
  });

  const failures: readonly [why: string, environment: NodeJS.ProcessEnv, line: string | RegExp][] = [
    [
      'the configuration is wrong',
      { PORT: 'x', DATABASE_URL: 'ftp://db' },
      'The configuration is not valid: PORT: must be a whole number; DATABASE_URL: must be a URL like postgres://user:password@host:5432/ticketwire',
    ],
    [
      'the database cannot be reached',
      {
        DATABASE_URL: 'postgres://a:secret@127.0.0.1:1/x',
        DATABASE_OWNER_URL: 'postgres://b:secret@127.0.0.1:1/x',
      },
      'The database cannot be reached: connect ECONNREFUSED 127.0.0.1:1',
    ],
    [
      'the password is too short',
      { ADMIN_PASSWORD: 'short' },
      /^ADMIN_PASSWORD cannot be used: .* 10 characters\.$/,
    ],
  ];
  it.each(failures)('prints one line to stderr and exits with 1 if %s', async (_why, environment, line) => {
    const { code, out, err } = await admin.run(full, environment);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    if (typeof line === 'string') expect(err).toBe(`${line}\n`);
    else expect(err.trimEnd()).toMatch(line);
    expect(err).not.toMatch(/secret|\n.*\n| at .*:\d+/);
  });
});
