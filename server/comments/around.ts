import type { CommandContext } from '../platform/commands/command-context.js';
import { ExtensionPoint, mergedRecords } from '../platform/extensions/extension-point.js';
import type { Result } from '../platform/kernel/result.js';
import type { LoadedTicket } from '../tickets/index.js';
import type { Visibility } from './data/entities.js';

/** Attaches uploads to a comment that is being added. */
type AttachUploads = (
  command: CommandContext,
  loaded: LoadedTicket,
  commentId: string,
  visibility: Visibility,
  attachmentIds: readonly string[],
) => Promise<Result<null>>;

/** What other modules do when a comment is added. */
export interface AroundComment {
  attach: AttachUploads;
  /** Records the comment on the tickets that its ticket was merged into; `added` is the place of its event in the command. */
  follow(
    command: CommandContext,
    comment: { id: string; ticketId: string; visibility: Visibility },
    added: number,
  ): Promise<void>;
}

/** What other modules do when a comment is added: each part is declared by at most one of them. */
export const aroundComment = new ExtensionPoint<Partial<AroundComment>, Partial<AroundComment>>(
  'what is done around a new comment',
  (added) => Object.fromEntries(mergedRecords('part of adding a comment', added as never)),
);
