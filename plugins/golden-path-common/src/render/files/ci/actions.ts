/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ManifestValue } from '../../types';

interface PinnedAction {
  repository: string;
  version: string;
  /** Commit that the version was at when it was looked at. */
  sha: string;
}

/*
 * A tag can be moved to other code, a commit cannot. The version stands in the
 * name of each step, because the emitter writes no comments.
 */
const ACTIONS = {
  checkout: {
    repository: 'actions/checkout',
    version: 'v6.0.2',
    sha: 'de0fac2e4500dabe0009e67214ff5f5447ce83dd',
  },
  setupGo: {
    repository: 'actions/setup-go',
    version: 'v6.3.0',
    sha: '4b73464bb391d4059bd26b0524d20df3927bd417',
  },
  setupNode: {
    repository: 'actions/setup-node',
    version: 'v6.3.0',
    sha: '53b83947a5a98c8d113130e565377fae1a50d02f',
  },
  setupPython: {
    repository: 'actions/setup-python',
    version: 'v6.2.0',
    sha: 'a309ff8b426b58ec0e2a45f0f869d46889d02405',
  },
  setupJava: {
    repository: 'actions/setup-java',
    version: 'v5.2.0',
    sha: 'be666c2fcd27ec809703dec50e508c2fdc7f6654',
  },
  golangciLint: {
    repository: 'golangci/golangci-lint-action',
    version: 'v9.2.0',
    sha: '1e7e51e771db61008b38414a730f564565cf7c20',
  },
  uploadArtifact: {
    repository: 'actions/upload-artifact',
    version: 'v7.0.0',
    sha: 'bbbca2ddaa5d8feaa63e36b76fdaad77386f024f',
  },
  downloadArtifact: {
    repository: 'actions/download-artifact',
    version: 'v8.0.1',
    sha: '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c',
  },
  dependencyReview: {
    repository: 'actions/dependency-review-action',
    version: 'v4.9.0',
    sha: '2031cfc080254a8a887f58cffee85186f0e49e48',
  },
  codeqlInit: {
    repository: 'github/codeql-action/init',
    version: 'v4.32.4',
    sha: '89a39a4e59826350b863aa6b6252a07ad50cf83e',
  },
  codeqlAnalyze: {
    repository: 'github/codeql-action/analyze',
    version: 'v4.32.4',
    sha: '89a39a4e59826350b863aa6b6252a07ad50cf83e',
  },
  uploadSarif: {
    repository: 'github/codeql-action/upload-sarif',
    version: 'v4.32.4',
    sha: '89a39a4e59826350b863aa6b6252a07ad50cf83e',
  },
  setupBuildx: {
    repository: 'docker/setup-buildx-action',
    version: 'v4.0.0',
    sha: '4d04d5d9486b7bd6fa91e7baf45bbb4f8b9deedd',
  },
  dockerLogin: {
    repository: 'docker/login-action',
    version: 'v4.0.0',
    sha: 'b45d80f862d83dbcd57f89517bcf500b2ab88fb2',
  },
  buildPush: {
    repository: 'docker/build-push-action',
    version: 'v7.0.0',
    sha: 'd08e5c354a6adb9ed34480a06d141179aa583294',
  },
  installCosign: {
    repository: 'sigstore/cosign-installer',
    version: 'v4.1.0',
    sha: 'ba7bc0a3fef59531c69a25acd34668d6d3fe6f22',
  },
  appToken: {
    repository: 'actions/create-github-app-token',
    version: 'v3.0.0',
    sha: 'f8d387b68d61c58ab83c6c016672934102569859',
  },
} satisfies Record<string, PinnedAction>;

type Step = Record<string, ManifestValue>;

/**
 * A step that runs an action at a commit.
 *
 * @param name - what it does; the action's name and version are put behind it
 * @internal
 */
export function actionStep(
  action: keyof typeof ACTIONS,
  name: string,
  inputs?: Record<string, ManifestValue>,
  more: Step = {},
): Step {
  const { repository, version, sha } = ACTIONS[action];
  return {
    name: `${name} (${repository} ${version})`,
    uses: `${repository}@${sha}`,
    ...more,
    with: inputs,
  };
}

/**
 * A step that runs lines of bash. Expressions belong in `env`: in the lines
 * themselves, a branch's name would be run as code.
 *
 * @internal
 */
export function shellStep(
  name: string,
  lines: readonly string[],
  more: Step = {},
): Step {
  return { name, ...more, run: `${lines.join('\n')}\n` };
}

/**
 * The first step of every job; the job's token does not stay on the disk, where
 * everything that runs later could read it.
 *
 * @internal
 */
export function checkoutStep(inputs: Record<string, ManifestValue> = {}): Step {
  return actionStep('checkout', 'Check out the sources', {
    'persist-credentials': false,
    ...inputs,
  });
}
