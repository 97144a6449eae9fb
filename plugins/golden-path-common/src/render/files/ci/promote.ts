/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel, ServiceDefinition } from '../../../model/types';
import { EnvironmentSpec } from '../../../spec/platformSpec';
import { ManifestValue, RepositoryContext } from '../../types';
import { actionStep, checkoutStep, shellStep } from './actions';
import {
  GOLDEN_PATH,
  job,
  NODE_VERSION,
  onBranchOf,
  workflow,
} from './workflow';

const WRITE_DIGESTS = [
  'mkdir --parents digests',
  'while read -r name file; do',
  '  [[ -f "digests/$name" ]] || continue',
  '  digest="$(< "digests/$name")"',
  '  if [[ ! "$digest" =~ ^sha256:[0-9a-f]{64}$ ]]; then',
  '    echo "::error::The digest of $name is no digest."',
  '    exit 1',
  '  fi',
  '  name="$name" digest="$digest" yq --inplace \'',
  '    with(select(.kind == "Component" and .metadata.name == strenv(name));',
  '      .spec.runtime.environments[strenv(ENVIRONMENT)].image.tag = strenv(TAG) |',
  '      .spec.runtime.environments[strenv(ENVIRONMENT)].image.digest = strenv(digest))',
  '  \' "$file"',
  '  echo "- \\`$name\\` \\`$digest\\`" >> "$RUNNER_TEMP/images.md"',
  'done <<< "$SERVICES"',
];

const OPEN_PULL_REQUEST = [
  'rm --recursive digests',
  'if [[ -z "$(git status --porcelain)" ]]; then',
  '  echo "Nothing to promote to $ENVIRONMENT."',
  '  exit 0',
  'fi',
  'branch="promote/$ENVIRONMENT/${TAG::12}"',
  'title="Promote ${TAG::12} to $ENVIRONMENT"',
  'git config user.name release-bot',
  'git config user.email release-bot@users.noreply.github.com',
  'git switch --create "$branch"',
  'git add --all',
  'git commit --quiet --message "$title"',
  'gh auth setup-git',
  'git push --force origin "$branch"',
  'if [[ "$(gh pr list --head "$branch" --json number --jq length)" == 0 ]]; then',
  '  gh pr create --base "$BASE" --head "$branch" --title "$title" \\',
  '    --body-file "$RUNNER_TEMP/images.md"',
  'fi',
];

/**
 * Opens the pull request that brings new images to the environment of a branch:
 * it writes tag and digest into the catalog and renders again, so that the diff
 * is what will run. Nothing here reaches a cluster; Argo CD reads what is merged.
 *
 * @internal
 */
export function promoteWorkflow({ model }: RepositoryContext): ManifestValue {
  return workflow({
    name: 'Promote',
    on: { workflow_call: { secrets: { PROMOTE_APP_KEY: { required: true } } } },
    cancel: false,
    jobs: Object.fromEntries(
      model.system.spec.environments.map(environment => [
        environment.name,
        promoteJob(environment, model),
      ]),
    ),
  });
}

function promoteJob(environment: EnvironmentSpec, model: PlatformModel) {
  return job(`Digest pull request for ${environment.name}`, 15, {
    if: onBranchOf(environment),
    env: { ENVIRONMENT: environment.name, TAG: '${{ github.sha }}' },
    steps: [
      checkoutStep({ ref: environment.branch }),
      actionStep('downloadArtifact', 'Take the digests', {
        pattern: 'digest-*',
        path: 'digests',
        'merge-multiple': true,
      }),
      actionStep('setupNode', 'Set up Node.js', {
        'node-version': NODE_VERSION,
      }),
      shellStep('Write the digests into the catalog', WRITE_DIGESTS, {
        env: { SERVICES: model.services.map(catalogLine).join('\n') },
      }),
      shellStep('Render', [`${GOLDEN_PATH} render`]),
      // A pull request of the workflow's own token would start no checks.
      actionStep(
        'appToken',
        'Get a token for the pull request',
        {
          'app-id': '${{ vars.PROMOTE_APP_ID }}',
          'private-key': '${{ secrets.PROMOTE_APP_KEY }}',
          'permission-contents': 'write',
          'permission-pull-requests': 'write',
        },
        { id: 'app' },
      ),
      shellStep('Open the pull request', OPEN_PULL_REQUEST, {
        env: {
          BASE: environment.branch,
          GH_TOKEN: '${{ steps.app.outputs.token }}',
        },
      }),
    ],
  });
}

/** A service and the file that holds its spec. */
function catalogLine({ name, source }: ServiceDefinition): string {
  return `${name} ${source ?? `catalog-info/services/${name}.yaml`}`;
}
