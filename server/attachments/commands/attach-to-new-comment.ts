import type { CommandContext } from '../../platform/commands/command-context.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { invalid } from '../../platform/kernel/user-errors.js';
import type { LoadedTicket } from '../../tickets/index.js';
import { attachToComment, loadUpload } from './complete-attachment-upload.js';

/** Moves completed uploads of the actor from their ticket to a comment that is being added to it. */
export async function attachToNewComment(
  command: CommandContext,
  loaded: LoadedTicket,
  commentId: string,
  visibility: 'PUBLIC' | 'INTERNAL',
  attachmentIds: readonly string[],
): Promise<Result<null>> {
  for (const [i, id] of attachmentIds.entries()) {
    const path = ['attachmentIds', String(i)];
    const found = await loadUpload(command, toGlobalId('Attachment', id), path);
    if (!found.ok) return found;
    const { upload } = found.value;
    if (upload.state !== 'READY' || upload.commentId !== null || upload.ticketId !== loaded.ticket.id) {
      return err(
        invalid(
          path,
          'STATE',
          'attachmentIds must name completed uploads of yours on this ticket that are not on a comment yet.',
        ),
      );
    }
    if (visibility === 'PUBLIC' && upload.visibility === 'INTERNAL') {
      return err(invalid(path, 'VISIBILITY', 'An internal file cannot be attached to a public comment.'));
    }
    attachToComment(upload, { id: commentId, visibility });
  }
  return ok(null);
}
