/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { TRAILERS, trailerOf } from '@openpolicy/plugin-golden-path-node';

type Context = Pick<ActionContext<any>, 'task' | 'user'>;

/**
 * A commit message: title, body, and trailers with the task and the user. Line ends are
 * taken out of every part, so that no value can pass for a trailer.
 *
 * @param options - `body` is one line each; `made` is what the task makes with it
 */
export function commitMessage(
  title: string,
  { task, user }: Context,
  options: { body?: readonly string[]; made?: string } = {},
): string {
  const { body = [], made } = options;
  return [
    oneLine(title, 72),
    '',
    ...body.map(line => oneLine(line, 200)),
    ...(body.length > 0 ? [''] : []),
    `${TRAILERS.task}: ${oneLine(task.id, 100)}`,
    ...(user?.ref ? [`${TRAILERS.user}: ${oneLine(user.ref, 200)}`] : []),
    ...(made ? [`${TRAILERS.made}: ${oneLine(made, 200)}`] : []),
    '',
  ].join('\n');
}

/** Message of the first commit of a service's repository. */
export function beginMessage(
  name: string,
  context: Context,
  description?: string,
): string {
  return commitMessage(`Begin ${name}`, context, {
    body: description ? [description] : [],
    made: `repository ${name}`,
  });
}

/** Whether a commit was made by a task. */
export function isCommitOf(message: string, taskId: string): boolean {
  return trailerOf(message, TRAILERS.task) === taskId;
}

/** Who starts the task, as Git's author. */
export function authorOf({ user }: Context): { name: string; email: string } {
  const profile = user?.entity?.spec.profile;
  const name =
    profile?.displayName ?? user?.entity?.metadata.name ?? user?.ref ?? '';
  const email = profile?.email ?? '';
  return {
    name: oneLine(name.replace(/[<>]/g, ''), 100) || 'OpenPolicy Portal',
    email: /^[^\s<>@]+@[^\s<>@]+$/.test(email)
      ? email
      : 'portal@openpolicy.example',
  };
}

function oneLine(text: string, length: number): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ')
      .trim()
      .slice(0, length)
  );
}
