/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ComponentContext } from './components/types';
import { buildComponents } from './components';
import { componentContext } from './componentContext';
import { LabPaths } from './paths';
import { requireState } from './state';

/** The commands that `up` runs in this checkout. @internal */
export async function renderDryRun(paths: LabPaths): Promise<string> {
  return renderCommands(
    await componentContext(paths, await requireState(paths)),
  );
}

/**
 * Every program's command as text, with what it waits for; the golden transcript
 * of the tests.
 * @internal
 */
export function renderCommands(context: ComponentContext): string {
  return buildComponents(context)
    .map(({ name, needs, command, args, env = {}, files = [], ready }) => {
      const after = needs.length > 0 ? ` (after ${needs.join(', ')})` : '';
      const probe =
        ready.kind === 'http' ? `GET ${ready.url}` : `connect to ${ready.port}`;
      return [
        `# ${name}${after}`,
        ...files.map(file => `write ${file.path}`),
        ...Object.entries(env).map(([key, value]) => `${key}=${value} \\`),
        [command, ...args]
          .map(word => (word === '' ? "''" : word))
          .join(' \\\n  '),
        `ready: ${probe}`,
        '',
      ].join('\n');
    })
    .join('\n');
}
