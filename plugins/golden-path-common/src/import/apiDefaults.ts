/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { isFields } from '../lint/access';
import { parseQuantity } from '../spec/quantity';

/**
 * What the API server and controllers fill in by themselves, by the name of the
 * field. Where a live object has one of these and the rendered object nothing,
 * nothing is lost: it will be filled in again.
 *
 * Source: the defaults of k8s.io/api (core/v1, apps/v1, batch/v1,
 * autoscaling/v2), of external-secrets.io/v1 and of argoproj.io/v1alpha1.
 */
const DEFAULTS: Readonly<Record<string, readonly unknown[]>> = {
  allocateLoadBalancerNodePorts: [true],
  apiVersion: ['v1'],
  backoffLimit: [6],
  completionMode: ['NonIndexed'],
  completions: [1],
  concurrencyPolicy: ['Allow'],
  conversionStrategy: ['Default'],
  creationPolicy: ['Owner'],
  decodingStrategy: ['None'],
  defaultMode: [420],
  deletionPolicy: ['Retain'],
  dnsPolicy: ['ClusterFirst'],
  failedJobsHistoryLimit: [1],
  failureThreshold: [3],
  imagePullPolicy: ['IfNotPresent', 'Always'],
  initialDelaySeconds: [0],
  internalTrafficPolicy: ['Cluster'],
  ipFamilyPolicy: ['SingleStack'],
  manualSelector: [false],
  maxSurge: ['25%'],
  maxUnavailable: ['25%'],
  metadataPolicy: ['None'],
  minReadySeconds: [0],
  parallelism: [1],
  partition: [0],
  periodSeconds: [10],
  podManagementPolicy: ['OrderedReady'],
  podReplacementPolicy: ['TerminatingOrFailed'],
  progressDeadlineSeconds: [600],
  protocol: ['TCP'],
  publishNotReadyAddresses: [false],
  restartPolicy: ['Always'],
  revisionHistoryLimit: [10],
  scheme: ['HTTP'],
  schedulerName: ['default-scheduler'],
  selectPolicy: ['Max'],
  sessionAffinity: ['None'],
  stabilizationWindowSeconds: [0],
  successThreshold: [1],
  successfulJobsHistoryLimit: [3],
  suspend: [false],
  terminationGracePeriodSeconds: [30],
  terminationMessagePath: ['/dev/termination-log'],
  terminationMessagePolicy: ['File'],
  timeoutSeconds: [1],
  type: ['RollingUpdate', 'ClusterIP', 'Opaque'],
  volumeMode: ['Filesystem'],
  whenDeleted: ['Retain'],
  whenScaled: ['Retain'],
};

/** Fields that only ever hold what a controller puts there. */
const CONTROLLED = new Set([
  'caBundle',
  'clusterIP',
  'clusterIPs',
  'healthCheckNodePort',
  'ipFamilies',
  'nodePort',
  'serviceAccount',
  'creationTimestamp',
]);

/**
 * Whether a value of a live object is one that it would have anyway.
 *
 * @internal
 */
export function isApiDefault(key: string, value: unknown): boolean {
  if (CONTROLLED.has(key) || value === null || value === undefined) {
    return true;
  }
  if (Array.isArray(value)) {
    return value.length === 0;
  }
  if (isFields(value)) {
    return Object.entries(value).every(([field, entry]) =>
      isApiDefault(field, entry),
    );
  }
  return (DEFAULTS[key] ?? []).includes(value);
}

/**
 * Whether two values mean the same: 1Gi and 1024Mi, 8080 and "8080".
 *
 * @internal
 */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b || String(a) === String(b)) {
    return true;
  }
  const [first, second] = [a, b].map(value => parseQuantity(String(value)));
  return (
    first !== undefined && second !== undefined && first.value === second.value
  );
}
