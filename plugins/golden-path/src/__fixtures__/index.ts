/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

export { aCatalog, aDraft, aPlatform, aService } from './catalog';
export {
  aDelivery,
  anUpgrade,
  aPool,
  FakeGoldenPathApi,
  refusal,
} from './FakeGoldenPathApi';
