/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  parseDraft,
  RenderedFile,
  repositoryFiles,
  serviceEntityOf,
} from '@openpolicy/plugin-golden-path-common';
import {
  DeliveryTargets,
  GitServers,
  openPlatform,
} from '@openpolicy/plugin-golden-path-node';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { beginMessage } from '../commit';
import { examples } from './renderRepository.examples';

/**
 * Writes the files of a service's repository that have a value in them, beside the
 * static ones of a skeleton. No text template is filled in, so syntax in a value does
 * nothing. A file that is there with other content is never overwritten; done twice,
 * it changes nothing the second time.
 */
export function createRenderRepositoryAction(options: {
  catalog: Pick<CatalogService, 'getEntities'>;
  gitServers: GitServers;
  targets: DeliveryTargets;
}) {
  const { catalog, gitServers, targets } = options;
  return createTemplateAction({
    id: 'goldenPath:renderRepository',
    description:
      "Writes the files of a service's repository that have a value in them: catalog-info.yaml, service.yaml, package.json or go.mod, the CI workflow, README and docs.",
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        draft: z =>
          z
            .record(z.any())
            .describe("The service: the template's parameters as they are"),
        environment: z =>
          z
            .string()
            .optional()
            .describe(
              "Environment whose branch becomes the repository's default. Default: the first of the platform",
            ),
        targetPath: z =>
          z
            .string()
            .default('repository')
            .describe('Folder of the workspace that they are written to'),
      },
      output: {
        provider: z =>
          z
            .enum(['git', 'github', 'gitlab', 'gitea'])
            .describe('Who is to host the repository'),
        repoUrl: z =>
          z
            .string()
            .describe('Where it is to be made, as publish actions take it'),
        repositoryUrl: z => z.string().describe('Its address for people'),
        defaultBranch: z =>
          z
            .string()
            .describe('Branch from which CI releases to the environment'),
        commitMessage: z =>
          z
            .string()
            .describe(
              'Message of its first commit: by its last lines a later upgrade knows what was generated',
            ),
        files: z =>
          z.array(z.string()).describe('Paths that were written, sorted'),
      },
    },
    async handler(ctx) {
      const { environment, targetPath = 'repository' } = ctx.input;
      const draft = parseDraft(ctx.input.draft);
      const { model } = await openPlatform({
        catalog,
        credentials: await ctx.getInitiatorCredentials(),
        systemRef: draft.system,
        targets,
      });
      const { environments } = model.system.spec;
      const first = environment ?? environments[0].name;
      // Says which environments there are, if it is none of them.
      targets.find(model, first);

      const home = gitServers.home();
      const repositoryUrl = home.browseUrlOf(draft.name);
      const files = repositoryFiles({
        draft,
        entity: serviceEntityOf(draft, {
          platform: model.system,
          repository: repositoryUrl,
        }),
        model,
      });
      const folder = resolveSafeChildPath(ctx.workspacePath, targetPath);
      await writeBeside(folder, files);
      ctx.logger.info(`Wrote ${files.length} files to ${targetPath}`);

      ctx.output('provider', home.kind);
      ctx.output('repoUrl', home.repoUrlOf(draft.name));
      ctx.output('repositoryUrl', repositoryUrl);
      ctx.output(
        'defaultBranch',
        environments.find(({ name }) => name === first)!.branch,
      );
      ctx.output('commitMessage', beginMessage(draft.name, ctx));
      ctx.output(
        'files',
        files.map(({ path }) => path),
      );
    },
  });
}

/** All or nothing: what is in the way is found before anything is written. */
async function writeBeside(
  folder: string,
  files: readonly RenderedFile[],
): Promise<void> {
  const missing: Array<{ file: string; content: string }> = [];
  for (const { path, content } of files) {
    const file = resolveSafeChildPath(folder, path);
    const known = await readFile(file, 'utf8').catch(error => {
      if (error.code === 'ENOENT') {
        return undefined;
      }
      throw new ConflictError(
        `Failed to write '${path}': the skeleton has something in its place (${error.code}). Take that out of the skeleton.`,
      );
    });
    if (known === undefined) {
      missing.push({ file, content });
    } else if (known !== content) {
      throw new ConflictError(
        `Failed to write '${path}': the skeleton has a file of that name with other content. A file is static or generated, not both; take it out of the skeleton.`,
      );
    }
  }
  for (const { file, content } of missing) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}
