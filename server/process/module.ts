import { Process } from '../../migrations/2026-11-25-process.js';
import { Diagnoses } from '../../migrations/2026-11-28-diagnosis.js';
import { Proposals } from '../../migrations/2026-11-28-proposals.js';
import { RecordLists } from '../../migrations/2026-11-28-record-lists.js';
import { eventFields, recordEvents } from '../platform/events/event-fields.js';
import { node } from '../platform/graphql/nodes.js';
import { defineModule } from '../platform/modules/define-module.js';
import { ticketFields } from '../tickets/index.js';
import {
  DiagnosisEntity,
  EvidenceEntity,
  ResolutionPlanEntity,
  TaskEntity,
  VerificationEntity,
} from './data/entities.js';
import { diagnosesById, plansById, tasksById, verificationsById } from './data/reads.js';
import { processEvents, processFields } from './events.js';
import { heldTasks } from './held-tasks.js';
import { processMutations } from './mutations.js';
import { toDiagnosis, toPlan, toTask, toVerification } from './node.js';
import {
  DiagnosisResolver,
  ImplementationResolver,
  ProposedResolutionResolver,
  ResolutionPlanResolver,
  TaskQueries,
  TaskResolver,
  TicketWorkResolver,
  VerificationResolver,
  WorkOfEventResolver,
} from './resolvers.js';
import { processWorkflow } from './workflow.js';

export default defineModule({
  name: 'process',
  migrations: [
    { name: '2026-11-25-process', class: Process },
    { name: '2026-11-28-diagnosis', class: Diagnoses },
    { name: '2026-11-28-proposals', class: Proposals },
    { name: '2026-11-28-record-lists', class: RecordLists },
  ],
  entities: [DiagnosisEntity, ResolutionPlanEntity, TaskEntity, VerificationEntity, EvidenceEntity],
  resolvers: [
    TaskQueries,
    TicketWorkResolver,
    WorkOfEventResolver,
    DiagnosisResolver,
    ResolutionPlanResolver,
    ImplementationResolver,
    ProposedResolutionResolver,
    TaskResolver,
    VerificationResolver,
  ],
  mutations: processMutations,
  events: processEvents,
  adds: [
    heldTasks,
    ...processWorkflow,
    ticketFields.add({
      proposedResolution: ['status', 'heldFrom'],
      steps: [],
      diagnoses: [],
      plan: [],
      plans: [],
      verifications: [],
    }),
    eventFields.add(processFields),
    recordEvents.add(['TASK_COMPLETED', 'TASK_SKIPPED', 'TASK_ASSIGNED', 'TASK_ADDED', 'TASK_UPDATED']),
  ],
  nodes: {
    Diagnosis: node(diagnosesById, toDiagnosis),
    ResolutionPlan: node(plansById, toPlan),
    Task: node(tasksById, toTask),
    Verification: node(verificationsById, toVerification),
  },
});
