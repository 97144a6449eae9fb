/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ManifestKind, PlatformContext, RenderContext } from '../types';

/*
 * Istio's kinds. A DestinationRule comes before the VirtualService that names its
 * subsets.
 */

/** @internal */
export const MESH_KINDS: ReadonlyArray<ManifestKind<RenderContext>> = [];

/** @internal */
export const MESH_PLATFORM_KINDS: ReadonlyArray<ManifestKind<PlatformContext>> =
  [];
