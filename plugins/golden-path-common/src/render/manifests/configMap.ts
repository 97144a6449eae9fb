/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { configurationOf } from '../configuration';
import { Manifest, RenderContext } from '../types';
import { serviceMetadata } from './metadata';

/**
 * The variables of a service. The name follows from the contents and the object
 * is immutable, so a change is another object: pods roll as after any release,
 * and those that still run find theirs until Argo CD prunes it, last of all.
 *
 * @internal
 */
export function renderConfigMap(context: RenderContext): Manifest[] {
  const { name, data } = configurationOf(context);
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: serviceMetadata(context, name),
      immutable: true,
      data,
    },
  ];
}
