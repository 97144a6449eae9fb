/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ManifestValue, RepositoryContext } from '../../types';
import { actionStep, checkoutStep, shellStep } from './actions';
import { signedImage } from './signedImage';
import { job, releaseBranches, serviceNames, workflow } from './workflow';

/** File name of the workflow, by which its own runs are found again. */
export const IMAGES_FILE = 'images.yaml';

const EACH_SERVICE = '${{ matrix.service }}';

/**
 * Builds, signs and pushes the images of the services whose sources changed since
 * the last good run on the branch; a run that is started by hand builds all. What
 * came out goes to the pull request of the branch's environment.
 *
 * @internal
 */
export function imagesWorkflow(context: RepositoryContext): ManifestValue {
  const { model } = context;
  return workflow({
    name: 'Images',
    on: {
      push: { branches: releaseBranches(model), paths: ['services/**'] },
      workflow_dispatch: {},
    },
    // Half a release is worse than a late one.
    cancel: false,
    jobs: {
      changes: changesJob(serviceNames(model)),
      build: buildJob(model.system.spec.registry),
      promote: {
        name: 'Promote',
        needs: ['build'],
        // One service that does not build holds up no other.
        if: "${{ !cancelled() && needs.build.result != 'skipped' }}",
        permissions: { contents: 'read' },
        uses: './.github/workflows/promote.yaml',
        secrets: { PROMOTE_APP_KEY: '${{ secrets.PROMOTE_APP_KEY }}' },
      },
    },
  });
}

function changesJob(services: string[]) {
  return job('Changes', 5, {
    permissions: { actions: 'read', contents: 'read' },
    outputs: { services: '${{ steps.changes.outputs.services }}' },
    steps: [
      checkoutStep({ 'fetch-depth': 0 }),
      shellStep(
        'Find the services that changed since the last good run',
        [
          'base=',
          'if [[ "$GITHUB_EVENT_NAME" == push ]]; then',
          '  base="$(gh run list --workflow "$WORKFLOW" --branch "$GITHUB_REF_NAME" \\',
          `    --status success --limit 1 --json headSha --jq '.[0].headSha // ""')"`,
          'fi',
          // A rewritten branch no longer has the commit.
          'if [[ -n "$base" ]] && git cat-file -e "$base^{commit}" 2> /dev/null; then',
          '  changed="$(git diff --name-only "$base" HEAD -- services \\',
          `    | cut --delimiter=/ --fields=2 | sort --unique | jq --raw-input --null-input --compact-output '[inputs]')"`,
          'else',
          '  changed="$SERVICES"',
          'fi',
          'services="$(jq --compact-output --argjson changed "$changed" \\',
          `  'map(select(IN($changed[])))' <<< "$SERVICES")"`,
          'echo "services=$services" | tee --append "$GITHUB_OUTPUT"',
        ],
        {
          id: 'changes',
          env: {
            GH_TOKEN: '${{ github.token }}',
            WORKFLOW: IMAGES_FILE,
            SERVICES: JSON.stringify(services),
          },
        },
      ),
    ],
  });
}

function buildJob(registry: string) {
  const { permissions, steps } = signedImage({
    registry,
    context: `services/${EACH_SERVICE}`,
    scope: EACH_SERVICE,
  });
  return job(`Image: ${EACH_SERVICE}`, 30, {
    needs: ['changes'],
    if: "needs.changes.outputs.services != '[]'",
    permissions,
    strategy: {
      'fail-fast': false,
      'max-parallel': 8,
      matrix: { service: '${{ fromJSON(needs.changes.outputs.services) }}' },
    },
    env: { IMAGE: `${registry}/${EACH_SERVICE}` },
    steps: [
      checkoutStep(),
      ...steps,
      shellStep(
        'Name the signed image and keep its digest',
        [
          'docker buildx imagetools create --tag "$IMAGE:$GITHUB_SHA" "$IMAGE@$DIGEST"',
          'mkdir digests',
          'echo "$DIGEST" > "digests/$SERVICE"',
        ],
        {
          env: {
            DIGEST: '${{ steps.build.outputs.digest }}',
            SERVICE: EACH_SERVICE,
          },
        },
      ),
      actionStep('uploadArtifact', 'Hand the digest on', {
        name: `digest-${EACH_SERVICE}`,
        path: 'digests/',
        'if-no-files-found': 'error',
        'retention-days': 1,
      }),
    ],
  });
}
