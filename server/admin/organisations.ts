import { AdminError } from './command.js';
import { asOwner, type Installation } from './database.js';
import { shown } from './lines.js';

export interface Organisation {
  readonly id: string;
  readonly name: string;
}

/** The organisation with this name; without a name, the only organisation. */
export async function organisationNamed(
  { ownerUrl }: Installation,
  name: string | undefined,
): Promise<Organisation> {
  const all = await asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<Organisation>('select id, name from organisations order by name, id');
    return rows;
  });
  const wanted = name?.trim().normalize('NFC');
  const found = wanted === undefined ? all : all.filter((it) => it.name === wanted);
  if (found[0] && found.length === 1) return found[0];
  if (all.length === 0) throw new AdminError('There is no organisation yet. create-admin creates one.');
  const names = all.slice(0, 20).map((it) => `'${shown(it.name)}'`);
  const list = `${names.join(', ')}${all.length > names.length ? ', …' : ''}`;
  if (wanted === undefined)
    throw new AdminError(`There are several organisations: name one with --organisation. They are ${list}.`);
  if (found.length > 1) throw new AdminError(`Several organisations have the name '${shown(wanted)}'.`);
  throw new AdminError(`There is no organisation '${shown(wanted)}'. There is ${list}.`);
}
