import { describe, expect, it } from 'vitest';
import { MOST_HIDDEN, Witness } from '../../server/platform/actor/witness.js';
import { executeForStaff } from '../../server/platform/live/class-execution.js';
import { divide, isServedAlone } from '../../server/platform/live/sharing.js';

const classOf = (name: string, queueIds: readonly string[] | 'ALL') => ({
  name,
  queueIds: queueIds === 'ALL' ? queueIds : new Set(queueIds),
});
const nobody = classOf('nobody', []);
const network = classOf('network', ['Q1']);
const both = classOf('both', ['Q1', 'Q2']);
const other = classOf('other', ['Q3']);
const admins = classOf('admins', 'ALL');
const all = [nobody, network, both, other, admins];
const hidden = (...queues: string[]) => queues.map((queueId, i) => ({ id: `T${i}`, queueId }));

describe('a result for staff who see no TEAM queue', () => {
  const cases: [string, string[], boolean, string, string][] = [
    ['nothing was hidden: everybody keeps it', [], false, 'nobody network both other admins', ''],
    [
      'a ticket of one queue was hidden: who sees the queue is a part',
      ['Q1'],
      false,
      'nobody other',
      'Q1: network both admins',
    ],
    [
      'tickets of two queues: each set of them is a part',
      ['Q2', 'Q1', 'Q1'],
      false,
      'nobody other',
      'Q1: network | Q1 Q2: both admins',
    ],
    [
      'more than are listed: only who sees no TEAM queue keeps it',
      ['Q1'],
      true,
      'nobody',
      'Q1: network both admins | Q3: other',
    ],
  ];
  it.each(cases)('%s', (_name, queues, isMany, kept, parts) => {
    const found = divide([], { hidden: hidden(...queues), isMany }, all);
    expect(found.kept.map(({ name }) => name).join(' ')).toBe(kept);
    const shown = found.parts.map(
      ({ queueIds, classes }) => `${queueIds.join(' ')}: ${classes.map(({ name }) => name).join(' ')}`,
    );
    expect(shown.join(' | ')).toBe(parts);
  });

  it('is divided further only by queues that were not seen in it', () => {
    const found = divide(['Q1'], { hidden: hidden('Q1', 'Q2'), isMany: false }, [network, both]);
    expect(found).toEqual({ kept: [network], parts: [{ queueIds: ['Q1', 'Q2'], classes: [both] }] });
  });
});

describe('the executions for staff', () => {
  /** Executes over tickets of these queues, each of which shows the next one. */
  function over(queues: readonly string[]) {
    const executed: string[] = [];
    const execute = async (queueIds: readonly string[]) => {
      executed.push(queueIds.join(' '));
      const seen = queues.findIndex((queue) => !queueIds.includes(queue));
      const next = seen < 0 ? [] : [queues[seen] as string];
      const witness = new Witness();
      witness.hid(hidden(...next));
      return { payloads: [`${seen < 0 ? queues.length : seen} seen`], testimony: witness.testimony };
    };
    return { executed, execute };
  }

  it('are two when one ticket is hidden, whatever the number of classes', async () => {
    const { executed, execute } = over(['Q1']);
    const many = Array.from({ length: 30 }, (_, i) =>
      classOf(`${i}`, i % 2 === 0 ? ['Q1', `X${i}`] : [`X${i}`]),
    );
    const found = await executeForStaff(many, execute);
    expect(executed).toEqual(['', 'Q1']);
    expect(found.map(({ classes }) => classes.length)).toEqual([15, 15]);
  });

  it('go on while more is hidden from those who see more', async () => {
    const { executed, execute } = over(['Q1', 'Q2']);
    const found = await executeForStaff(all, execute);
    expect(executed).toEqual(['', 'Q1', 'Q1 Q2']);
    const got = found.map(({ result, classes }) => `${result.payloads}: ${classes.map(({ name }) => name)}`);
    expect(got).toEqual(['0 seen: nobody,other', '1 seen: network', '2 seen: both,admins']);
  });

  it('are one when the result is personal: nobody shares it', async () => {
    const witness = new Witness();
    witness.hid(hidden('Q1'));
    witness.personal();
    const result = { payloads: ['mine'], testimony: witness.testimony };
    expect(await executeForStaff(all, async () => result)).toEqual([{ result, classes: all }]);
  });
});

describe('a member of a class', () => {
  const rights = (toUnlisted: boolean, ...ids: string[]) => ({ ticketIds: new Set(ids), toUnlisted });
  const some = { isPersonal: false, hidden: hidden('Q1', 'Q1'), isMany: false };
  it.each([
    ['without rights of their own shares', some, undefined, false],
    ['with a right to another ticket shares', some, rights(false, 'T7'), false],
    ['with a right to a hidden ticket is served alone', some, rights(false, 'T1'), true],
    [
      'with a right to a ticket that is not listed is served alone',
      { ...some, isMany: true },
      rights(true),
      true,
    ],
    ['of a personal result is served alone', { ...some, isPersonal: true }, undefined, true],
  ])('%s', (_name, testimony, own, alone) => {
    expect(isServedAlone(testimony, own)).toBe(alone);
  });
});

describe('a witness', () => {
  it('lists the hidden tickets once, up to a limit, and says that there are more', () => {
    const witness = new Witness();
    const tickets = Array.from({ length: MOST_HIDDEN }, (_, i) => ({ id: `T${i}`, queueId: 'Q1' }));
    witness.hid(tickets);
    witness.hid(tickets);
    expect(witness.testimony).toEqual({ isPersonal: false, hidden: tickets, isMany: false });
    witness.hid([{ id: 'T0', queueId: 'Q2' }]);
    expect(witness.testimony).toMatchObject({ hidden: tickets, isMany: true });
  });
});
