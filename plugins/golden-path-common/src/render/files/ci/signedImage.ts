/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ManifestValue } from '../../types';
import { actionStep, shellStep } from './actions';

/**
 * Steps that build, push by digest and sign what `IMAGE` of the job names, and the
 * permissions that they need. The digest is output `digest` of step `build`; the
 * image has no tag yet.
 *
 * @param options - `context` is the folder that is built; `scope` tells its cache
 *   from others
 * @internal
 */
export function signedImage(options: {
  registry: string;
  context: string;
  scope: string;
}): {
  permissions: Record<string, ManifestValue>;
  steps: Array<Record<string, ManifestValue>>;
} {
  const { registry, context, scope } = options;
  const login = registryLogin(registry);
  return {
    permissions: {
      contents: 'read',
      'id-token': 'write',
      ...login.permissions,
    },
    steps: [
      actionStep('setupBuildx', 'Set up Buildx'),
      actionStep('installCosign', 'Install cosign'),
      ...login.steps,
      actionStep(
        'buildPush',
        'Build and push by digest, with SBOM and provenance',
        {
          context,
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
          'cache-from': `type=gha,scope=${scope}`,
          'cache-to': `type=gha,mode=max,scope=${scope}`,
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
    ],
  };
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
