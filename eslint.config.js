import graphql from '@graphql-eslint/eslint-plugin';

/** `npm run check:graphql`: the contract and the example operations. TypeScript is linted by Biome. */
const operations = 'client-examples/graphiql/*.graphql';
const { configs, parser } = graphql;
const graphqlFiles = {
  languageOptions: {
    parser,
    parserOptions: { graphQLConfig: { schema: 'schema/*.graphql', documents: operations } },
  },
  plugins: { '@graphql-eslint': graphql },
};

/** Types without an id: each is a part of the object that has it, or an item of a stream. */
const parts = [
  ...[
    'AccessRecord',
    'Approver',
    'AttachmentPolicy',
    'AvailableTransition',
    'ChangeCalendarEntry',
    'ChangeWindow',
  ],
  ...[
    'ChildCounts',
    'ClockChange',
    'ClosurePolicy',
    'CommentEdit',
    'EventCause',
    'EventChange',
    'FormAnswer',
    'FormField',
  ],
  ...[
    'ImpactReason',
    'ImpactSuggestion',
    'Implementation',
    'MajorIncident',
    'OpenWork',
    'PageInfo',
    'PresignedUpload',
  ],
  ...['Presence', 'PresentUser', 'PriorityCount', 'TicketPresence'],
  ...['QueueCounters', 'QueueCountersSnapshot', 'QueueCountersChanged'],
  ...['PriorityMatrixEntry', 'PriorityOverride', 'ProcessStep', 'ProposedResolution', 'RequirementCondition'],
  ...[
    'ResyncRequired',
    'StatusUpdate',
    'StreamPosition',
    'SurveyForm',
    'SystemActor',
    'TeamMember',
    'TicketCancellation',
  ],
  ...[
    'TicketClosure',
    'TicketForm',
    'TicketGone',
    'TicketHold',
    'TicketLink',
    'TicketResolution',
    'TicketResult',
  ],
  ...['TransitionArgument', 'TransitionChoice', 'TransitionReason', 'TransitionRequirement', 'UploadHeader'],
  ...['WindowCollision'],
  ...['SavedViewOrder', 'SavedViewProblem'],
  ...['TicketChanged', 'TicketEntered', 'TicketLeft', 'TicketViewCount', 'TicketViewSnapshot'],
];

export default [
  {
    files: ['schema/*.graphql'],
    ...graphqlFiles,
    rules: {
      ...configs['flat/schema-recommended'].rules,
      ...configs['flat/schema-relay'].rules,
      // Short descriptions are on one line, long ones are blocks.
      '@graphql-eslint/description-style': 'off',
      '@graphql-eslint/strict-id-in-types': [
        'error',
        { exceptions: { types: parts, suffixes: ['Payload', 'Connection', 'Edge', 'Error'] } },
      ],
      // Connections give their nodes too, and short lists have no pages. Access records and entries of calendars and timelines are no nodes.
      '@graphql-eslint/relay-edge-types': [
        'error',
        { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false },
      ],
    },
  },
  {
    // The author and the moment of a record are `<what was done>By` and `<what was done>At`: of a review, `reviewedBy`.
    files: ['schema/closure.graphql'],
    rules: { '@graphql-eslint/no-typename-prefix': 'off' },
  },
  {
    files: [operations],
    ...graphqlFiles,
    rules: {
      ...configs['flat/operations-recommended'].rules,
      // The examples are read by people, who want to see few fields.
      '@graphql-eslint/require-selections': 'off',
      // Each file is a tab of its own in GraphiQL, with its fragments.
      '@graphql-eslint/unique-fragment-name': 'off',
    },
  },
];
