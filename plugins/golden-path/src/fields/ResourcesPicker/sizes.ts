/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ResourcesValue } from './schema';

/** @internal */
export type SizeName = 'small' | 'medium' | 'large';

/** The four amounts that the field is about. @internal */
export interface Amounts {
  cpu: { request: string; limit: string };
  memory: { request: string; limit: string };
}

/** The first is what a draft without resources gets. @internal */
export const SIZES: Record<SizeName, Amounts> = {
  small: {
    cpu: { request: '50m', limit: '500m' },
    memory: { request: '128Mi', limit: '256Mi' },
  },
  medium: {
    cpu: { request: '250m', limit: '1' },
    memory: { request: '256Mi', limit: '512Mi' },
  },
  large: {
    cpu: { request: '1', limit: '2' },
    memory: { request: '1Gi', limit: '2Gi' },
  },
};

/** @internal */
export const SIZE_NAMES: readonly SizeName[] = ['small', 'medium', 'large'];

/** What the field shows; a field that nobody filled in has the smallest size. @internal */
export function amountsOf(value: ResourcesValue | undefined): Amounts {
  const part = (name: 'cpu' | 'memory') => ({
    request: value?.[name]?.request ?? SIZES.small[name].request,
    limit: value?.[name]?.limit ?? SIZES.small[name].limit,
  });
  return { cpu: part('cpu'), memory: part('memory') };
}

/** The size that the amounts are, if they are one. @internal */
export function sizeOf(amounts: Amounts): SizeName | undefined {
  const key = JSON.stringify(amounts);
  return SIZE_NAMES.find(name => JSON.stringify(SIZES[name]) === key);
}
