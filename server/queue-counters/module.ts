import { defineModule } from '../platform/modules/define-module.js';
import { QueueCountersResolver, QueueCountersSubscription } from './resolvers.js';

export default defineModule({
  name: 'queue counters',
  resolvers: [QueueCountersResolver, QueueCountersSubscription],
});
