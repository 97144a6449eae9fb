/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { labPaths, Progress } from '@openpolicy/lab';
import {
  ApiServerBinaries,
  ensureApiServerBinaries,
  locateAlertmanager,
  locatePrometheus,
} from '@openpolicy/lab/runtime';
import { join } from 'node:path';
import { DevPaths } from '../../paths';
import { ensureSchemas, Schemas } from '../schemas/ensureSchemas';
import { CheckovTool, ensureCheckov } from './checkov';
import { ensureGoTool, GO_TOOLS } from './goTools';

/** Where each tool of the judges lies. */
export interface Tools {
  kubeconform: string;
  kubectlValidate: string;
  kubeScore: string;
  actionlint: string;
  checkov: CheckovTool;
  promtool: string;
  amtool: string;
  schemas: Schemas;
  apiServer: ApiServerBinaries;
}

type Providers = {
  [Name in keyof Tools]: (
    cache: string,
    progress: Progress,
  ) => Promise<Tools[Name]>;
};

// A new tool is a row here.
const PROVIDERS: Providers = {
  kubeconform: goTool('kubeconform'),
  kubectlValidate: goTool('kubectlValidate'),
  kubeScore: goTool('kubeScore'),
  actionlint: goTool('actionlint'),
  checkov: ensureCheckov,
  promtool: async (_, progress) =>
    (await locatePrometheus(labPaths().cache, progress)).promtool,
  amtool: async (_, progress) =>
    (await locateAlertmanager(labPaths().cache, progress)).amtool,
  schemas: ensureSchemas,
  apiServer: (_, progress) =>
    ensureApiServerBinaries(labPaths().cache, progress),
};

function goTool(name: keyof typeof GO_TOOLS) {
  return (cache: string, progress: Progress) =>
    ensureGoTool(GO_TOOLS[name], cache, progress);
}

/**
 * Gets the named tools from the package registries, once; later calls only look
 * into the cache.
 *
 * @returns the tools; those that were not named are missing.
 * @throws MissingToolError that names what is missing and the next step.
 */
export async function ensureTools(
  names: ReadonlySet<keyof Tools>,
  paths: DevPaths,
  progress: Progress,
): Promise<Tools> {
  const cache = join(paths.cache, 'judge');
  const tools: Partial<Tools> = {};
  // One after another: each build uses all cores.
  for (const name of names) {
    Object.assign(tools, { [name]: await PROVIDERS[name](cache, progress) });
  }
  return tools as Tools;
}
