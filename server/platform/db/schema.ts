import type { EntitySchema, MigrationObject } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';

type MigrationClass = new (...given: [...ConstructorParameters<typeof Migration>, role: string]) => Migration;

/** A migration with the name that the database records: that of its file. */
export interface NamedMigration {
  readonly name: string;
  readonly class: MigrationClass;
  /** A migration that runs before this one, although its name comes later. */
  readonly after?: string;
}

/** The entities, and the migrations that create their tables, oldest first. */
export interface DatabaseSchema {
  readonly entities: readonly EntitySchema[];
  readonly migrations: readonly NamedMigration[];
}

/** The migrations in MikroORM's form, with grants and policies for this role. */
export function migrationsFor(migrations: readonly NamedMigration[], role: string): MigrationObject[] {
  return migrations.map(({ name, class: Class }) => ({
    name,
    class: class extends (Class as new (
      ...given: ConstructorParameters<MigrationClass>
    ) => Migration & { up(): void }) {
      constructor(...[driver, config]: ConstructorParameters<typeof Migration>) {
        super(driver, config, role);
      }
    } as MigrationObject['class'],
  }));
}
