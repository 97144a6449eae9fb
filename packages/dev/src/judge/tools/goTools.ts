/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LabError, MissingToolError, Progress } from '@openpolicy/lab';
import {
  contentKey,
  exec,
  filledFolder,
  goModuleFolder,
} from '@openpolicy/lab/runtime';
import { join } from 'node:path';

/** A judge that is one Go program, at one version of its module. */
export interface GoTool {
  name: string;
  /** Its main package. */
  package: string;
  module: { path: string; version: string; sum: string };
  /** What the first build costs on two cores, for the progress line. */
  firstBuild: string;
}

/** The judges that are Go programs. Sums are those of the Go checksum database. */
export const GO_TOOLS = {
  kubeconform: {
    name: 'kubeconform',
    package: 'github.com/yannh/kubeconform/cmd/kubeconform',
    module: {
      path: 'github.com/yannh/kubeconform',
      version: 'v0.8.0',
      sum: 'h1:loDYd3a3spjIFrauqW67CDKF55Oo9R6uvC8AvpVd4ug=',
    },
    firstBuild: 'about 1 min',
  },
  kubectlValidate: {
    name: 'kubectl-validate',
    package: 'sigs.k8s.io/kubectl-validate',
    module: {
      path: 'sigs.k8s.io/kubectl-validate',
      version: 'v0.0.4',
      sum: 'h1:tGKuv0awYHn11Cb6KPsZKxUmHgavF46K3NvVH0Nse9U=',
    },
    firstBuild: 'about 4 min',
  },
  kubeScore: {
    name: 'kube-score',
    package: 'github.com/zegl/kube-score/cmd/kube-score',
    module: {
      path: 'github.com/zegl/kube-score',
      version: 'v1.20.0',
      sum: 'h1:J1VqK86SunV4Gg8emPTmwUVxe0rmXnAs5K9ZUbGMKR8=',
    },
    firstBuild: 'about 2 min',
  },
  actionlint: {
    name: 'actionlint',
    package: 'github.com/rhysd/actionlint/cmd/actionlint',
    module: {
      path: 'github.com/rhysd/actionlint',
      version: 'v1.7.12',
      sum: 'h1:vQ4GeJN86C0QH+gTUQcs8McmK62OLT3kmakPMtEWYnY=',
    },
    firstBuild: 'about 20 s',
  },
} satisfies Record<string, GoTool>;

// The toolchain that is there builds all of them; getting another would be a
// download that nobody asked for.
const environment = {
  CGO_ENABLED: '0',
  GOTOOLCHAIN: 'local',
  GOFLAGS: '',
  GOBIN: '',
};
const flags = ['-p=2', '-trimpath', '-buildvcs=false', '-ldflags=-s -w'];

/**
 * Builds a Go program once and returns its path.
 *
 * @throws MissingToolError without Go; LabError if the module is not the expected
 *   one or does not build.
 */
export async function ensureGoTool(
  tool: GoTool,
  cache: string,
  progress: Progress,
): Promise<string> {
  const key = contentKey([
    JSON.stringify([tool.package, tool.module, flags]),
    `${process.platform}/${process.arch}`,
  ]);
  const folder = await filledFolder(
    join(cache, `${tool.name}-${key}`),
    async work => {
      await requireGo(tool.name);
      const done = progress.step(
        `building ${tool.name} ${tool.module.version}, ${tool.firstBuild} on 2 cores the first time`,
      );
      await goModuleFolder(tool.module);
      try {
        await exec(
          'go',
          ['install', ...flags, `${tool.package}@${tool.module.version}`],
          { cwd: work, env: { ...environment, GOBIN: join(work, 'bin') } },
        );
      } catch (error) {
        throw new LabError(
          `Failed to build '${tool.name}' from ${tool.package}@${
            tool.module.version
          }: ${(error as Error).message}`,
          { cause: error },
        );
      }
      done();
    },
  );
  return join(folder, 'bin', tool.name);
}

/** @throws MissingToolError with the way to get it. */
export async function requireGo(what: string): Promise<void> {
  const found = await exec('go', ['version'], {
    env: { GOTOOLCHAIN: 'local' },
  }).then(
    () => true,
    () => false,
  );
  if (found) return;
  throw new MissingToolError(
    `Failed to get the judge '${what}': 'go' was not found. Install Go 1.26.4 or newer (https://go.dev/dl) and run it again.`,
  );
}
