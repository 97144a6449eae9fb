/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { documentFile, pageFile } from '../lazyFile';
import { ALLOWED_KINDS } from '../../manifests';
import { platformProject, serviceProject } from '../../manifests/appProject';
import { FileKind, RepositoryContext } from '../../types';
import { applicationSet } from './applicationSet';
import { applicationSetReadme } from './applicationSetReadme';

const FOLDER = 'argocd-applicationset';

/**
 * Delivery by one ApplicationSet, in a folder of its own: beside the Applications
 * of `argocd/` somebody would apply both.
 *
 * @internal
 */
export const APPLICATION_SET_FILES: FileKind<RepositoryContext> = {
  name: 'application set',
  render: context => {
    const { system } = context.model;
    const { environments } = system.spec;
    return [
      documentFile(`${FOLDER}/applicationset.yaml`, () =>
        applicationSet(context),
      ),
      documentFile(`${FOLDER}/appproject.yaml`, () =>
        serviceProject({
          system,
          environments,
          allowed: ALLOWED_KINDS.services,
        }),
      ),
      documentFile(`${FOLDER}/appproject-platform.yaml`, () =>
        platformProject({
          system,
          environments,
          allowed: ALLOWED_KINDS.platform,
        }),
      ),
      pageFile(`${FOLDER}/README.md`, () => applicationSetReadme(context)),
    ];
  },
};
