/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { labPaths, Progress } from '@openpolicy/lab';
import {
  locateAlertmanager,
  locateGitea,
  locatePrometheus,
} from '@openpolicy/lab/runtime';
import { DevPaths } from '../paths';
import { runCheck, runJest } from './commands';
import { runEndToEnd } from './endToEnd';
import { startPostgres } from './postgres';
import { SuiteResult } from './summary';

const cli = 'node_modules/@backstage/cli/bin/backstage-cli';

/** The parts of the run, in order: the quick ones first. */
export const SUITES: Record<
  string,
  (paths: DevPaths, progress: Progress) => Promise<SuiteResult>
> = {
  format: paths =>
    runCheck('format', 'yarn prettier --write . mends it', {
      paths,
      args: ['node_modules/prettier/bin-prettier.js', '--check', '.'],
    }),
  lint: paths =>
    runCheck('lint', 'yarn lint:all --fix mends most of it', {
      paths,
      args: [cli, 'repo', 'lint', '--max-warnings=0'],
    }),
  types: paths =>
    runCheck('types', 'yarn tsc shows it again', {
      paths,
      args: ['node_modules/typescript/bin/tsc', '--incremental', 'false'],
    }),
  jest: async (paths, progress) => {
    const { cache } = labPaths();
    const { promtool } = await locatePrometheus(cache, progress);
    const { amtool, alertmanager } = await locateAlertmanager(cache, progress);
    // It needs a C compiler and some modules; without it, its tests are skipped.
    const gitea = await locateGitea(cache, progress).catch(error => {
      progress.line(`skipped: the tests with a real Gitea. ${error.message}`);
      return undefined;
    });
    const postgres = await startPostgres(progress);
    try {
      return await runJest(paths, {
        BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING:
          postgres.connectionString,
        // There may be a Docker client without an engine.
        BACKSTAGE_TEST_DISABLE_DOCKER: '1',
        PROMTOOL: promtool,
        AMTOOL: amtool,
        ALERTMANAGER: alertmanager,
        ...(gitea && { GITEA: gitea }),
      });
    } finally {
      await postgres.stop();
    }
  },
  skeletons: async (paths, progress) => {
    // Only here, because it loads all renderers.
    const { runSkeletonSuite } = await import('../skeletons/skeletonSuite');
    return runSkeletonSuite(paths, progress);
  },
  judge: async (paths, progress) => {
    // Only here, because it loads all renderers and rules.
    const { runJudgeSuite } = await import('../judge/judgeSuite');
    return runJudgeSuite(paths, progress);
  },
  e2e: runEndToEnd,
};
