/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServiceUnavailableError } from '@backstage/errors';
import { setTimeout as delay } from 'node:timers/promises';
import { GitRepositoryOptions } from './gitAccess';
import { GitRepository, StaleBranchError } from './GitRepository';

const ATTEMPTS = 5;

/** Grows with each attempt, and differs between two who lost the same race. */
const PAUSE_MS = 100;

/**
 * Opens a branch, works on it and closes it. If somebody else pushes first, it does so
 * again on the new tip, five times at most.
 *
 * @param work - reads, and pushes at its end; it must be fit to run again
 * @throws ServiceUnavailableError if others were faster each time
 * @public
 */
export async function onTip<T>(
  options: GitRepositoryOptions & { orCreate?: boolean },
  work: (repository: GitRepository) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const repository = await GitRepository.open(options);
    try {
      return await work(repository);
    } catch (error) {
      if (!(error instanceof StaleBranchError)) {
        throw error;
      }
      if (attempt === ATTEMPTS) {
        throw new ServiceUnavailableError(
          `Failed to push to repository '${repository.url}': others changed branch '${repository.branch}' each time, ${ATTEMPTS} times. Try again.`,
        );
      }
    } finally {
      await repository.close();
    }
    await delay(PAUSE_MS * attempt * (1 + Math.random()), undefined, {
      signal: options.signal,
    });
  }
}
