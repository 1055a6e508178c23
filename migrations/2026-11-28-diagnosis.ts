import { TicketwireMigration } from './migration.js';

/** Only diagnoses of incidents and problems need a root cause, or the reason why it is unknown. */
export class Diagnoses extends TicketwireMigration {
  override up(): void {
    this.addSql(`alter table diagnoses drop constraint diagnoses_check`);
    this.addSql(
      `alter table diagnoses add constraint diagnoses_check check (root_cause is null or root_cause_unknown_reason is null)`,
    );
  }

  override down(): void {
    this.addSql(`alter table diagnoses drop constraint diagnoses_check`);
    this.addSql(
      `alter table diagnoses add constraint diagnoses_check
        check ((root_cause is null) <> (root_cause_unknown_reason is null)) not valid`,
    );
  }
}
