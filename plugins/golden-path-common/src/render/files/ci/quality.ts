/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServiceSpec } from '../../../spec/serviceSpec';
import { ManifestValue, RepositoryContext } from '../../types';
import { actionStep, checkoutStep, shellStep } from './actions';
import { Job, job, releaseBranches, workflow } from './workflow';

type Language = NonNullable<ServiceSpec['language']>;
type Step = Record<string, ManifestValue>;

/** Where the sources of the job's service lie. */
const FOLDER = 'services/${{ matrix.service }}';

interface Toolchain {
  title: string;
  steps: Step[];
}

/**
 * How services of a language are linted and tested. Versions come from the files
 * that developers use too.
 */
const TOOLCHAINS: Record<Language, Toolchain> = {
  go: {
    title: 'Go',
    steps: [
      actionStep('setupGo', 'Set up Go', {
        'go-version-file': `${FOLDER}/go.mod`,
        'cache-dependency-path': `${FOLDER}/go.sum`,
      }),
      actionStep('golangciLint', 'Lint', {
        version: 'v2.5.0',
        'working-directory': FOLDER,
      }),
      shellStep('Test', ['go test -race -shuffle=on ./...']),
    ],
  },
  node: {
    title: 'Node.js',
    steps: [
      actionStep('setupNode', 'Set up Node.js', {
        'node-version-file': `${FOLDER}/package.json`,
        cache: 'npm',
        'cache-dependency-path': `${FOLDER}/package-lock.json`,
      }),
      shellStep('Install', ['npm ci']),
      shellStep('Lint', ['npm run lint']),
      shellStep('Test', ['npm test']),
    ],
  },
  python: {
    title: 'Python',
    steps: [
      actionStep('setupPython', 'Set up Python', {
        'python-version-file': `${FOLDER}/pyproject.toml`,
        cache: 'pip',
        'cache-dependency-path': `${FOLDER}/requirements*.txt`,
      }),
      shellStep('Install', [
        'pip install --require-hashes --requirement requirements-dev.txt',
      ]),
      shellStep('Lint', ['ruff check .', 'ruff format --check .']),
      shellStep('Test', ['pytest']),
    ],
  },
  java: {
    title: 'Java',
    steps: [
      actionStep('setupJava', 'Set up Java', {
        distribution: 'temurin',
        'java-version-file': `${FOLDER}/.java-version`,
        cache: 'maven',
        'cache-dependency-path': `${FOLDER}/pom.xml`,
      }),
      shellStep('Lint and test', ['./mvnw --batch-mode verify']),
    ],
  },
  other: {
    title: 'Other',
    steps: [shellStep('Lint', ['make lint']), shellStep('Test', ['make test'])],
  },
};

/**
 * Lints and tests every service, by language, on each pull request and on the
 * branches that are released.
 *
 * @internal
 */
export function qualityWorkflow({ model }: RepositoryContext): ManifestValue {
  const byLanguage = new Map<Language, string[]>();
  for (const { name, spec } of model.services) {
    const language = spec.language ?? 'other';
    byLanguage.set(language, [...(byLanguage.get(language) ?? []), name]);
  }
  const jobs: Record<string, Job> = Object.fromEntries(
    [...byLanguage]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([language, services]) => [
        language,
        job(`${TOOLCHAINS[language].title}: \${{ matrix.service }}`, 20, {
          strategy: { 'fail-fast': false, matrix: { service: services } },
          defaults: { run: { 'working-directory': FOLDER } },
          steps: [checkoutStep(), ...TOOLCHAINS[language].steps],
        }),
      ]),
  );
  const branches = releaseBranches(model);
  return workflow({
    name: 'Quality',
    on: { pull_request: { branches }, push: { branches } },
    cancel: true,
    jobs: { ...jobs, quality: verdict(Object.keys(jobs)) },
  });
}

/**
 * One check for the rules of a branch, whatever services there are. A job that
 * was skipped or cancelled counts as passed for GitHub, here it does not.
 */
function verdict(needs: string[]): Job {
  return job('Quality', 5, {
    needs,
    if: '${{ always() }}',
    permissions: {},
    steps: [
      shellStep(
        'Ask whether every service passed',
        [`jq --exit-status 'all(.[]; .result == "success")' <<< "$NEEDS"`],
        { env: { NEEDS: '${{ toJSON(needs) }}' } },
      ),
    ],
  });
}
