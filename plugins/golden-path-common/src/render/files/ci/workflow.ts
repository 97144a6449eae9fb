/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel } from '../../../model/types';
import { EnvironmentSpec } from '../../../spec/platformSpec';
import { GENERATOR_VERSION } from '../../../version';
import { ManifestValue } from '../../types';

/** A job of a workflow. */
export type Job = Record<string, ManifestValue>;

/** The image that jobs run on; `latest` would change under a release. */
const RUNNER = 'ubuntu-24.04';

/** The command line of this package, at the version that wrote the workflow. */
export const GOLDEN_PATH = `npx --yes @openpolicy/golden-path-cli@${GENERATOR_VERSION}`;

/** Node.js that the command line runs on. */
export const NODE_VERSION = '24';

/**
 * A workflow of GitHub Actions. Jobs may only read the sources, unless one asks
 * for more.
 *
 * @internal
 */
export function workflow(options: {
  name: string;
  on: ManifestValue;
  /** Whether a newer run of the same branch ends an older one. */
  cancel: boolean;
  jobs: Record<string, Job | undefined>;
}): ManifestValue {
  return {
    name: options.name,
    on: options.on,
    permissions: { contents: 'read' },
    concurrency: {
      // Not github.workflow: in a workflow that is called, that is the caller's
      // name, and the two would wait for each other.
      group: `${slugOf(options.name)}-\${{ github.ref }}`,
      'cancel-in-progress': options.cancel,
    },
    // With pipefail, which the default shell does not have.
    defaults: { run: { shell: 'bash' } },
    jobs: options.jobs,
  };
}

/**
 * A job with the runner and the time that all have.
 *
 * @internal
 */
export function job(
  name: string,
  minutes: number,
  fields: Record<string, ManifestValue>,
): Job {
  return { name, 'runs-on': RUNNER, 'timeout-minutes': minutes, ...fields };
}

/**
 * Branches from which something is released, each once.
 *
 * @internal
 */
export function releaseBranches({ system }: PlatformModel): string[] {
  return [...new Set(system.spec.environments.map(({ branch }) => branch))];
}

/**
 * The condition of a job that belongs to one environment.
 *
 * @internal
 */
export function onBranchOf({ branch }: EnvironmentSpec): string {
  return `github.ref == 'refs/heads/${branch}'`;
}

/**
 * Names of all services, which are the folders of their sources.
 *
 * @internal
 */
export function serviceNames({ services }: PlatformModel): string[] {
  return services.map(({ name }) => name);
}

function slugOf(name: string): string {
  return name.toLocaleLowerCase('en-US').replaceAll(' ', '-');
}
