/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { at, fieldsAt, listAt, textAt } from '../access';
import {
  ConfigReference,
  configReferences,
  secretMaker,
} from '../configReferences';
import type { ObjectIndex } from '../ObjectIndex';
import { LintObject, LintRule } from '../types';

/*
 * ConfigMaps and Secrets that pods name, and addresses in their variables.
 */

/** Made in every namespace by Kubernetes and by Istio. */
const AUTOMATIC_CONFIG_MAPS = new Set([
  'kube-root-ca.crt',
  'istio-ca-root-cert',
]);

/** @internal */
export const configReference: LintRule = {
  id: 'GP-LINT-010',
  severity: 'error',
  title: 'Every ConfigMap and Secret that a pod needs is there',
  why: 'The pod stays in CreateContainerConfigError or ContainerCreating until it is.',
  check: index =>
    index.isComplete
      ? configReferences(index)
          .filter(reference => !keysOf(index, reference))
          .map(({ object, field, kind, name }) => ({
            object,
            field,
            problem: `is '${name}', and no ${kind} of that name is in namespace '${object.namespace}'`,
            fix:
              kind === 'Secret'
                ? 'Add an ExternalSecret that makes it, or correct the name.'
                : 'Add the ConfigMap, or correct the name.',
          }))
      : [],
};

/** @internal */
export const configKey: LintRule = {
  id: 'GP-LINT-011',
  severity: 'error',
  title: 'Every key that a pod reads is in its ConfigMap or Secret',
  why: 'The pod does not start without it.',
  check: index =>
    configReferences(index).flatMap(reference => {
      const known = keysOf(index, reference);
      return known === undefined || known === 'any'
        ? []
        : reference.keys
            .filter(({ key }) => !known.has(key))
            .map(({ field, key }) => ({
              object: reference.object,
              field,
              problem: `is '${key}', which ${reference.kind} '${reference.name}' does not have`,
              fix: 'Add the key, or correct its name.',
            }));
    }),
};

/** @internal */
export const addressInConfig: LintRule = {
  id: 'GP-LINT-012',
  severity: 'error',
  title: 'Every address of the cluster in a variable is that of a Service',
  why: 'A name that is guessed from another one fails at the first call, not at the deployment.',
  check: index =>
    index.calls.flatMap(({ object, field, host, target, port }) => {
      const service = index.findService(target.namespace, target.name);
      if (!service) {
        return index.knowsAll(target.namespace, 'services')
          ? {
              object,
              field,
              problem: `holds the address '${host}', and there is no Service '${target.name}' in namespace '${target.namespace}'`,
              fix: 'Write the name of the Service; it need not be that of the Deployment or of the page.',
            }
          : [];
      }
      return port === undefined ||
        service.ports === undefined ||
        service.ports.some(offered => offered.port === port)
        ? []
        : {
            object,
            field,
            problem: `calls port ${port} of '${host}', which has ${service.ports
              .map(offered => offered.port)
              .join(', ')}`,
            fix: "Write a port of the Service; it need not be the pod's.",
          };
    }),
};

/**
 * Keys of a ConfigMap or Secret.
 *
 * @returns undefined if it is not there, `any` if nobody can say
 */
function keysOf(
  index: ObjectIndex,
  { kind, name, object: { namespace } }: ConfigReference,
): ReadonlySet<string> | 'any' | undefined {
  const outside =
    kind === 'Secret' ? index.facts.secrets : index.facts.configMaps;
  const maker =
    kind === 'Secret'
      ? secretMaker(index, namespace, name)
      : index.find(kind, namespace, name);
  switch (maker?.kind) {
    case undefined:
      return outside?.includes(`${namespace}/${name}`) ||
        (kind === 'ConfigMap' && AUTOMATIC_CONFIG_MAPS.has(name))
        ? 'any'
        : undefined;
    case 'ConfigMap':
    case 'Secret':
      return new Set(
        ['data', 'stringData', 'binaryData'].flatMap(field =>
          Object.keys(fieldsAt(maker!.manifest, field)),
        ),
      );
    case 'ExternalSecret':
      return externalKeys(maker!);
    default:
      return 'any';
  }
}

/** `dataFrom` brings keys that only the store knows, and a template its own. */
function externalKeys({ manifest }: LintObject): ReadonlySet<string> | 'any' {
  return listAt(manifest, 'spec', 'dataFrom').length > 0 ||
    at(manifest, 'spec', 'target', 'template', 'data') !== undefined ||
    at(manifest, 'spec', 'target', 'template', 'templateFrom') !== undefined
    ? 'any'
    : new Set(
        listAt(manifest, 'spec', 'data').map(
          entry => textAt(entry, 'secretKey') ?? '',
        ),
      );
}

/** @internal */
export const referenceRules = [configReference, configKey, addressInConfig];
