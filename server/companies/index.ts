export { companiesById } from './data/reads.js';
export { toCompany } from './node.js';
