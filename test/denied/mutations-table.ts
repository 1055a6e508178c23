import { capabilities, linesOf } from './capabilities.js';
import { tableOf } from './table.js';

/** The words of the table: success, or the reason or code of the refusal. */
const meanings = {
  '+': '+',
  // The caller cannot see the object.
  '-': 'NOT_FOUND',
  role: 'ROLE',
  scope: 'SCOPE',
  team: 'NOT_IN_TEAM',
  // The process does not permit the transition to the caller.
  step: 'NOT_PERMITTED',
  author: 'NOT_AUTHOR',
  uploader: 'NOT_UPLOADER',
  out: 'UNAUTHENTICATED',
};

/** The permissions of every mutation. A mutation whose permission depends on its input has several lines. */
export const mutations = tableOf(
  `
                                      requester stranger affected watching agent otherAgent blindAgent lead  otherLead admin key   strayKey readKey outsider nobody
createTicket                          +         +        +        +        +     +          +          +     +         +     +     scope    scope   +        out
createTicket, for another             role      role     role     role     +     +          +          +     +         +     +     scope    scope   -        out
createTicket, by address               role      role     role     role     +     +          +          +     +         +     +     scope    scope   +        out
updateTicket                          role      -        role     role     +     team       -          +     team      +     +     scope    scope   -        out
proposeResolution                     role      -        role     role     +     team       -          +     team      +     +     scope    scope   -        out
reclassifyTicket                      role      -        role     role     +     team       -          +     team      +     +     scope    scope   -        out
updateTicket, subject                 +         -        role     role     +     team       -          +     team      +     +     scope    scope   -        out
updateTicket, imported                scope     scope    scope    scope    scope scope      scope      scope scope     scope +     scope    scope   scope    out
assignTicket                          role      -        role     role     +     team       -          +     team      +     +     scope    scope   -        out
watchTicket, oneself                  +         -        +        +        +     +          -          +     +         +     role  role     role    -        out
watchTicket                           role      -        role     role     +     team       -          +     team      +     +     scope    scope   -        out
unwatchTicket, oneself                +         -        +        +        +     +          -          +     +         +     role  role     role    -        out
unwatchTicket                         role      -        role     role     +     team       -          +     team      +     +     scope    scope   -        out
unwatchTicket, an affected user       role      -        role     role     role  role       -          role  role      +     +     role     role    -        out
unwatchTicket, an approver            role      -        role     role     role  role       -          role  role      +     +     role     role    -        out
markTicketRead                        +         -        +        +        +     +          -          +     +         +     role  role     role    -        out
setPresence                           role      role     role     role     +     +          -          +     +         +     role  role     role    -        out
triageTicket                          step      -        step     step     +     step       -          +     step      +     +     step     step    -        out
startInvestigation                    step      -        step     step     +     step       -          +     step      +     +     step     step    -        out
diagnoseTicket                        step      -        step     step     +     step       -          +     step      +     +     step     step    -        out
submitPlan                            step      -        step     step     +     step       -          +     step      +     +     step     step    -        out
withdrawPlan                          step      -        step     step     +     step       -          +     step      +     +     step     step    -        out
startImplementation                   step      -        step     step     +     step       -          +     step      +     +     step     step    -        out
completeImplementation                step      -        step     step     +     step       -          +     step      +     +     step     step    -        out
verifyTicket                          +         -        step     step     +     step       -          +     step      +     +     step     step    -        out
holdTicket                            step      -        step     step     +     step       -          +     step      +     +     step     step    -        out
resumeTicket                          step      -        step     step     +     step       -          +     step      +     +     step     step    -        out
requeueTicket                         step      -        step     step     +     step       -          +     step      +     +     step     step    -        out
resolveTicket                         step      -        step     step     +     step       -          +     step      +     +     step     step    -        out
reopenTicket                          +         -        step     step     +     step       -          +     step      +     +     step     step    -        out
closeTicket                           +         -        step     step     step  step       -          +     step      +     +     step     step    -        out
cancelTicket                          +         -        step     step     +     step       -          +     step      +     +     step     step    -        out
cancelTicket, begun                   step      -        step     step     +     step       -          +     step      +     +     step     step    -        out
addLabels                             role      -        role     role     +     team       -          +     team      +     +     scope    scope   -        out
assignTickets                         role      -        role     role     +     team       -          +     team      +     +     scope    scope   -        out
triageTickets                         step      -        step     step     +     step       -          +     step      +     +     step     step    -        out
holdTickets                           step      -        step     step     +     step       -          +     step      +     +     step     step    -        out
resumeTickets                         step      -        step     step     +     step       -          +     step      +     +     step     step    -        out
requeueTickets                        step      -        step     step     +     step       -          +     step      +     +     step     step    -        out
resolveTickets                        step      -        step     step     +     step       -          +     step      +     +     step     step    -        out
closeTickets                          +         -        step     step     step  step       -          +     step      +     +     step     step    -        out
cancelTickets                         +         -        step     step     +     step       -          +     step      +     +     step     step    -        out
completeTask                          -         -        -        -        +     team       -          +     team      +     +     scope    scope   -        out
skipTask                              -         -        -        -        +     team       -          +     team      +     +     scope    scope   -        out
assignTask                            -         -        -        -        +     team       -          +     team      +     +     scope    scope   -        out
addTask                               role      -        role     role     +     team       -          +     team      +     +     scope    scope   -        out
updateTask                            -         -        -        -        +     team       -          +     team      +     +     scope    scope   -        out
decideApproval                        -         -        -        -        step  step       -          +     step      +     step  step     step    -        out
decideApproval, rejecting             -         -        -        -        step  step       -          +     step      +     step  step     step    -        out
delegateApproval                      -         -        -        -        step  step       -          +     step      +     step  step     step    -        out
reviewTicket                          role      -        role     role     +     team       -          +     team      +     +     scope    scope   -        out
answerSurvey                          +         +        +        +        +     +          +          +     +         +     +     +        +       +        +
recordKnownError                      role      -        role     role     +     team       -          +     team      +     +     scope    scope   -        out
updateKnownError                      -         -        -        -        +     team       -          +     team      +     +     scope    scope   -        out
retireKnownError                      -         -        -        -        +     team       -          +     team      +     +     scope    scope   -        out
mergeTicket                           step      -        step     step     +     step       -          +     step      +     +     step     step    -        out
unmergeTicket                         step      -        step     step     +     step       -          +     step      +     +     step     step    -        out
linkTickets                           role      -        role     role     +     team       -          +     team      +     +     scope    scope   -        out
unlinkTickets                         role      -        role     role     +     team       -          +     team      +     +     scope    scope   -        out
resolveChildren                       step      -        step     step     +     step       -          +     step      +     +     step     step    -        out
splitTicket                           role      -        role     role     +     team       -          +     team      +     +     scope    scope   -        out
splitTicket, a note                   -         -        -        -        +     team       -          +     team      +     +     scope    scope   -        out
declareMajorIncident                  step      -        step     step     step  step       -          +     step      +     +     scope    scope   -        out
changeMajorIncident                   step      -        step     step     step  step       -          +     step      +     +     scope    scope   -        out
postMajorIncidentUpdate               step      -        step     step     +     step       -          +     step      +     +     scope    scope   -        out
postMajorIncidentUpdate, as a comment step      -        step     step     +     step       -          +     step      +     +     scope    scope   -        out
endMajorIncident                      step      -        step     step     step  step       -          +     step      +     +     scope    scope   -        out
addComment                            +         -        +        +        +     +          -          +     +         +     +     scope    scope   -        out
addComment, a note                    role      -        role     role     +     +          -          +     +         +     +     scope    scope   -        out
editComment                           +         -        author   author   author author     -          author author    +     author author   author  -        out
editComment, a note                   -         -        -        -        author author     -          author author    +     author author   author  -        out
redactComment                         role      -        role     role     role  role       -          role  role      +     +     role     role    -        out
redactDescription                     role      -        role     role     role  role       -          role  role      +     +     role     role    -        out
setCommentVisibility                  role      -        role     role     +     team       -          +     team      +     +     scope    scope   -        out
setCommentVisibility, a note          -         -        -        -        +     team       -          +     team      +     +     scope    scope   -        out
createAttachmentUpload                +         -        +        +        +     +          -          +     +         +     +     scope    scope   -        out
createAttachmentUpload, without a ticket +      +        +        +        +     +          +          +     +         +     +     scope    scope   +        out
createAttachmentUpload, internal      role      -        role     role     +     +          -          +     +         +     +     scope    scope   -        out
completeAttachmentUpload              +         -        -        -        -     -          -          -     -         -     -     -        -       -        out
deleteAttachment                      +         -        uploader uploader +     uploader   -          +     uploader  +     +     uploader uploader -        out
deleteAttachment, internal            -         -        -        -        +     uploader   -          +     uploader  +     +     uploader uploader -        out
createQueue                           role      role     role     role     role  role       role       role  role      +     +     role     role    -        out
updateQueue                           role      role     role     role     role  role       role       role  role      +     +     role     role    -        out
createCategory                        role      role     role     role     role  role       role       role  role      +     +     role     role    +        out
updateCategory                        role      role     role     role     role  role       role       role  role      +     +     role     role    -        out
createService                         role      role     role     role     role  role       role       role  role      +     +     role     role    -        out
updateService                         role      role     role     role     role  role       role       role  role      +     +     role     role    -        out
createConfigurationItem               role      role     role     role     role  role       role       role  role      +     +     role     role    -        out
updateConfigurationItem               role      role     role     role     role  role       role       role  role      +     +     role     role    -        out
createRequestForm                     role      role     role     role     role  role       role       role  role      +     +     role     role    +        out
updateRequestForm                     role      role     role     role     role  role       role       role  role      +     +     role     role    -        out
createTicketTemplate                  role      role     role     role     role  role       role       role  role      +     +     role     role    +        out
updateTicketTemplate                  role      role     role     role     role  role       role       role  role      +     +     role     role    -        out
createApprovalPolicy                  role      role     role     role     role  role       role       role  role      +     +     role     role    -        out
updateApprovalPolicy                  role      role     role     role     role  role       role       role  role      +     +     role     role    -        out
updateClosurePolicy                   role      role     role     role     role  role       role       role  role      +     +     role     role    +        out
createTeam                            role      role     role     role     role  role       role       role  role      +     +     role     role    +        out
updateTeamMembers                     role      role     role     role     role  role       role       +     role      +     +     role     role    -        out
createUser                            role      role     role     role     role  role       role       role  role      +     +     role     role    +        out
createUser, a requester               role      role     role     role     +     +          +          +     +         +     +     role     role    +        out
createUser, an administrator          role      role     role     role     role  role       role       role  role      +     scope scope    role    +        out
updateUser                            role      role     role     role     role  role       role       role  role      +     +     role     role    -        out
updateUser, oneself                   +         +        +        +        +     +          +          +     +         +     +     role     role    -        out
updateUser, the own role              role      role     role     role     role  role       role       role  role      +     scope role     role    -        out
deactivateUser                        role      role     role     role     role  role       role       role  role      +     +     role     role    -        out
reactivateUser                        role      role     role     role     role  role       role       role  role      +     +     role     role    -        out
createApiKey                          role      role     role     role     role  role       role       role  role      +     role  role     role    +        out
revokeApiKey                          -         -        -        -        -     -          -          -     -         +     -     -        -       -        out
confirmApiKey                         role      role     role     role     role  role       role       role  role      +     role  role     role    -        out
signIn                                +         +        +        +        +     +          +          +     +         +     +     +        +       +        +
renewSession                          +         +        +        +        +     +          +          +     +         +     role  role     role    +        out
signOut                               +         +        +        +        +     +          +          +     +         +     role  role     role    +        out
revokeSession                         +         -        -        -        -     -          -          -     -         +     -     -        -       -        out
revokeSessions                        role      role     role     role     role  role       role       role  role      +     scope scope    scope   -        out
revokeSessions, the own               +         +        +        +        +     +          +          +     +         +     scope scope    scope   +        out
${linesOf(capabilities.mutations)}`,
  meanings,
);
