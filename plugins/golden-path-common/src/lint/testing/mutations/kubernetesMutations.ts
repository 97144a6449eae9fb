/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LABELS } from '../../../render/conventions';
import { Mutation } from './Mutation';

/** Workloads, Services, configuration and scaling. */
export const kubernetesMutations: readonly Mutation[] = [
  [
    '001',
    'a Service twice',
    o => o.all.push(structuredClone(o.get('Service', 'checkout'))),
  ],
  [
    '002',
    'a VirtualService of v1beta1',
    o => {
      o.get('VirtualService', 'checkout').apiVersion =
        'networking.istio.io/v1beta1';
    },
  ],
  [
    '003',
    'an autoscaler of v2beta2',
    o => {
      o.get('HorizontalPodAutoscaler', 'checkout').apiVersion =
        'autoscaling/v2beta2';
    },
  ],
  ['010', 'no ExternalSecret', o => o.remove('ExternalSecret', 'checkout')],
  ['010', 'no ConfigMap', o => o.remove('ConfigMap', 'migrate-config')],
  [
    '011',
    'another key in the ExternalSecret',
    o => {
      o.get('ExternalSecret', 'checkout').spec.data[0].secretKey = 'cart-key';
    },
  ],
  [
    '012',
    'a slip in an address',
    o => {
      o.config().LEDGER_URL =
        'http://ledger-service.shop-platform.svc.cluster.local:7017';
    },
  ],
  [
    '012',
    'another port in an address',
    o => {
      o.config().LEDGER_URL =
        'http://ledger.shop-platform.svc.cluster.local:7018';
    },
  ],
  [
    '020',
    'a password in an address',
    o => {
      o.config().DATABASE_URL = 'postgresql://user:pass@db.example.com:5432/db';
    },
  ],
  [
    '021',
    'a key among the variables',
    o => {
      o.config().API_KEY = 'x';
    },
  ],
  [
    '022',
    'a Secret in Git',
    o =>
      o.all.push({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'a', namespace: 'b' },
        data: { c: 'ZA==' },
      }),
  ],
  [
    '030',
    'another label on the pods',
    o => {
      o.get('Deployment', 'checkout').spec.template.metadata.labels[
        'app.kubernetes.io/instance'
      ] = 'other';
    },
  ],
  [
    '031',
    'a selector by version',
    o => {
      o.get('StatefulSet', 'ledger').spec.selector.matchLabels[
        'app.kubernetes.io/version'
      ] = '1.3.0';
    },
  ],
  [
    '032',
    "a selector of the canary's pods too",
    o => {
      delete o.get('Deployment', 'checkout').spec.selector.matchLabels[
        'app.kubernetes.io/instance'
      ];
    },
  ],
  [
    '033',
    'a probe of another port',
    o => {
      o.pod('Rollout', 'pricing').containers[0].readinessProbe.httpGet.port =
        'web';
    },
  ],
  [
    '034',
    'a tag that moves',
    o => {
      o.pod('Rollout', 'pricing').containers[0].image =
        'registry.example.com/pricing:latest';
    },
  ],
  [
    '039',
    'a tag alone in production',
    o => {
      o.pod('Rollout', 'pricing').containers[0].image =
        'registry.example.com/shop/pricing:1.3.0';
    },
  ],
  [
    '035',
    'another governing Service',
    o => {
      o.get('StatefulSet', 'ledger').spec.serviceName = 'ledger-pods';
    },
  ],
  [
    '036',
    'no time zone',
    o => delete o.get('CronJob', 'nightly').spec.timeZone,
  ],
  [
    '037',
    'no deadline',
    o => delete o.get('Job', 'migrate').spec.activeDeadlineSeconds,
  ],
  [
    '038',
    'a Job that goes by itself',
    o => {
      o.get('Job', 'migrate').spec.ttlSecondsAfterFinished = 600;
    },
  ],
  [
    '040',
    'a Service of no pods',
    o => {
      o.copy('Service', 'pricing').spec.selector = { [LABELS.name]: 'price' };
    },
  ],
  [
    '041',
    'a target port that no pod has',
    o => {
      o.get('Service', 'pricing').spec.ports[0].targetPort = 'web';
    },
  ],
  [
    '042',
    "the pod's port behind an Ingress",
    o => {
      o.get(
        'Ingress',
        'checkout',
      ).spec.rules[0].http.paths[0].backend.service.port = { number: 8013 };
    },
  ],
  [
    '050',
    'an autoscaler of another kind',
    o => {
      o.get('HorizontalPodAutoscaler', 'pricing').spec.scaleTargetRef.kind =
        'Deployment';
    },
  ],
  [
    '051',
    'replicas beside the autoscaler',
    o => {
      o.get('Deployment', 'checkout').spec.replicas = 3;
    },
  ],
  [
    '052',
    'a container of another name',
    o => {
      o.get(
        'HorizontalPodAutoscaler',
        'checkout',
      ).spec.metrics[0].containerResource.container = 'main';
    },
  ],
  [
    '053',
    'no request of what is measured',
    o => {
      const { resources } = o.pod('Deployment', 'checkout').containers[0];
      delete resources.requests.cpu;
      delete resources.limits.cpu;
    },
  ],
  [
    '054',
    'as many at least as at most',
    o => {
      o.get('HorizontalPodAutoscaler', 'ledger').spec.minReplicas = 7;
    },
  ],
  [
    '055',
    'a second autoscaler',
    o => o.copy('HorizontalPodAutoscaler', 'checkout'),
  ],
  [
    '060',
    'a budget for no pods',
    o => {
      o.get('PodDisruptionBudget', 'pricing').spec.selector.matchLabels[
        LABELS.name
      ] = 'price';
    },
  ],
  [
    '061',
    'a budget that lets nobody go',
    o => {
      const { spec } = o.get('PodDisruptionBudget', 'ledger');
      delete spec.maxUnavailable;
      spec.minAvailable = 3;
    },
  ],
  ['062', 'a second budget', o => o.copy('PodDisruptionBudget', 'checkout')],
];
