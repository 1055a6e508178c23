import { Companies } from '../../migrations/2026-11-28-companies.js';
import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { reference } from '../tickets/data/condition-kinds.js';
import { factsIn } from '../tickets/data/facts.js';
import { filterConditions } from '../tickets/data/filter.js';
import { ticketFields } from '../tickets/index.js';
import { CompanyEntity } from './data/entities.js';
import { companiesById } from './data/reads.js';
import { companyEvents } from './events.js';
import { companyMutations } from './mutations.js';
import { toCompany } from './node.js';
import { CompanyQueries, CompanyResolver, TicketCompanyResolver, UserCompanyResolver } from './resolvers.js';

export default defineModule({
  name: 'companies',
  migrations: [{ name: '2026-11-28-companies', class: Companies, after: '2026-11-28-names' }],
  entities: [CompanyEntity],
  resolvers: [CompanyQueries, CompanyResolver, UserCompanyResolver, TicketCompanyResolver],
  mutations: companyMutations,
  events: companyEvents,
  nodes: { Company: node(companiesById, toCompany) },
  adds: [
    ticketFields.add({ company: ['companyId'] }),
    filterConditions.add({
      companyIds: reference('Company', 'company_id', (facts) => factsIn(facts)?.company),
    }),
  ],
});
