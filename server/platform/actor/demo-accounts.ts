export type DemoAccounts = 'NONE' | 'PUBLIC' | 'PRIVATE';
