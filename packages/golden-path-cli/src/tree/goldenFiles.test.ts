/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  buildModels,
  RenderedFile,
  renderPlatform,
} from '@openpolicy/plugin-golden-path-common';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalog } from '../catalog/loadCatalog';
import { EXAMPLE, REPOSITORY } from '../__testUtils__/runProgram';

function renderExamples(): RenderedFile[] {
  const { models } = buildModels(
    loadCatalog({
      root: REPOSITORY,
      file: join(EXAMPLE, 'catalog-info/all.yaml'),
    }),
  );
  return renderPlatform(models[0], { environment: 'stage' });
}

/** A release of the renderers alone must not change the golden files. */
function withoutVersion(text: string): string {
  return text.replace(/generator-version: .*/g, 'generator-version: any');
}

describe('renderPlatform', () => {
  // Rewritten only by hand:
  //   ./dev render --catalog plugins/golden-path-common/src/__fixtures__/example/catalog-info \
  //     --out plugins/golden-path-common/src/__fixtures__/example/deploy
  it.each(renderExamples().map(file => [file.path, file.content]))(
    'renders %s of the six example services as in its golden file',
    (path, content) => {
      const golden = readFileSync(join(EXAMPLE, 'deploy/stage', path), 'utf8');
      expect(withoutVersion(content)).toBe(withoutVersion(golden));
    },
  );

  it('gives the same bytes each time it reads the catalog', () => {
    expect(renderExamples()).toEqual(renderExamples());
  });
});
