/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { fieldsAt, listAt, textAt, textMapAt } from './access';
import { isClusterHost, ServiceHost } from './hosts';
import type { ObjectIndex } from './ObjectIndex';
import { LintObject } from './types';
import { Workload } from './workload';

/**
 * A call that a workload is set up to make: an address of the cluster in one of
 * its variables.
 *
 * @public
 */
export interface ServiceCall {
  caller: Workload;
  /** Where the address stands. */
  object: LintObject;
  field: string;
  host: string;
  target: ServiceHost;
  /** Port of the Service; undefined where neither address nor scheme says it. */
  port?: number;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  postgres: 5432,
  postgresql: 5432,
  redis: 6379,
  amqp: 5672,
};

const ADDRESS =
  /\b([a-z][a-z0-9+.-]{0,30}):\/\/(?:[^\s/@,]{0,200}@)?([a-z0-9][a-z0-9.-]{0,252})(?::(\d{1,5}))?/gi;

/**
 * Finds the calls of all workloads: addresses with a scheme in variables and in
 * the ConfigMaps that they are read from.
 *
 * @internal
 */
export function findCalls(index: ObjectIndex): ServiceCall[] {
  const calls: ServiceCall[] = [];
  const add = (
    caller: Workload,
    object: LintObject,
    field: string,
    text: string | undefined,
  ) => {
    if (!text?.includes('://')) {
      return;
    }
    for (const [, scheme, host, port] of text.matchAll(ADDRESS)) {
      const isLocal = !host.includes('.') && host !== 'localhost';
      const target =
        isLocal || isClusterHost(host, index.clusterDomain)
          ? index.parseHost(host, caller.object.namespace)
          : undefined;
      if (target) {
        calls.push({
          caller,
          object,
          field,
          host,
          target,
          port: port
            ? Number(port)
            : DEFAULT_PORTS[scheme.toLocaleLowerCase('en-US')],
        });
      }
    }
  };
  for (const caller of index.workloads) {
    const { namespace } = caller.object;
    for (const { field, fields } of caller.containers) {
      for (const [position, entry] of listAt(fields, 'env').entries()) {
        const place = `${field}.env[${position}]`;
        add(caller, caller.object, `${place}.value`, textAt(entry, 'value'));
        const reference = fieldsAt(entry, 'valueFrom', 'configMapKeyRef');
        const map = configMap(index, namespace, textAt(reference, 'name'));
        const key = textAt(reference, 'key');
        if (map && key !== undefined) {
          add(caller, map, `data.${key}`, textAt(map.manifest, 'data', key));
        }
      }
      for (const entry of listAt(fields, 'envFrom')) {
        const name = textAt(entry, 'configMapRef', 'name');
        const map = configMap(index, namespace, name);
        if (map) {
          for (const [key, value] of Object.entries(
            textMapAt(map.manifest, 'data'),
          )) {
            add(caller, map, `data.${key}`, value);
          }
        }
      }
    }
  }
  return calls;
}

function configMap(
  index: ObjectIndex,
  namespace: string,
  name: string | undefined,
): LintObject | undefined {
  return name === undefined
    ? undefined
    : index.find('ConfigMap', namespace, name);
}
