/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ManifestValue, RepositoryContext } from '../../types';
import { actionStep, checkoutStep, shellStep } from './actions';
import {
  GOLDEN_PATH,
  job,
  NODE_VERSION,
  releaseBranches,
  workflow,
} from './workflow';

/** Where the schemas of custom resources come from; kubeconform fills it in. */
const CRD_SCHEMAS =
  'https://raw.githubusercontent.com/datreeio/CRDs-catalog/main/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json';

const NOT_CANCELLED = '${{ !cancelled() }}';

/**
 * Judges the catalog and what is rendered from it on every pull request.
 *
 * @internal
 */
export function manifestsWorkflow({ model }: RepositoryContext): ManifestValue {
  const folders = model.system.spec.environments
    .map(({ name }) => `deploy/${name}`)
    .join(' ');
  return workflow({
    name: 'Manifests',
    on: {
      // Every one: a check that is required and does not run holds a pull request
      // up for ever.
      pull_request: { branches: releaseBranches(model) },
    },
    cancel: true,
    jobs: {
      specs: job('Specs', 10, {
        permissions: { contents: 'read', 'security-events': 'write' },
        steps: [
          checkoutStep(),
          actionStep('setupNode', 'Set up Node.js', {
            'node-version': NODE_VERSION,
          }),
          shellStep('Validate the specs', [
            `${GOLDEN_PATH} validate --sarif validate.sarif`,
          ]),
          // One look shows everything that is wrong.
          shellStep(
            'Compare with what is rendered',
            [`${GOLDEN_PATH} render --check`],
            { if: NOT_CANCELLED },
          ),
          shellStep(
            'Lint the manifests',
            [`${GOLDEN_PATH} lint --sarif lint.sarif`],
            { if: NOT_CANCELLED },
          ),
          ...['validate', 'lint'].map(showFindings),
        ],
      }),
      schemas: job('Schemas', 10, {
        steps: [
          checkoutStep(),
          actionStep('setupGo', 'Set up Go', {
            'go-version': 'stable',
            cache: false,
          }),
          shellStep('Install kubeconform', [
            'go install github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0',
          ]),
          shellStep(
            'Check the manifests against their schemas',
            [
              'for folder in $FOLDERS; do',
              '  kubeconform -strict -summary -kubernetes-version 1.36.0 \\',
              '    -schema-location default -schema-location "$CRD_SCHEMAS" \\',
              '    "$folder/platform" "$folder/argocd" "$folder/services"',
              'done',
            ],
            { env: { FOLDERS: folders, CRD_SCHEMAS } },
          ),
        ],
      }),
      alerts: job('Alerts', 10, {
        steps: [
          checkoutStep(),
          shellStep('Get promtool', [
            'sudo apt-get update',
            'cd "$RUNNER_TEMP"',
            'apt-get download prometheus',
            'dpkg --extract prometheus_*.deb prometheus',
            'echo "$RUNNER_TEMP/prometheus/usr/bin" >> "$GITHUB_PATH"',
          ]),
          shellStep('Check and test the rules', [
            'promtool check rules --lint=all --lint-fatal deploy/*/promtool/*.rules.yaml',
            'promtool test rules deploy/*/promtool/*.test.yaml',
          ]),
        ],
      }),
    },
  });
}

/** Findings show beside the lines that caused them. A fork's token may not write. */
function showFindings(command: string) {
  return actionStep(
    'uploadSarif',
    `Show the findings of ${command}`,
    { sarif_file: `${command}.sarif`, category: `golden-path-${command}` },
    {
      if: `\${{ !cancelled() && hashFiles('${command}.sarif') != '' && github.event.pull_request.head.repo.full_name == github.repository }}`,
    },
  );
}
