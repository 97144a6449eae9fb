/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ManifestValue, RepositoryContext } from '../../types';
import { actionStep, checkoutStep, shellStep } from './actions';
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
  const { permissions, steps } = registryLogin(registry);
  return job(`Image: ${EACH_SERVICE}`, 30, {
    needs: ['changes'],
    if: "needs.changes.outputs.services != '[]'",
    permissions: { contents: 'read', 'id-token': 'write', ...permissions },
    strategy: {
      'fail-fast': false,
      'max-parallel': 8,
      matrix: { service: '${{ fromJSON(needs.changes.outputs.services) }}' },
    },
    env: { IMAGE: `${registry}/${EACH_SERVICE}` },
    steps: [
      checkoutStep(),
      actionStep('setupBuildx', 'Set up Buildx'),
      actionStep('installCosign', 'Install cosign'),
      ...steps,
      actionStep(
        'buildPush',
        'Build and push by digest, with SBOM and provenance',
        {
          context: `services/${EACH_SERVICE}`,
          platforms: 'linux/amd64',
          // No tag yet: what has no signature must not be found by name.
          outputs:
            'type=image,name=${{ env.IMAGE }},push-by-digest=true,name-canonical=true,push=true',
          sbom: true,
          provenance: 'mode=max',
          labels: [
            'org.opencontainers.image.revision=${{ github.sha }}',
            'org.opencontainers.image.source=${{ github.server_url }}/${{ github.repository }}',
          ].join('\n'),
          'cache-from': `type=gha,scope=${EACH_SERVICE}`,
          'cache-to': `type=gha,mode=max,scope=${EACH_SERVICE}`,
        },
        { id: 'build' },
      ),
      shellStep(
        'Sign the image and its SBOM with the identity of this workflow',
        [
          'cosign sign --yes "$IMAGE@$DIGEST"',
          'docker buildx imagetools inspect "$IMAGE@$DIGEST" \\',
          `  --format '{{ json .SBOM.SPDX }}' > "$RUNNER_TEMP/sbom.spdx.json"`,
          'cosign attest --yes --type spdxjson \\',
          '  --predicate "$RUNNER_TEMP/sbom.spdx.json" "$IMAGE@$DIGEST"',
        ],
        { env: { DIGEST: '${{ steps.build.outputs.digest }}' } },
      ),
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

/**
 * How a job gets into the registry without a stored password. GitHub's own
 * registry takes the job's token. Others have to trust GitHub's identity tokens
 * (OIDC) for this repository, which name the registry as audience.
 */
function registryLogin(registry: string) {
  const host = registry.split('/')[0];
  if (host === 'ghcr.io') {
    return {
      permissions: { packages: 'write' },
      steps: [
        actionStep('dockerLogin', 'Log in to the registry', {
          registry: host,
          username: '${{ github.actor }}',
          password: '${{ github.token }}',
        }),
      ],
    };
  }
  return {
    permissions: {},
    steps: [
      shellStep(
        'Get an identity token for the registry',
        [
          'token="$(curl --fail --silent --show-error --get \\',
          '  --header "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \\',
          '  --data-urlencode "audience=$AUDIENCE" "$ACTIONS_ID_TOKEN_REQUEST_URL" | jq --raw-output .value)"',
          'echo "::add-mask::$token"',
          'echo "token=$token" >> "$GITHUB_OUTPUT"',
        ],
        { id: 'identity', env: { AUDIENCE: host } },
      ),
      actionStep('dockerLogin', 'Log in to the registry', {
        registry: host,
        username: 'github-actions',
        password: '${{ steps.identity.outputs.token }}',
      }),
    ],
  };
}
