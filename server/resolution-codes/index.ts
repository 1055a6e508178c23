export { codeGiven } from './data/code-facts.js';
export { codeProblem } from './rules/usable.js';
