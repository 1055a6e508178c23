/** Criticalities, the highest first. */
export const criticalities = ['HIGH', 'MEDIUM', 'LOW'] as const;
export type Criticality = (typeof criticalities)[number];

export type ItemKind = 'HARDWARE' | 'SOFTWARE' | 'NETWORK' | 'CLOUD' | 'DOCUMENTATION' | 'OTHER';
