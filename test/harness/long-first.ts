import { BaseSequencer, type TestSpecification } from 'vitest/node';

const order = ['slow', 'api', 'unit'];

/** Runs the project first whose files take long, so that no worker is left alone with one of them at the end. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project }: TestSpecification) => order.indexOf(project.name);
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
