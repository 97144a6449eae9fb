/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crdSources, readCrds } from './binaries/crds';
import { argocdObjects } from './cluster/argocdObjects';
import { dryRunAccount } from './cluster/dryRunAccount';
import { KubeClient, KubeObject } from './cluster/KubeClient';
import { metricsObjects } from './cluster/metricsObjects';
import { nodes } from './cluster/nodes';
import { portalRole } from './cluster/portalRole';
import {
  argocdManager,
  rootApplication,
  underRoot,
} from './cluster/rootApplication';
import { ComponentContext } from './components/types';
import { DeployRepository } from './git/DeployRepository';

/** Something that is done once between the programs' starts. @internal */
export interface SetupStep {
  name: string;
  needs: string[];
  run(): Promise<void>;
}

/** The list of documents that the API server has. */
interface OpenApi {
  paths?: Record<string, unknown>;
}

/** All setup steps; each may be repeated without harm. @internal */
export function setupSteps(
  context: ComponentContext,
  kube: KubeClient,
  repository: DeployRepository,
): SetupStep[] {
  const { paths, state, binaries } = context;
  const apply = async (objects: KubeObject[], manager?: string) => {
    for (const object of objects) await kube.apply(object, manager);
  };
  const crdSteps = crdSources.map(({ name }) => ({
    name: `crds-${name}`,
    needs: ['kube-apiserver'],
    run: () => createCrds(kube, binaries.crds, name),
  }));
  return [
    {
      name: 'deploy-repository',
      needs: [],
      run: async () => {
        await repository.seed(join(paths.repository, 'deploy/dev'));
      },
    },
    ...crdSteps,
    {
      // Last to learn of a CRD, and the first that kwok reads: it ends where a group is missing.
      name: 'openapi-external-secrets',
      needs: ['crds-external-secrets'],
      run: async () => {
        const crds = await readCrds(binaries.crds, 'external-secrets');
        const wanted = crds.flatMap(({ spec }) =>
          spec.versions
            .filter(({ served }) => served)
            .map(({ name }) => `apis/${spec.group}/${name}`),
        );
        await kube.waitFor('/openapi/v3', ({ paths: known = {} }: OpenApi) =>
          wanted.every(path => path in known),
        );
      },
    },
    {
      name: 'cluster-objects',
      needs: ['kube-apiserver'],
      run: async () => {
        for (const node of nodes) await kube.create('/api/v1/nodes', node);
        const ca = await readFile(join(paths.pki, 'ca.crt'));
        await apply(portalRole);
        await apply(dryRunAccount);
        await apply(
          metricsObjects(state.ports.metricsServer, ca.toString('base64')),
        );
      },
    },
    {
      name: 'argocd-config',
      needs: ['kube-apiserver'],
      run: () => apply(argocdObjects(state.tokens)),
    },
    {
      name: 'platform',
      needs: [
        'argocd-config',
        'git-server',
        'cluster-objects',
        'kube-controller-manager',
        ...crdSteps.map(step => step.name),
      ],
      run: async () => {
        const platform = await repository.objects('platform');
        const argocd = (await repository.objects('argocd')).map(underRoot);
        const ofKind = (kind: string) => (object: KubeObject) =>
          object.kind === kind;
        // The namespace, so that no service has to wait for the platform's own
        // Application, which brings the rest; then projects before applications.
        await apply(platform.filter(ofKind('Namespace')));
        // In Argo CD's name: it owns these from now on, and drops a field that a commit
        // drops.
        for (const kind of ['AppProject', 'Application']) {
          await apply(argocd.filter(ofKind(kind)), argocdManager);
        }
        await apply(rootApplication(state.endpoints.git));
      },
    },
  ];
}

/** Creates the CRDs of a set and waits until they are served. @internal */
export async function createCrds(
  kube: KubeClient,
  folder: string,
  set: string,
): Promise<void> {
  const crds = await readCrds(folder, set);
  const collection = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  await Promise.all(
    crds.map(crd => kube.create(collection, crd as unknown as KubeObject)),
  );
  // A CRD's conditions are nil at first, so ask for what one really wants to know:
  // the collection, and then the discovery document, which lags a little behind it
  // and in which kwok and Argo CD look.
  await Promise.all(
    crds.map(async ({ spec }) => {
      const version = spec.versions.find(entry => entry.served)!.name;
      const root = `/apis/${spec.group}/${version}`;
      const { plural } = spec.names;
      await kube.waitFor(`${root}/${plural}?limit=1`);
      await kube.waitFor(root, (answer: { resources?: { name: string }[] }) =>
        Boolean(answer.resources?.some(entry => entry.name === plural)),
      );
    }),
  );
}
