import { BaseSequencer, type TestSpecification } from 'vitest/node';

const order = ['slow', 'api', 'unit'];

/** Runs the project with the longest files first, so that the last file of a run is a short one. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project }: TestSpecification) => order.indexOf(project.name);
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
