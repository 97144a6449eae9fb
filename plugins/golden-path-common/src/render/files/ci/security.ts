/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServiceSpec } from '../../../spec/serviceSpec';
import { ManifestValue, RepositoryContext } from '../../types';
import { actionStep, checkoutStep, shellStep } from './actions';
import { job, releaseBranches, workflow } from './workflow';

/** CodeQL's word for a language, and how it gets at what it analyses. */
const CODEQL: Record<string, { language: string; 'build-mode': string }> = {
  go: { language: 'go', 'build-mode': 'autobuild' },
  node: { language: 'javascript-typescript', 'build-mode': 'none' },
  python: { language: 'python', 'build-mode': 'none' },
  java: { language: 'java-kotlin', 'build-mode': 'none' },
};

/** Release of gitleaks and its published checksum. */
const GITLEAKS = {
  version: '8.30.1',
  sha256: '551f6fc83ea457d62a0d98237cbad105af8d557003051f41f3e7ca7b3f2470eb',
};

/**
 * Looks for vulnerable dependencies, mistakes in the code and secrets in the
 * history: on pull requests, on released branches and once a week, because new
 * vulnerabilities are found in old code.
 *
 * @internal
 */
export function securityWorkflow({ model }: RepositoryContext): ManifestValue {
  const branches = releaseBranches(model);
  return workflow({
    name: 'Security scan',
    on: {
      pull_request: { branches },
      push: { branches },
      schedule: [{ cron: '17 4 * * 1' }],
    },
    cancel: true,
    jobs: {
      dependencies: job('Dependencies', 10, {
        if: "github.event_name == 'pull_request'",
        steps: [
          checkoutStep(),
          actionStep('dependencyReview', 'Review new dependencies', {
            'fail-on-severity': 'high',
          }),
        ],
      }),
      code: job('Code: ${{ matrix.language }}', 40, {
        permissions: { contents: 'read', 'security-events': 'write' },
        strategy: {
          'fail-fast': false,
          matrix: { include: codeqlMatrix(model.services) },
        },
        steps: [
          checkoutStep(),
          actionStep('codeqlInit', 'Start CodeQL', {
            languages: '${{ matrix.language }}',
            'build-mode': '${{ matrix.build-mode }}',
          }),
          actionStep('codeqlAnalyze', 'Analyse', {
            category: '/language:${{ matrix.language }}',
          }),
        ],
      }),
      secrets: job('Secrets', 10, {
        steps: [
          checkoutStep({ 'fetch-depth': 0 }),
          shellStep(
            `Install gitleaks ${GITLEAKS.version}`,
            [
              'curl --proto =https --fail --silent --show-error --location \\',
              '  --output "$RUNNER_TEMP/gitleaks.tar.gz" \\',
              '  "https://github.com/gitleaks/gitleaks/releases/download/v${VERSION}/gitleaks_${VERSION}_linux_x64.tar.gz"',
              'sha256sum --check <<< "$SHA256  $RUNNER_TEMP/gitleaks.tar.gz"',
              'tar --extract --gzip --file "$RUNNER_TEMP/gitleaks.tar.gz" --directory "$RUNNER_TEMP" gitleaks',
            ],
            { env: { VERSION: GITLEAKS.version, SHA256: GITLEAKS.sha256 } },
          ),
          shellStep('Look for secrets in the history', [
            '"$RUNNER_TEMP/gitleaks" git --no-banner --redact .',
          ]),
        ],
      }),
    },
  });
}

/** The workflows themselves are code that can be attacked, too. */
function codeqlMatrix(services: ReadonlyArray<{ spec: ServiceSpec }>) {
  const languages = new Set(services.map(({ spec }) => spec.language ?? ''));
  return [
    { language: 'actions', 'build-mode': 'none' },
    ...Object.entries(CODEQL)
      .filter(([language]) => languages.has(language as ''))
      .map(([, row]) => row),
  ];
}
