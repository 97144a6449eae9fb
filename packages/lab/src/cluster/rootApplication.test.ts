/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { compareOptions, rootApplication, underRoot } from './rootApplication';

describe('rootApplication', () => {
  const url = 'http://127.0.0.1:7/deploy.git';
  const [project, application] = rootApplication(url);

  it('comes after its project, which may write Applications and projects only', () => {
    expect(project.kind).toBe('AppProject');
    expect(application.spec.project).toBe(project.metadata.name);
    expect(project.spec.clusterResourceWhitelist).toEqual([]);
    expect(
      project.spec.namespaceResourceWhitelist.map(({ kind }: any) => kind),
    ).toEqual(['Application', 'AppProject']);
    expect(project.spec.sourceRepos).toEqual([url]);
  });

  it('removes the Application of a service that a commit removed', () => {
    expect(application.spec.syncPolicy.automated).toEqual({
      prune: true,
      selfHeal: false,
    });
  });

  it('leaves alone what scenarios edit in a live Application', () => {
    const { ignoreDifferences, syncPolicy } = application.spec;
    expect(ignoreDifferences[0].jsonPointers).toEqual([
      '/spec/syncPolicy',
      '/metadata/annotations/argocd.argoproj.io~1compare-options',
    ]);
    expect(compareOptions).toBe('argocd.argoproj.io/compare-options');
    expect(syncPolicy.syncOptions).toContain('RespectIgnoreDifferences=true');
  });

  it('finds what the lab made before it marked as its own', () => {
    const { metadata } = underRoot({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name: 'cart',
        namespace: 'argocd',
        annotations: { 'backstage.io/entity-ref': 'component:default/cart' },
      },
    });
    expect(metadata.annotations).toEqual({
      'backstage.io/entity-ref': 'component:default/cart',
      'argocd.argoproj.io/tracking-id':
        'lab-root:argoproj.io/Application:argocd/cart',
    });
  });
});
