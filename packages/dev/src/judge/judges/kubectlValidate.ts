/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LabError } from '@openpolicy/lab';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ObjectDocument } from '../corpus/buildCorpus';
import { Judge, JudgeFinding } from '../types';
import { inBatches, stageObjects } from './stageObjects';

/** kubectl-validate's `--output json`: the statuses of a file's documents. */
export type KubectlValidateOutput = Record<
  string,
  {
    status: 'Success' | 'Failure';
    message?: string;
    details?: { causes?: { message: string; field?: string }[] };
  }[]
>;

/** The API server's own validation of schemas, with the CEL rules of CRDs. */
export const kubectlValidate: Judge = {
  name: 'kubectl-validate',
  what: "the API server's schema validation, with the CEL rules of CRDs",
  needs: ['kubectlValidate', 'schemas'],
  async run({ corpus, tools, folder, exec }) {
    const objects = join(folder, 'objects');
    const find = await stageObjects(corpus.objects, objects);
    // It would ask the cluster of the user's kubeconfig for schemas.
    const kubeconfig = join(folder, 'no-cluster');
    await writeFile(kubeconfig, 'apiVersion: v1\nkind: Config\n');
    const half = Math.max(1, Math.ceil(corpus.objects.length / 2));
    // Sorted, because each process reads the schemas of each kind that it meets.
    const sorted = [...corpus.objects].sort((a, b) =>
      a.apiVersion + a.kind < b.apiVersion + b.kind ? -1 : 1,
    );
    const outputs = await Promise.all(
      inBatches(sorted, half).map(batch =>
        exec(
          tools.kubectlValidate,
          [
            // The newest that is built in. Kinds that it knows are read from
            // the local schemas all the same; any other would be downloaded.
            '--version=1.30',
            `--local-schemas=${tools.schemas.openapi}`,
            `--local-crds=${tools.schemas.crds}`,
            '--output=json',
            ...batch.map(({ id }) => `${id}.yaml`),
          ],
          { cwd: objects, env: { KUBECONFIG: kubeconfig } },
        ),
      ),
    );
    const findings: JudgeFinding[] = [];
    let checked = 0;
    for (const { stdout, stderr } of outputs) {
      const start = stdout.indexOf('{');
      if (start < 0) throw new LabError(`kubectl-validate said '${stderr}'`);
      const output = JSON.parse(stdout.slice(start)) as KubectlValidateOutput;
      checked += Object.keys(output).length;
      findings.push(...readKubectlValidate(output, find));
    }
    return { checked, unit: 'objects', findings };
  },
};

/** Findings of an output: one a cause. */
export function readKubectlValidate(
  output: KubectlValidateOutput,
  find: (path: string) => ObjectDocument | undefined,
): JudgeFinding[] {
  return Object.entries(output).flatMap(([path, statuses]) => {
    const object = find(path);
    const subject = object ? `${object.apiVersion} ${object.kind} ` : '';
    return statuses
      .filter(({ status }) => status !== 'Success')
      .flatMap(({ message = 'is invalid', details }) => {
        const causes = details?.causes?.length
          ? details.causes.map(({ field, message: text }) =>
              field && !text.includes(field) ? `${field}: ${text}` : text,
            )
          : [message];
        return causes.map(text => ({
          severity: 'error' as const,
          places: object?.places ?? [path],
          message: `${subject}${text}`,
        }));
      });
  });
}
