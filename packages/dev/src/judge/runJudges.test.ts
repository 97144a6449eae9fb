/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { silentProgress } from '@openpolicy/lab';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { devPaths } from '../paths';
import { refuseIdle, runJudges } from './runJudges';
import { Judge, JudgeContext } from './types';

describe('runJudges', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'judges-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const judge = (name: string, run: Judge['run']): Judge => ({
    name,
    what: '',
    needs: [],
    run,
  });
  const run = (judges: Judge[]) =>
    runJudges({
      sets: [
        {
          id: 'prod/rolling/shop',
          tree: 'prod/rolling',
          files: [
            {
              path: 'prod/shop.yaml',
              content:
                'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: shop\n',
            },
          ],
        },
      ],
      judges,
      paths: devPaths(),
      folder,
      progress: silentProgress,
    });

  it('reports in the order of the judges, with counts by severity', async () => {
    const finding = (severity: 'error' | 'warning' | 'excused') => ({
      severity,
      places: [],
      message: severity,
    });
    const reports = await run([
      judge('slow', async ({ corpus }) => {
        await new Promise(resolve => setImmediate(resolve));
        return {
          checked: corpus.objects.length,
          unit: 'objects',
          findings: [],
        };
      }),
      judge('quick', async () => ({
        checked: 7,
        unit: 'sets',
        findings: [
          finding('error'),
          finding('warning'),
          finding('error'),
          finding('excused'),
        ],
      })),
    ]);
    expect(
      reports.map(({ judge: name, checked, errors, warnings }) => [
        name,
        checked,
        errors,
        warnings,
      ]),
    ).toEqual([
      ['slow', 1, 0, 0],
      ['quick', 7, 2, 1],
    ]);
  });

  it('takes a judge that fails for one that found an error', async () => {
    const [broken, well] = await run([
      judge('broken', async () => {
        throw new Error('no such program');
      }),
      judge('well', async () => ({ checked: 1, unit: 'sets', findings: [] })),
    ]);
    expect(broken).toMatchObject({ errors: 1, checked: 0 });
    expect(broken.findings[0].message).toContain('no such program');
    expect(well.errors).toBe(0);
  });

  it('gives a judge an empty folder, and one that stays as it was left', async () => {
    const seen: string[][] = [];
    const look = judge('look', async (context: JudgeContext) => {
      seen.push(await readdir(context.folder));
      seen.push(await readdir(context.runFolder).catch(() => []));
      await writeFile(join(context.folder, 'shown'), '');
      await context.exec('mkdir', ['-p', join(context.runFolder, 'record')]);
      return { checked: 1, unit: 'sets', findings: [] };
    });
    await run([look]);
    await run([look]);
    expect(seen).toEqual([[], [], [], ['record']]);
  });

  it('hands on what a program printed, also when it fails', async () => {
    let answer: object = {};
    await run([
      judge('shell', async ({ exec }) => {
        answer = await exec('sh', ['-c', 'echo out; echo err >&2; exit 3']);
        return { checked: 1, unit: 'sets', findings: [] };
      }),
    ]);
    expect(answer).toEqual({ code: 3, stdout: 'out\n', stderr: 'err\n' });
  });
});

describe('refuseIdle', () => {
  const report = (checked: number) => ({
    judge: 'amtool',
    checked,
    unit: 'files',
    findings: [],
    errors: 0,
    warnings: 0,
    seconds: 0,
  });

  it('takes a judge that was shown nothing for one that found an error', () => {
    const [idle, busy] = refuseIdle([report(0), report(3)]);
    expect(idle).toMatchObject({
      errors: 1,
      findings: [{ severity: 'error', places: ['judge amtool'] }],
    });
    expect(busy).toEqual(report(3));
  });
});
