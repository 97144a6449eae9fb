/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';

const folder = process.env.OPENPOLICY_LAB_DIR ?? '';

/** Changes a live Deployment as an administrator; resolves when the API server has answered. */
export async function patchDeployment(
  name: string,
  patch: object,
): Promise<void> {
  const lab = JSON.parse(readFileSync(join(folder, 'lab.json'), 'utf8'));
  const path = `/apis/apps/v1/namespaces/openpolicy-platform/deployments/${name}`;
  const status = await new Promise<number>((resolve, reject) => {
    const sent = request(
      new URL(path, lab.endpoints.kubernetes),
      {
        method: 'PATCH',
        ca: readFileSync(join(folder, 'pki/ca.crt')),
        headers: {
          authorization: `Bearer ${lab.tokens.kubernetesAdmin}`,
          'content-type': 'application/merge-patch+json',
        },
      },
      answer => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    sent.on('error', reject);
    sent.end(JSON.stringify(patch));
  });
  if (status !== 200) {
    throw new Error(`Failed to patch deployment '${name}': HTTP ${status}`);
  }
}

/** An object, as far as the tests look into it. */
export interface KubernetesObject {
  metadata: {
    name: string;
    generation?: number;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  [key: string]: any;
}

/** What the API server answers to one of the lab's accounts; `message` is its refusal. */
export async function askKubernetes(
  account: 'kubernetesAdmin' | 'kubernetesDryRun',
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; message?: string; answer: KubernetesObject }> {
  const lab = JSON.parse(readFileSync(join(folder, 'lab.json'), 'utf8'));
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL(path, lab.endpoints.kubernetes),
      {
        method,
        ca: readFileSync(join(folder, 'pki/ca.crt')),
        headers: {
          authorization: `Bearer ${lab.tokens[account]}`,
          'content-type':
            method === 'PATCH'
              ? 'application/apply-patch+yaml'
              : 'application/json',
        },
      },
      incoming => {
        let text = '';
        incoming.setEncoding('utf8');
        incoming.on('data', chunk => {
          text += chunk;
        });
        incoming.on('end', () => {
          const answer = JSON.parse(text);
          const { message } = answer;
          resolve({ status: incoming.statusCode ?? 0, message, answer });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body && JSON.stringify(body));
  });
}
