/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Observation } from '@openpolicy/plugin-service-health-common';

/*
 * An alias is a name by which other observations refer to one. Aliases hold source, instance and namespace, so that nothing inherits
 * from an object of another cluster or namespace: owner references across namespaces are void in Kubernetes, and following them here
 * would let a pod put itself on somebody else's page.
 */
function aliasOf(observation: Observation, suffix: string): string {
  const { source, instance, namespace } = observation;
  return JSON.stringify([source, instance, namespace ?? '', suffix]);
}

/**
 * The alias of an application, by its opaque id.
 *
 * @internal
 */
export function applicationAlias(applicationId: string): string {
  return JSON.stringify(['application', applicationId]);
}

/**
 * The names by which other observations may refer to this one.
 *
 * @internal
 */
export function aliasesOf(observation: Observation): string[] {
  const aliases: string[] = [];
  if (observation.uid) {
    aliases.push(aliasOf(observation, `uid:${observation.uid}`));
  }
  if (observation.kind === 'workload') {
    const { kind, name } = observation.data;
    aliases.push(aliasOf(observation, `target:${kind}/${name}`));
  }
  if (observation.kind === 'application') {
    aliases.push(applicationAlias(observation.data.id));
  }
  return aliases;
}

/**
 * The aliases of what an observation belongs to: its controlling owner, the object that an event is about, the workload that an
 * autoscaler scales.
 *
 * @internal
 */
export function parentAliasesOf(observation: Observation): string[] {
  const aliases: string[] = [];
  if (observation.ownerUid) {
    aliases.push(aliasOf(observation, `uid:${observation.ownerUid}`));
  }
  if (observation.kind === 'event') {
    aliases.push(aliasOf(observation, `uid:${observation.data.objectUid}`));
  }
  if (observation.kind === 'autoscaler') {
    const { kind, name } = observation.data.target;
    aliases.push(aliasOf(observation, `target:${kind}/${name}`));
  }
  return aliases;
}
