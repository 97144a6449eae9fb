/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformDefinition } from '../../model/types';
import {
  actionStep,
  checkoutStep,
  shellStep,
} from '../../render/files/ci/actions';
import { signedImage } from '../../render/files/ci/signedImage';
import {
  GOLDEN_PATH,
  job,
  NODE_VERSION,
  onBranchOf,
  releaseBranches,
  workflow,
} from '../../render/files/ci/workflow';
import { repositoryOf } from '../../render/manifests/applicationSpec';
import { emitDocument } from '../../render/emitYaml';
import { ManifestValue, RenderedFile } from '../../render/types';
import { EnvironmentSpec } from '../../spec/platformSpec';
import { ServiceRepository } from './serviceRepository';

type Step = Record<string, ManifestValue>;

/** How it is linted and tested; each step stands in the README, too. */
const TOOLCHAINS: Record<ServiceRepository['language'], Step[]> = {
  node: [
    actionStep('setupNode', 'Set up Node.js', {
      'node-version-file': 'package.json',
    }),
    shellStep('Install', [
      // Without a lock file there is nothing that `npm ci` could install.
      'if [[ -f package-lock.json ]]; then npm ci; else npm install; fi',
    ]),
    shellStep('Lint', ['npm run lint']),
    shellStep('Build', ['npm run build']),
    shellStep('Test', ['npm test']),
  ],
  go: [
    actionStep('setupGo', 'Set up Go', {
      'go-version': '1.26.x',
      'cache-dependency-path': 'go.sum',
    }),
    shellStep('Lint', [
      'test -z "$(gofmt -l . | tee /dev/stderr)"',
      'go vet ./...',
      'go tool staticcheck ./...',
    ]),
    shellStep('Test', ['go test -race -shuffle=on ./...']),
  ],
};

/**
 * The workflow of a repository that holds one service: checks every change,
 * builds and signs its image, and opens the pull request that brings the image to
 * the environment of the branch.
 *
 * @internal
 */
export function ciFiles(repository: ServiceRepository): RenderedFile[] {
  const { model, service, language } = repository;
  const { environments } = model.system.spec;
  const branches = releaseBranches(model);
  const document = workflow({
    name: 'CI',
    on: {
      pull_request: {},
      push: {
        branches,
        // The release of an image ends in a commit to it, which needs no image.
        'paths-ignore': ['service.yaml', 'docs/**'],
      },
    },
    cancel: false,
    jobs: {
      quality: job('Quality', 20, {
        steps: [
          checkoutStep(),
          ...TOOLCHAINS[language],
          shellStep('Check the image file', ['docker buildx build --check .']),
        ],
      }),
      image: imageJob(repository),
      ...Object.fromEntries(
        environments.map(environment => [
          `release-${environment.name}`,
          releaseJob(environment, model.system, service.name),
        ]),
      ),
    },
  });
  return [
    { path: '.github/workflows/ci.yaml', content: emitDocument(document) },
  ];
}

function imageJob({ model, service }: ServiceRepository) {
  const { registry } = model.system.spec;
  const repository = service.spec.image.repository;
  const { permissions, steps } = signedImage({
    registry: repository ?? registry,
    context: '.',
    scope: service.name,
  });
  return job('Image', 30, {
    needs: ['quality'],
    if: "github.event_name == 'push'",
    permissions,
    outputs: { digest: '${{ steps.build.outputs.digest }}' },
    env: { IMAGE: repository ?? `${registry}/${service.name}` },
    steps: [
      checkoutStep(),
      ...steps,
      shellStep(
        'Name the signed image',
        [
          'docker buildx imagetools create --tag "$IMAGE:$GITHUB_SHA" "$IMAGE@$DIGEST"',
          // The service is delivered before its first image is built.
          'if ! docker buildx imagetools inspect "$IMAGE:$FIRST_TAG" &> /dev/null; then',
          '  docker buildx imagetools create --tag "$IMAGE:$FIRST_TAG" "$IMAGE@$DIGEST"',
          'fi',
        ],
        {
          env: {
            DIGEST: '${{ steps.build.outputs.digest }}',
            FIRST_TAG: service.spec.image.tag,
          },
        },
      ),
    ],
  });
}

const WRITE_DIGEST = [
  'if [[ ! "$DIGEST" =~ ^sha256:[0-9a-f]{64}$ ]]; then',
  '  echo "::error::The digest of the image is no digest."',
  '  exit 1',
  'fi',
  "yq --inplace '.environments[strenv(ENVIRONMENT)].image.tag = strenv(TAG) |",
  "  .environments[strenv(ENVIRONMENT)].image.digest = strenv(DIGEST)' service/service.yaml",
];

const CONFIGURE_GIT = [
  'git config --global user.name release-bot',
  'git config --global user.email release-bot@users.noreply.github.com',
];

const COMMIT_SPEC = [
  ...CONFIGURE_GIT,
  'gh auth setup-git',
  'cd service',
  'git add service.yaml',
  'if git diff --cached --quiet; then exit 0; fi',
  'git commit --quiet --message "Release ${TAG::12} to $ENVIRONMENT"',
  'git pull --quiet --rebase origin "$GITHUB_REF_NAME"',
  'git push origin "HEAD:$GITHUB_REF_NAME"',
];

const PUSH_BRANCH = [
  'cd delivery',
  'git add --all',
  'if git diff --cached --quiet; then',
  '  echo "Nothing to release to $ENVIRONMENT."',
  '  exit 0',
  'fi',
  'branch="release/$SERVICE/${TAG::12}"',
  'title="Release $SERVICE ${TAG::12} to $ENVIRONMENT"',
  'git switch --quiet --create "$branch"',
  'git commit --quiet --message "$title"',
  'git push --force origin "$branch"',
];

const OPEN_PULL_REQUEST = [
  'if [[ "$(gh pr list --head "$branch" --json number --jq length)" == 0 ]]; then',
  '  gh pr create --base "$REVISION" --head "$branch" --title "$title" \\',
  '    --body "Image digest $DIGEST of $GITHUB_REPOSITORY@$GITHUB_SHA"',
  'fi',
];

/** Other hosts have no command that all of them know. */
const NAME_BRANCH = [
  'echo "::notice title=$title::Open a pull request from branch $branch of $REPOSITORY."',
];

/** For this one address, and in no file, command line or URL. */
const GIT_ACCESS = [
  'export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.$REPOSITORY.extraHeader"',
  'basic="$(printf "%s:%s" "$DELIVERY_USER" "$DELIVERY_TOKEN" | base64 --wrap=0)"',
  'export GIT_CONFIG_VALUE_0="Authorization: Basic $basic"',
];

const GITHUB_ENV = { GH_TOKEN: '${{ steps.app.outputs.token }}' };

const DELIVERY_ENV = {
  DELIVERY_USER: '${{ vars.DELIVERY_USER }}',
  DELIVERY_TOKEN: '${{ secrets.DELIVERY_TOKEN }}',
};

/**
 * Writes the digest into `service.yaml`, renders what follows from it into the
 * repository that Argo CD reads, and asks there for the merge. It has no
 * credentials of a cluster.
 */
function releaseJob(
  environment: EnvironmentSpec,
  system: PlatformDefinition,
  service: string,
) {
  const { delivery } = system.spec;
  const repository = repositoryOf(system, environment);
  const onGitHub = gitHubName(repository);
  const [platformOwner, platformName] = delivery.sourceRepository.split('/');
  const access = onGitHub
    ? { lines: ['gh auth setup-git'], env: GITHUB_ENV }
    : { lines: GIT_ACCESS, env: DELIVERY_ENV };
  const places = {
    REPOSITORY: repository,
    REVISION: delivery.targetRevision,
  };
  return job(`Release to ${environment.name}`, 15, {
    needs: ['image'],
    if: onBranchOf(environment),
    // Its protection rules ask for an approval where an environment needs one.
    environment: environment.name,
    env: {
      ENVIRONMENT: environment.name,
      SERVICE: service,
      TAG: '${{ github.sha }}',
      DIGEST: '${{ needs.image.outputs.digest }}',
    },
    steps: [
      actionStep(
        'appToken',
        'Get a token for the repositories',
        {
          'app-id': '${{ vars.PROMOTE_APP_ID }}',
          'private-key': '${{ secrets.PROMOTE_APP_KEY }}',
          owner: platformOwner,
          repositories: [
            '${{ github.event.repository.name }}',
            platformName,
            ...(onGitHub ? [onGitHub.split('/')[1]] : []),
          ].join('\n'),
          'permission-contents': 'write',
          'permission-pull-requests': 'write',
        },
        { id: 'app' },
      ),
      checkoutStep({ ref: '${{ github.ref_name }}', path: 'service' }),
      checkoutStep({
        repository: delivery.sourceRepository,
        ref: environment.branch,
        path: 'platform',
        token: '${{ steps.app.outputs.token }}',
      }),
      actionStep('setupNode', 'Set up Node.js', {
        'node-version': NODE_VERSION,
      }),
      shellStep('Write the digest into service.yaml', WRITE_DIGEST),
      shellStep(
        'Get the delivery repository',
        [
          ...access.lines,
          'git clone --quiet --depth 1 --branch "$REVISION" "$REPOSITORY" delivery',
        ],
        { env: { ...places, ...access.env } },
      ),
      shellStep('Render', [
        `${GOLDEN_PATH} deliver --catalog platform/catalog-info --service service \\`,
        '  --environment "$ENVIRONMENT" --to delivery',
      ]),
      shellStep('Keep the digest in service.yaml', COMMIT_SPEC, {
        env: GITHUB_ENV,
      }),
      shellStep(
        'Ask for the merge',
        [
          ...access.lines,
          ...PUSH_BRANCH,
          ...(onGitHub ? OPEN_PULL_REQUEST : NAME_BRANCH),
        ],
        { env: { ...places, ...access.env } },
      ),
    ],
  });
}

/** @internal */
export function isOnGitHub(repository: string): boolean {
  return gitHubName(repository) !== undefined;
}

/** Owner and name of a repository on GitHub. */
function gitHubName(repository: string): string | undefined {
  return /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(
    repository,
  )?.[1];
}
