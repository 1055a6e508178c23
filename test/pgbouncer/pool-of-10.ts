import type { TestProject } from 'vitest/node';
import { setUpRun } from '../harness/global-setup.js';

export default (project: TestProject) => setUpRun(project, 10);
