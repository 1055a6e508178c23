import { TicketwireMigration } from './migration.js';

/** Once work has begun, the first move out of the default queue is a reassignment too. */
export class BegunWork extends TicketwireMigration {
  override up(): void {
    this.addSql(`update tickets set dispatched = true
      where not dispatched and coalesce(held_from, status) not in ('NEW', 'TRIAGED', 'CANCELLED')`);
  }

  override down(): void {
    // What was dispatched before is not known any more.
  }
}
