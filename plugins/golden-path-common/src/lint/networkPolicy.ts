/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { at, fieldsAt, listAt, numberAt, textAt, textsAt } from './access';
import { selects } from './labels';
import type { ObjectIndex } from './ObjectIndex';
import { LintObject } from './types';
import { portNumber, Workload } from './workload';

/*
 * What NetworkPolicies let through, as the API's own documentation defines it:
 * policies add up, and a pod that none selects for a direction is open in it.
 */

/** The two directions of a policy. */
export type Direction = 'ingress' | 'egress';

/** A port of a rule. */
export interface PolicyPort {
  port?: string | number;
  endPort?: number;
  protocol: string;
}

/** Whether a policy closes a direction for the pods that it selects. */
export function closes(
  { manifest }: LintObject,
  direction: Direction,
): boolean {
  const types = textsAt(manifest, 'spec', 'policyTypes');
  if (types.length === 0) {
    return (
      direction === 'ingress' || at(manifest, 'spec', 'egress') !== undefined
    );
  }
  return types.includes(direction === 'ingress' ? 'Ingress' : 'Egress');
}

/** Policies that close a direction for a workload; none leave it open. */
export function policiesOf(
  index: ObjectIndex,
  workload: Workload,
  direction: Direction,
): LintObject[] {
  return index
    .ofKind('NetworkPolicy')
    .filter(
      object =>
        object.namespace === workload.object.namespace &&
        closes(object, direction) &&
        selects(at(object.manifest, 'spec', 'podSelector'), workload.podLabels),
    );
}

/** Whether a rule of a policy names a port, by number or by a name of its pods. */
export function allowsPort(
  rule: unknown,
  wanted: { number: number; protocol?: string },
  workload?: Workload,
): boolean {
  const ports = policyPorts(rule);
  return (
    ports.length === 0 ||
    ports.some(({ port, endPort, protocol }) => {
      if (protocol !== (wanted.protocol ?? 'TCP')) {
        return false;
      }
      const number =
        typeof port === 'string' && workload
          ? portNumber(workload, port)
          : port;
      return (
        number === undefined ||
        number === wanted.number ||
        (typeof number === 'number' &&
          endPort !== undefined &&
          number <= wanted.number &&
          wanted.number <= endPort)
      );
    })
  );
}

export function policyPorts(rule: unknown): PolicyPort[] {
  return listAt(rule, 'ports').map(entry => ({
    port: textAt(entry, 'port') ?? numberAt(entry, 'port'),
    endPort: numberAt(entry, 'endPort'),
    protocol: textAt(entry, 'protocol') ?? 'TCP',
  }));
}

/** Whether a policy's rules let a pod talk to another on a port. */
export function lets(
  index: ObjectIndex,
  policy: LintObject,
  direction: Direction,
  call: { from: Workload; to: Workload; port: number; protocol: string },
): boolean {
  const other = direction === 'ingress' ? call.from : call.to;
  return listAt(policy.manifest, 'spec', direction).some(
    rule =>
      allowsPort(
        rule,
        { number: call.port, protocol: call.protocol },
        call.to,
      ) && allowsPeer(index, policy, rule, direction, other),
  );
}

function allowsPeer(
  index: ObjectIndex,
  policy: LintObject,
  rule: unknown,
  direction: Direction,
  other: Workload,
): boolean {
  const peers = listAt(rule, direction === 'ingress' ? 'from' : 'to');
  return (
    peers.length === 0 ||
    peers.some(peer => {
      const { namespace } = other.object;
      if (at(peer, 'ipBlock') !== undefined) {
        return fieldsAt(peer, 'ipBlock').cidr === '0.0.0.0/0';
      }
      const namespaceSelector = at(peer, 'namespaceSelector');
      const isInNamespace =
        namespaceSelector === undefined
          ? namespace === policy.namespace
          : selects(
              namespaceSelector,
              index.namespaceLabels(namespace) ?? {
                'kubernetes.io/metadata.name': namespace,
              },
            );
      const podSelector = at(peer, 'podSelector');
      return (
        isInNamespace &&
        (podSelector === undefined || selects(podSelector, other.podLabels))
      );
    })
  );
}
