/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { documentFile, pageFile } from '../lazyFile';
import { FileKind, ManifestValue, RepositoryContext } from '../../types';
import { ciReadme } from './ciReadme';
import { imagesWorkflow, IMAGES_FILE } from './images';
import { manifestsWorkflow } from './manifests';
import { promoteWorkflow } from './promote';
import { publishWorkflow } from './publish';
import { qualityWorkflow } from './quality';
import { securityWorkflow } from './security';

/** A new workflow is a row here. */
const WORKFLOWS: Record<string, (context: RepositoryContext) => ManifestValue> =
  {
    [IMAGES_FILE]: imagesWorkflow,
    'manifests.yaml': manifestsWorkflow,
    'promote.yaml': promoteWorkflow,
    'publish.yaml': publishWorkflow,
    'quality.yaml': qualityWorkflow,
    'security.yaml': securityWorkflow,
  };

/**
 * Workflows of GitHub Actions for the repository of the services' sources. None of
 * them has credentials of a cluster.
 *
 * @internal
 */
export const CI_FILES: FileKind<RepositoryContext> = {
  name: 'workflows',
  render: context => [
    ...Object.entries(WORKFLOWS).map(([file, render]) =>
      documentFile(`ci/.github/workflows/${file}`, () => render(context)),
    ),
    pageFile('ci/README.md', () => ciReadme(context)),
  ],
};
