/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { expect, test } from '@playwright/test';
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';

const repository = resolve(__dirname, '../../..');

/** The entities of the shipped catalog, as the browser gets them from an API. */
function shippedEntities(file = 'catalog-info/all.yaml'): object[] {
  const path = resolve(repository, file);
  return parseAllDocuments(readFileSync(path, 'utf8')).flatMap(document => {
    const entity = document.toJS();
    return entity.kind === 'Location'
      ? entity.spec.targets.flatMap((target: string) =>
          shippedEntities(resolve(path, '..', target)),
        )
      : [entity];
  });
}

test('One service renders in the browser as in Node, in under 5 ms', async ({
  page,
}) => {
  const bundle = await build({
    entryPoints: [
      resolve(repository, 'plugins/golden-path-common/src/index.ts'),
    ],
    bundle: true,
    format: 'iife',
    globalName: 'goldenPath',
    // A Node built-in in the heart would fail here.
    platform: 'browser',
    write: false,
    logLevel: 'error',
  });
  await page.goto('about:blank');
  await page.addScriptTag({ content: bundle.outputFiles[0].text });
  const { files, median, slowest } = await page.evaluate(entities => {
    const { buildModels, renderService, renderContextOf } = (window as any)
      .goldenPath;
    const { models } = buildModels(entities.map(entity => ({ entity })));
    const context = renderContextOf(models[0], {
      environment: 'prod',
      service: 'api-gateway',
    });
    const times: number[] = [];
    let rendered: { path: string; content: string }[] = [];
    for (let round = 0; round < 120; round++) {
      // A new spec each time, as at each key press.
      const service = {
        ...context.service,
        spec: { ...context.service.spec, env: { ROUND: String(round % 2) } },
      };
      const begun = performance.now();
      rendered = renderService({ ...context, service });
      // The first rounds are compiled.
      if (round >= 20) times.push(performance.now() - begun);
    }
    times.sort((a, b) => a - b);
    return {
      files: rendered,
      median: times[Math.floor(times.length / 2)],
      slowest: times[times.length - 1],
    };
  }, shippedEntities());

  test.info().annotations.push({
    type: 'measured',
    description: `browser: ${
      files.length
    } files of api-gateway in ${median.toFixed(
      2,
    )} ms (median of 100; slowest ${slowest.toFixed(2)} ms)`,
  });
  expect(files.length).toBeGreaterThan(15);
  expect(median).toBeLessThan(5);
});
