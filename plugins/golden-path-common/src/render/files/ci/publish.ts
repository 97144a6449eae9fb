/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformDefinition } from '../../../model/types';
import { EnvironmentSpec } from '../../../spec/platformSpec';
import { repositoryOf } from '../../manifests/applicationSpec';
import { ManifestValue, RepositoryContext } from '../../types';
import { checkoutStep, shellStep } from './actions';
import { job, onBranchOf, releaseBranches, workflow } from './workflow';

const PUSH_TREE = [
  // For this one address, and in no file, command line or URL.
  'export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.$REPOSITORY.extraHeader"',
  'basic="$(printf "%s:%s" "$DELIVERY_USER" "$DELIVERY_TOKEN" | base64 --wrap=0)"',
  'export GIT_CONFIG_VALUE_0="Authorization: Basic $basic"',
  'delivery="$RUNNER_TEMP/delivery"',
  'git clone --quiet --depth 1 --branch "$REVISION" "$REPOSITORY" "$delivery"',
  'git -C "$delivery" rm --quiet -r --ignore-unmatch .',
  'cp --archive "deploy/$ENVIRONMENT/." "$delivery/"',
  'cd "$delivery"',
  'git add --all',
  'if git diff --cached --quiet; then',
  '  echo "$ENVIRONMENT is up to date."',
  '  exit 0',
  'fi',
  'git config user.name release-bot',
  'git config user.email release-bot@users.noreply.github.com',
  'git commit --quiet --message "Deliver $GITHUB_REPOSITORY@${GITHUB_SHA::12}"',
  'git push origin "$REVISION"',
];

/**
 * Copies the rendered tree of an environment, once it is merged, to the
 * repository that Argo CD reads. Each environment has a token of its own, which
 * may write to that one repository and nothing else.
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
      shellStep('Push the tree to the delivery repository', PUSH_TREE, {
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
