/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Loose, Mutation } from './Mutation';

/** Accounts, and what Argo CD and Argo Rollouts are told. */
export const deliveryMutations: readonly Mutation[] = [
  [
    '120',
    'an account that is not there',
    o => {
      o.pod('Job', 'migrate').serviceAccountName = 'migration';
    },
  ],
  [
    '121',
    'an account of another service',
    o => {
      o.pod('Job', 'migrate').serviceAccountName = 'nightly';
    },
  ],
  [
    '122',
    'the default account',
    o => delete o.pod('Job', 'migrate').serviceAccountName,
  ],
  [
    '123',
    'a Role for the default account',
    o => {
      o.get('RoleBinding', 'checkout').subjects[0].name = 'default';
      delete o.get('Role', 'checkout').rules[0].resourceNames;
    },
  ],
  [
    '124',
    'a star in a Role',
    o => {
      o.get('Role', 'checkout').rules[0].verbs = ['*'];
    },
  ],
  [
    '125',
    'a binding to nothing',
    o => {
      o.get('RoleBinding', 'checkout').roleRef.name = 'check';
    },
  ],
  [
    '160',
    'the project default',
    o => {
      o.get('Application', 'checkout').spec.project = 'default';
    },
  ],
  [
    '161',
    'a repository that the project does not allow',
    o => {
      o.get('Application', 'checkout').spec.source.repoURL =
        'https://git.example.com/other.git';
    },
  ],
  [
    '162',
    'a kind that no project allows',
    o => {
      for (const project of o.all.filter(({ kind }) => kind === 'AppProject')) {
        project.spec.namespaceResourceWhitelist =
          project.spec.namespaceResourceWhitelist.filter(
            (entry: Loose) => entry.kind !== 'CronJob',
          );
      }
    },
  ],
  [
    '163',
    'replicas that a sync sets back',
    o => {
      const { spec } = o.get('Application', 'checkout');
      spec.ignoreDifferences = spec.ignoreDifferences.filter(
        (entry: Loose) => entry.kind !== 'Deployment',
      );
    },
  ],
  [
    '164',
    'a sync that ignores nothing',
    o => {
      const { syncPolicy } = o.get('Application', 'checkout').spec;
      syncPolicy.syncOptions = syncPolicy.syncOptions.filter(
        (option: string) => !option.startsWith('Respect'),
      );
    },
  ],
  [
    '165',
    'a second maker of a Secret',
    o => {
      o.copy('ExternalSecret', 'checkout').spec.target.name = o.get(
        'ExternalSecret',
        'checkout',
      ).spec.target.name;
    },
  ],
  [
    '170',
    'secrets in the wave of their pods',
    o => {
      o.get('ExternalSecret', 'checkout').metadata.annotations[
        'argocd.argoproj.io/sync-wave'
      ] = '0';
    },
  ],
  [
    '171',
    'subsets in the wave of their routes',
    o => {
      o.get('DestinationRule', 'checkout').metadata.annotations[
        'argocd.argoproj.io/sync-wave'
      ] = '1';
    },
  ],
  [
    '180',
    'a VirtualService that a Rollout misses',
    o => {
      const { istio } = o.get('Rollout', 'pricing').spec.strategy.canary
        .trafficRouting;
      (istio.virtualService ?? istio.virtualServices[0]).name = 'price';
    },
  ],
  [
    '181',
    'weights that a sync sets back',
    o => {
      const { spec } = o.get('Application', 'pricing');
      spec.ignoreDifferences = spec.ignoreDifferences.filter(
        (entry: Loose) => entry.kind !== 'VirtualService',
      );
    },
  ],
];
