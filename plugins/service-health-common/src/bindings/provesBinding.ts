/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { BackReference } from '../observations/types';

/**
 * Says whether an upstream object points back to an entity.
 *
 * An annotation on an entity is only a claim: whoever can edit a catalog file can name somebody else's application, and the portal
 * acts with a token that may touch all of them. So data is shown and actions are taken only where the other side, which only its
 * owner can write, names the entity. A Kubernetes id or a `service` label is a bare name; it proves only the Component of that name in
 * the catalog's `default` namespace, else anybody could take over a name by registering it in a namespace or kind of their own.
 *
 * @param entityRef - full reference of the entity, e.g. `component:default/api-gateway`
 * @public
 */
export function provesBinding(
  entityRef: string,
  backReference: BackReference,
): boolean {
  const wanted = normalise(entityRef);
  return (
    wanted !== undefined && provenEntityRefs(backReference).includes(wanted)
  );
}

/**
 * The entity references that a back-reference proves: the keys under which a store indexes an observation. A reference that cannot be
 * parsed proves nothing.
 *
 * @returns normalised references (lower case, with kind and namespace), at most three, without duplicates
 * @public
 */
export function provenEntityRefs(backReference: BackReference): string[] {
  const refs = [
    normalise(backReference.entityRef),
    fromName(backReference.kubernetesId),
    fromName(backReference.service),
  ];
  return [...new Set(refs.filter(ref => ref !== undefined))];
}

function fromName(name: string | undefined): string | undefined {
  // A name with a separator would be read as kind or namespace and so escape the rule above.
  if (!name || /[:/]/.test(name)) {
    return undefined;
  }
  return normalise(`component:default/${name}`);
}

function normalise(ref: string | undefined): string | undefined {
  if (!ref) {
    return undefined;
  }
  try {
    return stringifyEntityRef(
      parseEntityRef(ref.trim(), {
        defaultKind: 'component',
        defaultNamespace: 'default',
      }),
    ).toLocaleLowerCase('en-US');
  } catch {
    return undefined;
  }
}
