/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { documentFile, pageFile } from '../lazyFile';
import { FileKind, RepositoryContext } from '../../types';
import { kindCluster } from './kindCluster';
import { localReadme } from './localReadme';
import { localResourceManifests, localResources } from './localResources';
import { localSecrets } from './localSecrets';
import { platformEnv } from './platformEnv';
import { secretsReadme } from './secretsReadme';

/**
 * Everything for a cluster on a machine of one's own, in one place.
 *
 * @internal
 */
export const LOCAL_FILES: FileKind<RepositoryContext> = {
  name: 'local set-up',
  render: context => [
    pageFile('local/README.md', () => localReadme(context)),
    documentFile('local/kind-cluster.yaml', () => kindCluster(context)),
    { path: 'local/platform.env', env: platformEnv(context) },
    ...localResources(context.model).flatMap(resource =>
      localResourceManifests(resource, context.model.system).map(manifest => ({
        path: `local/resources/${
          resource.host
        }/${manifest.kind.toLocaleLowerCase('en-US')}.yaml`,
        document: manifest,
      })),
    ),
    pageFile('local/secrets/README.md', () => secretsReadme(context)),
    ...localSecrets(context).map(({ owner, manifest }) => ({
      path: `local/secrets/${owner}.yaml`,
      document: manifest,
    })),
  ],
};
