/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { at, listAt, textAt, textMapAt, textsAt } from '../access';
import type { ServiceCall } from '../calls';
import { coversHost } from '../hosts';
import { hasLabels } from '../labels';
import { Direction, lets, policiesOf } from '../networkPolicy';
import type { ObjectIndex } from '../ObjectIndex';
import { LintObject, LintRule, LintViolation } from '../types';
import { portNumber, Workload } from '../workload';

/*
 * A call that a workload is set up to make passes four gates: the Sidecar and the
 * egress policies of the caller, the ingress policies and the authorization of
 * the callee. Each is written by somebody else, so each can be forgotten.
 */

/** A call with the pods that answer it. */
interface ResolvedCall extends ServiceCall {
  callee: Workload;
  /** Port of the pod. */
  podPort: number;
  protocol: string;
}

/** @internal */
export const sidecarCoversCall: LintRule = {
  id: 'GP-LINT-110',
  severity: 'error',
  title: 'The Sidecar of a caller names every host that it calls',
  why: 'The proxy has no route to the host: the call gets 502, or leaves the mesh without mTLS.',
  check: index =>
    index.calls.flatMap(({ caller, object, field, host, target }) => {
      const sidecar = sidecarOf(index, caller);
      const service = index.findService(target.namespace, target.name);
      if (!sidecar || !service) {
        return [];
      }
      const fullName = `${target.name}.${target.namespace}.svc.${index.clusterDomain}`;
      return reaches(sidecar, target.namespace, fullName)
        ? []
        : {
            object,
            field,
            problem: `calls '${host}', which Sidecar '${sidecar.name}' does not name`,
            fix: `Add './${fullName}' to spec.egress[].hosts of the Sidecar, or remove the call.`,
          };
    }),
};

/** @internal */
export const egressLetsCall: LintRule = {
  id: 'GP-LINT-111',
  severity: 'error',
  title: 'The NetworkPolicies of a caller let every call out',
  why: 'The connection times out, and nothing says why.',
  check: index => blockedCalls(index, 'egress'),
};

/** @internal */
export const ingressLetsCall: LintRule = {
  id: 'GP-LINT-112',
  severity: 'error',
  title: 'The NetworkPolicies of a callee let every call in',
  why: 'The connection times out, and nothing says why.',
  check: index => blockedCalls(index, 'ingress'),
};

/** @internal */
export const authorizationLetsCall: LintRule = {
  id: 'GP-LINT-113',
  severity: 'error',
  title: 'The AuthorizationPolicies of a callee let every caller in',
  why: 'The caller gets 403 (RBAC: access denied).',
  check: index =>
    resolvedCalls(index).flatMap(call => {
      const { caller, callee, podPort, object, field, host } = call;
      if (
        call.protocol !== 'TCP' ||
        !index.isMeshed(caller) ||
        !index.isMeshed(callee)
      ) {
        return [];
      }
      const policies = index
        .ofKind('AuthorizationPolicy')
        .filter(
          ({ manifest, namespace }) =>
            namespace === callee.object.namespace &&
            (textAt(manifest, 'spec', 'action') ?? 'ALLOW') === 'ALLOW' &&
            at(manifest, 'spec', 'targetRefs') === undefined &&
            hasLabels(
              callee.podLabels,
              textMapAt(manifest, 'spec', 'selector', 'matchLabels'),
            ),
        );
      return policies.length === 0 ||
        policies.some(policy => authorizes(index, policy, caller, podPort))
        ? []
        : {
            object,
            field,
            problem: `calls '${host}', which lets in ${policies
              .map(({ name }) => `'${name}'`)
              .join(', ')}, but not ServiceAccount '${
              caller.serviceAccount ?? 'default'
            }' on port ${podPort}`,
            fix: 'Add an AuthorizationPolicy for this edge, or remove the call.',
          };
    }),
};

function blockedCalls(
  index: ObjectIndex,
  direction: Direction,
): LintViolation[] {
  return resolvedCalls(index).flatMap(
    ({ caller, callee, podPort, protocol, object, field, host }) => {
      const subject = direction === 'egress' ? caller : callee;
      const policies = policiesOf(index, subject, direction);
      return policies.length === 0 ||
        policies.some(policy =>
          lets(index, policy, direction, {
            from: caller,
            to: callee,
            port: podPort,
            protocol,
          }),
        )
        ? []
        : [
            {
              object,
              field,
              problem: `calls '${host}', which no NetworkPolicy of ${
                subject.object.kind
              } '${
                subject.object.name
              }' allows: ${direction} is closed by ${policies
                .map(({ name }) => `'${name}'`)
                .join(', ')}`,
              fix: `Allow ${direction} on port ${podPort} of the pods, or remove the call.`,
            },
          ];
    },
  );
}

/** Calls whose pods are among the objects. */
function resolvedCalls(index: ObjectIndex): ResolvedCall[] {
  return index.calls.flatMap(call => {
    const service = index.findService(call.target.namespace, call.target.name);
    const port = service?.ports?.find(offered => offered.port === call.port);
    if (!service || !port) {
      return [];
    }
    return index.endpointsOf(service).flatMap(callee => {
      const podPort = portNumber(callee, port.targetPort);
      return podPort === undefined || callee === call.caller
        ? []
        : { ...call, callee, podPort, protocol: port.protocol };
    });
  });
}

/** The Sidecar of the pods themselves goes before that of the namespace. */
function sidecarOf(
  index: ObjectIndex,
  { object, podLabels }: Workload,
): LintObject | undefined {
  const sidecars = index
    .ofKind('Sidecar')
    .filter(({ namespace }) => namespace === object.namespace);
  const labelsOf = ({ manifest }: LintObject) =>
    textMapAt(manifest, 'spec', 'workloadSelector', 'labels');
  return (
    sidecars.find(
      sidecar =>
        Object.keys(labelsOf(sidecar)).length > 0 &&
        hasLabels(podLabels, labelsOf(sidecar)),
    ) ?? sidecars.find(sidecar => Object.keys(labelsOf(sidecar)).length === 0)
  );
}

function reaches(
  sidecar: LintObject,
  namespace: string,
  host: string,
): boolean {
  const listeners = listAt(sidecar.manifest, 'spec', 'egress');
  return (
    listeners.length === 0 ||
    listeners.some(listener =>
      textsAt(listener, 'hosts').some(entry => {
        const [scope, pattern = '*'] = entry.split('/');
        const isScope =
          scope === '*' ||
          scope === namespace ||
          (scope === '.' && sidecar.namespace === namespace);
        return isScope && coversHost(pattern, host);
      }),
    )
  );
}

function authorizes(
  index: ObjectIndex,
  policy: LintObject,
  caller: Workload,
  port: number,
): boolean {
  const { namespace } = caller.object;
  const account = caller.serviceAccount ?? 'default';
  const principals = [index.trustDomain, 'cluster.local'].map(
    domain => `${domain}/ns/${namespace}/sa/${account}`,
  );
  return listAt(policy.manifest, 'spec', 'rules').some(rule => {
    const from = listAt(rule, 'from');
    const to = listAt(rule, 'to');
    const isCaller =
      from.length === 0 ||
      from.some(entry => {
        const wanted = textsAt(entry, 'source', 'principals');
        const namespaces = textsAt(entry, 'source', 'namespaces');
        return (
          (wanted.length === 0 ||
            principals.some(own => wanted.some(text => fits(text, own)))) &&
          (namespaces.length === 0 ||
            namespaces.some(text => fits(text, namespace)))
        );
      });
    const isPort =
      to.length === 0 ||
      to.some(entry => {
        const ports = textsAt(entry, 'operation', 'ports');
        return ports.length === 0 || ports.includes(String(port));
      });
    return isCaller && isPort;
  });
}

/** Istio's texts may have a star at one end. */
function fits(pattern: string, text: string): boolean {
  if (pattern === '*') {
    return true;
  }
  if (pattern.endsWith('*')) {
    return text.startsWith(pattern.slice(0, -1));
  }
  return pattern.startsWith('*')
    ? text.endsWith(pattern.slice(1))
    : text === pattern;
}

/** @internal */
export const callRules = [
  sidecarCoversCall,
  egressLetsCall,
  ingressLetsCall,
  authorizationLetsCall,
];
