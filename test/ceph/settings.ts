import { join } from 'node:path';

/** Ports on the loopback address. */
export interface CephPorts {
  monitor: number;
  monitorOfOldClients: number;
  gateway: number;
}

/** The required Debian packages. */
export const CEPH_PACKAGES = ['ceph-mon', 'ceph-osd', 'radosgw'];

/** The capabilities of each key; `mon.` is the monitor's own. */
export const keyring: Record<string, string[]> = {
  'mon.': ['mon', 'allow *'],
  'client.admin': ['mon', 'allow *', 'osd', 'allow *'],
  'osd.0': ['mon', 'allow profile osd', 'osd', 'allow *'],
  'client.rgw': ['mon', 'allow rw', 'osd', 'allow rwx'],
};

/** The monitor's address in the format of `mon host` and monmaptool. */
export function monitorAddress({ monitor, monitorOfOldClients }: CephPorts): string {
  return `[v2:127.0.0.1:${monitor},v1:127.0.0.1:${monitorOfOldClients}]`;
}

/** `ceph.conf` for one daemon of each kind on loopback, with objects in memory and all files in one folder. */
export function cephConf(folder: string, clusterId: string, ports: CephPorts): string {
  const settings = {
    fsid: clusterId,
    'mon host': monitorAddress(ports),
    'public addr': '127.0.0.1',
    'cluster addr': '127.0.0.1',
    'auth cluster required': 'cephx',
    'auth service required': 'cephx',
    'auth client required': 'cephx',
    keyring: join(folder, 'keyring'),
    'run dir': folder,
    'admin socket': join(folder, '$name.asok'),
    'log file': join(folder, '$name.log'),
    'mon cluster log file': join(folder, 'cluster.log'),
    'mon data': join(folder, 'mon'),
    'mon allow pool size one': 'true',
    // The monitor checks the free space of the folder's disk, which does not matter here.
    'mon data avail crit': '0',
    'osd data': join(folder, 'osd'),
    'osd objectstore': 'memstore',
    'osd pool default size': '1',
    'osd pool default min size': '1',
    'osd pool default pg num': '1',
    'osd pool default pgp num': '1',
    'rgw data': join(folder, 'rgw'),
    'rgw frontends': `beast endpoint=127.0.0.1:${ports.gateway}`,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  return `[global]\n${lines.join('\n')}\n`;
}
