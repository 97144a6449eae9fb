/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformDefinition } from '../../../model/types';
import { EnvironmentSpec } from '../../../spec/platformSpec';
import { repositoryOf } from '../../manifests/applicationSpec';
import { ManifestValue, RepositoryContext } from '../../types';
import { actionStep, checkoutStep, shellStep } from './actions';
import {
  GOLDEN_PATH,
  job,
  NODE_VERSION,
  onBranchOf,
  releaseBranches,
  workflow,
} from './workflow';

const PUBLISH = [
  'basic="$(printf "%s:%s" "$DELIVERY_USER" "$DELIVERY_TOKEN" | base64 | tr -d "\\n")"',
  'delivery="$RUNNER_TEMP/delivery"',
  'in_delivery() {',
  // For this one address and for Git alone, and in no file, command line or URL.
  '  GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.$REPOSITORY.extraHeader" \\',
  '    GIT_CONFIG_VALUE_0="Authorization: Basic $basic" git "$@"',
  '}',
  'for attempt in 1 2 3; do',
  '  rm --recursive --force "$delivery"',
  // A link of somebody else's must not lead what is written out of the clone.
  '  in_delivery clone --quiet --depth 1 --config core.symlinks=false \\',
  '    --branch "$REVISION" "$REPOSITORY" "$delivery"',
  `  env --unset=DELIVERY_TOKEN ${GOLDEN_PATH} \\`,
  '    publish --environment "$ENVIRONMENT" --to "$delivery"',
  '  git -C "$delivery" add --all',
  '  if git -C "$delivery" diff --cached --quiet; then',
  '    echo "$ENVIRONMENT is up to date."',
  '    exit 0',
  '  fi',
  '  git -C "$delivery" config user.name release-bot',
  '  git -C "$delivery" config user.email release-bot@users.noreply.github.com',
  '  git -C "$delivery" commit --quiet --message "Deliver $GITHUB_REPOSITORY@${GITHUB_SHA::12}"',
  '  if in_delivery -C "$delivery" push --quiet origin "$REVISION"; then',
  '    exit 0',
  '  fi',
  '  echo "::warning::Push $attempt was refused; somebody may have delivered meanwhile."',
  'done',
  'echo "::error::$ENVIRONMENT was not published: three pushes were refused. Run the job again."',
  'exit 1',
];

/**
 * Brings the repository that Argo CD reads to what an environment of the merged
 * catalog renders, together with the services that were delivered there from
 * elsewhere: they must let each other in, and copying `deploy/` would take them away.
 * Each environment has a token of its own, which may write to that one repository and
 * nothing else.
 *
 * @internal
 */
export function publishWorkflow({ model }: RepositoryContext): ManifestValue {
  const { system } = model;
  return workflow({
    name: 'Publish',
    on: { push: { branches: releaseBranches(model), paths: ['deploy/**'] } },
    cancel: false,
    jobs: Object.fromEntries(
      system.spec.environments.map(environment => [
        environment.name,
        publishJob(environment, system),
      ]),
    ),
  });
}

function publishJob(environment: EnvironmentSpec, system: PlatformDefinition) {
  return job(`Publish ${environment.name}`, 10, {
    if: onBranchOf(environment),
    // Its protection rules ask for an approval where an environment needs one.
    environment: environment.name,
    steps: [
      checkoutStep(),
      actionStep('setupNode', 'Set up Node.js', {
        'node-version': NODE_VERSION,
      }),
      shellStep('Render into the delivery repository', PUBLISH, {
        env: {
          ENVIRONMENT: environment.name,
          REPOSITORY: repositoryOf(system, environment),
          REVISION: system.spec.delivery.targetRevision,
          DELIVERY_USER: '${{ vars.DELIVERY_USER }}',
          DELIVERY_TOKEN: '${{ secrets.DELIVERY_TOKEN }}',
        },
      }),
    ],
  });
}
