/** How much depends on something working, as the contract spells it; the most first. */
export const criticalities = ['HIGH', 'MEDIUM', 'LOW'] as const;
export type Criticality = (typeof criticalities)[number];

export type ItemKind = 'HARDWARE' | 'SOFTWARE' | 'NETWORK' | 'CLOUD' | 'DOCUMENTATION' | 'OTHER';
