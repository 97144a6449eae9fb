/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel } from '../model/types';
import { REPOSITORY_FILES } from '../render/files';
import { Manifest } from '../render/types';
import { Finding } from '../rules/types';
import { lintObjects } from './lintObjects';
import { factsOfPlatform } from './platformFacts';
import { lintScript, lintWorkflow } from './workflow/lintWorkflow';

/**
 * Renders what belongs to no environment and lints it: workflows, the commands on
 * pages, and the objects of each folder, which are deployed together.
 *
 * @public
 */
export function lintRepository(model: PlatformModel): Finding[] {
  const folders = new Map<string, Manifest[]>();
  const findings: Finding[] = [];
  for (const file of REPOSITORY_FILES.flatMap(kind => kind.render({ model }))) {
    if ('markdown' in file) {
      findings.push(...lintScript(file.markdown, { file: file.path }));
    } else if ('document' in file) {
      if (file.path.includes('.github/workflows/')) {
        findings.push(...lintWorkflow(file.document, { file: file.path }));
      } else {
        const [folder] = file.path.split('/');
        folders.set(folder, [
          ...(folders.get(folder) ?? []),
          file.document as Manifest,
        ]);
      }
    }
  }
  for (const objects of folders.values()) {
    findings.push(
      ...lintObjects(objects, {
        namespace: model.system.spec.namespace,
        platform: factsOfPlatform(model),
        scope: 'part',
      }),
    );
  }
  return findings;
}
