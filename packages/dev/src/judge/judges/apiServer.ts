/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubeClient, KubeObject } from '@openpolicy/lab';
import { startApiServer, stopApiServer } from '@openpolicy/lab/runtime';
import { Corpus, ObjectDocument } from '../corpus/buildCorpus';
import { Judge, JudgeFinding } from '../types';
import { Places } from '../places';
import { podTemplateOf } from './rolloutTwins';

/** Requests that are under way at once. */
const REQUESTS = 8;

/**
 * What the real API server says to a server-side apply of every object: admission,
 * validation that no schema has (a request above its limit, port 70000), and
 * warnings. Nothing but namespaces is stored.
 */
export const apiServer: Judge = {
  name: 'api-server',
  what: 'admission and validation of the real API server, strict, dry run',
  needs: ['apiServer'],
  run: ({ corpus, tools, runFolder, work }) =>
    work(() =>
      stoppedOnSignal(runFolder, async () => {
        const { kube, stop } = await startApiServer({
          run: runFolder,
          binaries: tools.apiServer,
        });
        try {
          return {
            checked: corpus.objects.length,
            unit: 'objects',
            findings: await judgeTrees(corpus, kube),
          };
        } finally {
          await stop();
        }
      }),
    ),
};

/** Its programs are in sessions of their own, so that Ctrl-C does not reach them. */
async function stoppedOnSignal<T>(
  run: string,
  job: () => Promise<T>,
): Promise<T> {
  const stop = () => {
    stopApiServer(run).finally(() => process.exit(130));
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return await job();
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

/**
 * Tree by tree, because the namespace's labels decide what admission says, and two
 * environments give the same namespace different ones.
 */
async function judgeTrees(
  corpus: Corpus,
  kube: KubeClient,
): Promise<JudgeFinding[]> {
  const findings: JudgeFinding[] = [];
  for (const tree of new Set(corpus.sets.map(set => set.tree))) {
    const objects = corpus.objects.filter(object => object.trees[0] === tree);
    await makeNamespaces(corpus, tree, kube);
    const places = new Places(REQUESTS);
    const perObject = await Promise.all(
      objects.map(object => places.run(() => judgeObject(object, kube))),
    );
    findings.push(...perObject.flat());
  }
  return findings;
}

async function makeNamespaces(corpus: Corpus, tree: string, kube: KubeClient) {
  const objects = corpus.objects.filter(object => object.trees.includes(tree));
  const rendered = objects.filter(({ kind }) => kind === 'Namespace');
  for (const { value } of rendered) {
    // One that is refused is a finding of the dry run, not the end of the run.
    await kube.apply(value as KubeObject).catch(() => {});
    await untilPodSecurityWarns(value, kube);
  }
  for (const namespace of new Set(objects.map(object => object.namespace))) {
    if (!namespace) continue;
    await kube
      .create('/api/v1/namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace },
      })
      .catch(() => {});
  }
}

/** Admission reads namespaces from a cache, which learns of the labels a moment later. */
async function untilPodSecurityWarns(
  namespace: Record<string, any>,
  kube: KubeClient,
) {
  const { name, labels } = namespace.metadata;
  const level = labels?.['pod-security.kubernetes.io/warn'];
  if (level !== 'restricted' && level !== 'baseline') return;
  const probe = {
    apiVersion: 'v1',
    kind: 'PodTemplate',
    metadata: { name: 'probe', namespace: name },
    template: {
      spec: {
        hostNetwork: true,
        containers: [{ name: 'probe', image: 'registry.example.com/probe:1' }],
      },
    },
  };
  const end = performance.now() + 5_000;
  for (;;) {
    const warnings = await kube.dryRun(probe).catch(() => []);
    if (warnings.length > 0 || performance.now() > end) return;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

async function judgeObject(
  object: ObjectDocument,
  kube: KubeClient,
): Promise<JudgeFinding[]> {
  const findings: JudgeFinding[] = [];
  const ask = async (value: Record<string, any>, text?: string) => {
    try {
      const warnings = await kube.dryRun(value as KubeObject, text);
      findings.push(
        ...warnings.map(warning => ({
          severity: 'warning' as const,
          places: object.places,
          message: withoutName(object, warning),
        })),
      );
    } catch (error) {
      findings.push({
        severity: 'error',
        places: object.places,
        message: withoutName(object, (error as Error).message),
      });
    }
  };
  await ask(object.value, object.text);
  const template = podTemplateOf(object.value);
  if (template) await ask(template);
  return findings;
}

/** The server's words without the address and the object's name, so that equal faults group. */
export function withoutName(
  {
    apiVersion,
    kind,
    name,
  }: Pick<ObjectDocument, 'apiVersion' | 'kind' | 'name'>,
  message: string,
): string {
  const text = message
    .replace(/^Failed to PATCH '[^']*': /, '')
    .replaceAll(`"${name}"`, '"…"')
    .replaceAll(`/${name}'`, "/…'");
  return `${apiVersion} ${kind}: ${text}`;
}
